import type { BillMeter } from './compare.js'

/** Product code; then price key, pattern of the usage type and, where it decides, operations. */
type Row = readonly [key: string, usage: string, ...operations: string[]]

const CLASS = String.raw`[\w.-]+`

const METERS: Readonly<Record<string, readonly Row[]>> = {
  AmazonEC2: [
    ['vpc.nat_hour', 'NatGateway-Hours'],
    ['vpc.nat_data', 'NatGateway-Bytes'],
    ['ebs.gp2_storage', String.raw`EBS:VolumeUsage\.gp2`],
    ['ebs.gp3_storage', String.raw`EBS:VolumeUsage\.gp3`],
    ['ebs.io1_storage', String.raw`EBS:VolumeUsage\.piops`],
    ['ebs.io2_storage', String.raw`EBS:VolumeUsage\.io2`],
    ['ebs.st1_storage', String.raw`EBS:VolumeUsage\.st1`],
    ['ebs.sc1_storage', String.raw`EBS:VolumeUsage\.sc1`],
    ['ebs.io1_iops', String.raw`EBS:VolumeP-IOPS\.piops`],
    ['ebs.io2_iops', String.raw`EBS:VolumeP-IOPS\.io2(?:\.tier[23])?`],
    ['ebs.gp3_iops_over_3000', String.raw`EBS:VolumeP-IOPS\.gp3`],
    ['ebs.gp3_throughput_over_125', String.raw`EBS:VolumeP-Throughput\.gp3`],
    ['ebs.snapshot', 'EBS:SnapshotUsage'],
    ['ec2.{Instance Type}', `BoxUsage:${CLASS}`, 'RunInstances'],
  ],
  AmazonVPC: [
    ['vpc.interface_endpoint', 'VpcEndpoint-Hours'],
    ['vpc.interface_endpoint_data', 'VpcEndpoint-Bytes'],
    ['vpc.public_ipv4_in_use', 'PublicIPv4:InUseAddress'],
    ['vpc.public_ipv4_idle', 'PublicIPv4:IdleAddress'],
  ],
  AWSDataTransfer: [
    ['datatransfer.out_internet', 'DataTransfer-Out-Bytes'],
    ['datatransfer.inter_az_each_direction', 'DataTransfer-(?:Regional|xAZ-(?:In|Out))-Bytes'],
  ],
  AWSELB: [
    ['elb.alb_hour', 'LoadBalancerUsage', 'LoadBalancing:Application'],
    ['elb.alb_lcu', 'LCUUsage', 'LoadBalancing:Application'],
    ['elb.nlb_hour', 'LoadBalancerUsage', 'LoadBalancing:Network'],
    ['elb.nlb_nlcu', 'LCUUsage', 'LoadBalancing:Network'],
  ],
  AWSLambda: [
    ['lambda.requests', 'Request'],
    ['lambda.requests_arm', 'Request-ARM'],
    ['lambda.duration_x86', 'Lambda-GB-Second'],
    ['lambda.duration_arm', 'Lambda-GB-Second-ARM'],
    ['lambda.provisioned_concurrency_x86', 'Lambda-Provisioned-Concurrency'],
    ['lambda.provisioned_concurrency_arm', 'Lambda-Provisioned-Concurrency-ARM'],
    ['lambda.ephemeral_storage', 'Lambda-Storage-GB-Second'],
  ],
  AmazonApiGateway: [
    ['apigateway.http_requests_512KB', 'ApiGatewayHttpRequest'],
    ['apigateway.rest_requests', 'ApiGatewayRequest'],
    ['apigateway.ws_messages_32KB', 'ApiGatewayMessage'],
    ['apigateway.ws_connection_minutes', 'ApiGatewayMinute'],
  ],
  AWSQueueService: [
    ['sqs.standard_requests', 'Requests-(?:RBP|Tier1)'],
    ['sqs.fifo_requests', 'Requests-FIFO-(?:RBP|Tier1)'],
  ],
  AmazonDynamoDB: [
    ['dynamodb.ondemand_wru', 'WriteRequestUnits'],
    ['dynamodb.ondemand_rru', 'ReadRequestUnits'],
    ['dynamodb.provisioned_wcu', 'WriteCapacityUnit-Hrs'],
    ['dynamodb.provisioned_rcu', 'ReadCapacityUnit-Hrs'],
    ['dynamodb.storage', 'TimedStorage-ByteHrs'],
    ['dynamodb.pitr', 'TimedPITRStorage-ByteHrs'],
  ],
  AmazonS3: [
    ['s3.standard_storage', 'TimedStorage-ByteHrs'],
    ['s3.standard_tier1_requests', 'Requests-Tier1'],
    ['s3.standard_tier2_requests', 'Requests-Tier2'],
  ],
  AmazonRDS: [
    ['rds.postgres.{Instance Type}', `InstanceUsage:${CLASS}`, 'CreateDBInstance:0014'],
    ['rds.postgres.multi_az.{Instance Type}', `Multi-AZUsage:${CLASS}`, 'CreateDBInstance:0014'],
    ['rds.mysql.{Instance Type}', `InstanceUsage:${CLASS}`, 'CreateDBInstance:0002'],
    ['rds.mysql.multi_az.{Instance Type}', `Multi-AZUsage:${CLASS}`, 'CreateDBInstance:0002'],
    ['rds.mariadb.{Instance Type}', `InstanceUsage:${CLASS}`, 'CreateDBInstance:0018'],
    ['rds.mariadb.multi_az.{Instance Type}', `Multi-AZUsage:${CLASS}`, 'CreateDBInstance:0018'],
    ['aurora.postgres.{Instance Type}', `InstanceUsage:${CLASS}`, 'CreateDBInstance:0021'],
    ['aurora.mysql.{Instance Type}', `InstanceUsage:${CLASS}`, 'CreateDBInstance:0016'],
    ['aurora.serverless_v2', 'Aurora:ServerlessV2Usage'],
    ['aurora.storage', 'Aurora:StorageUsage'],
    ['aurora.io', 'Aurora:StorageIOUsage'],
    ['aurora.backup', 'Aurora:BackupUsage'],
    ['rds.gp2_single_az', 'RDS:GP2-Storage'],
    ['rds.gp2_multi_az', 'RDS:Multi-AZ-GP2-Storage'],
    ['rds.gp3_single_az', 'RDS:GP3-Storage'],
    ['rds.gp3_multi_az', 'RDS:Multi-AZ-GP3-Storage'],
    ['rds.io1_single_az', 'RDS:PIOPS-Storage'],
    ['rds.io1_multi_az', 'RDS:Multi-AZ-PIOPS-Storage'],
    ['rds.iops_single_az', 'RDS:PIOPS'],
    ['rds.iops_multi_az', 'RDS:Multi-AZ-PIOPS'],
    ['rds.backup_storage', 'RDS:ChargedBackupUsage'],
  ],
  AmazonElastiCache: [
    ['elasticache.redis.{Instance Type}', `NodeUsage:${CLASS}`, 'CreateCacheCluster:0002'],
    ['elasticache.memcached.{Instance Type}', `NodeUsage:${CLASS}`, 'CreateCacheCluster:0001'],
    ['elasticache.valkey.{Instance Type}', `NodeUsage:${CLASS}`, 'CreateCacheCluster:0003'],
  ],
  AmazonECS: [
    ['ecs.fargate_vcpu_x86', 'Fargate-vCPU-Hours:perCPU'],
    ['ecs.fargate_mem_x86', 'Fargate-GB-Hours'],
    ['ecs.fargate_vcpu_arm', 'Fargate-ARM-vCPU-Hours:perCPU'],
    ['ecs.fargate_mem_arm', 'Fargate-ARM-GB-Hours'],
  ],
  AmazonCloudWatch: [
    ['cloudwatch.logs_ingest_standard', 'DataProcessing-Bytes'],
    ['cloudwatch.logs_ingest_ia', 'DataProcessingIA-Bytes'],
    ['cloudwatch.logs_vended', 'VendedLog-Bytes'],
    ['cloudwatch.logs_storage', 'TimedStorage-ByteHrs'],
    ['cloudwatch.metrics_custom', 'CW:MetricMonitorUsage'],
    ['cloudwatch.alarm_standard', 'CW:AlarmMonitorUsage'],
    ['cloudwatch.alarm_high_res', 'CW:HighResAlarmMonitorUsage'],
    ['cloudwatch.alarm_composite', 'CW:CompositeAlarmMonitorUsage'],
    ['cloudwatch.dashboard', 'DashboardsUsageHour(?:-Basic)?'],
  ],
  AmazonSNS: [['sns.publish', 'Requests-Tier1']],
  awskms: [
    ['kms.cmk', 'KMS-Keys'],
    ['kms.requests', 'KMS-Requests'],
  ],
  AWSSecretsManager: [
    ['secretsmanager.secret', '(?:AWS)?SecretsManager-Secrets?'],
    ['secretsmanager.api_requests', '(?:AWS)?SecretsManagerAPIRequest'],
  ],
  AmazonECR: [['ecr.storage_private', 'TimedStorage-ByteHrs']],
  awswaf: [
    ['waf.web_acl', 'WebACLV2'],
    ['waf.rule', 'RuleV2'],
    ['waf.requests', 'RequestV2-Tier1'],
  ],
}

/** How AWS meters what prices are for: usage types as they stand in Cost and Usage Reports, without the letters of a region. */
export const BILL_METERS: readonly BillMeter[] = Object.entries(METERS).flatMap(([service, rows]) =>
  rows.map(([key, usage, ...operation]) => ({ key, service, usage, ...(operation.length === 0 ? {} : { operation }) })),
)
