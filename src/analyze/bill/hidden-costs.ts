/** A cost that bills hide among others: how its lines are known, and what can be done. Usage types are without the letters of the region. */
export interface HiddenCost {
  readonly id: string
  readonly title: string
  /** Product codes, or names of services. undefined: any. */
  readonly service?: RegExp
  readonly usage: RegExp
  readonly operation?: RegExp
  readonly fix: string
  /** Of a hundred, what is saved when it is done; undefined where that depends on more than the bill says. */
  readonly avoidable?: number
  readonly ref: string
}

const EC2 = 'https://aws.amazon.com/ec2/pricing/on-demand/'
const VPC = 'https://aws.amazon.com/vpc/pricing/'
const EBS = 'https://aws.amazon.com/ebs/pricing/'
const LOGS = 'https://aws.amazon.com/cloudwatch/pricing/'
const RDS = 'https://aws.amazon.com/rds/pricing/'
const S3 = 'https://aws.amazon.com/s3/pricing/'

const CLOUDWATCH = /^AmazonCloudWatch$|cloudwatch/i
const DYNAMODB = /DynamoDB/i
const OPENSEARCH = /^AmazonES$|opensearch/i

export const HIDDEN_COSTS: readonly HiddenCost[] = [
  {
    id: 'nat-processing',
    title: 'NAT gateways: data processed',
    usage: /^NatGateway-Bytes$/,
    fix: 'send S3 and DynamoDB traffic through gateway endpoints, which cost nothing',
    ref: VPC,
  },
  {
    id: 'nat-hours',
    title: 'NAT gateways: hours',
    usage: /^NatGateway-Hours$/,
    fix: 'one gateway for what is not production; none where endpoints are enough',
    ref: VPC,
  },
  {
    id: 'cross-zone-transfer',
    title: 'Transfer between zones',
    usage: /^DataTransfer-(?:Regional|xAZ-(?:In|Out))-Bytes$/,
    fix: 'keep callers and what they call in one zone; a NAT gateway or cache in each zone',
    ref: EC2,
  },
  {
    id: 'idle-public-ipv4',
    title: 'Public IPv4 addresses that nothing uses',
    usage: /^(?:PublicIPv4:IdleAddress|ElasticIP:IdleAddress)$/,
    fix: 'release them',
    avoidable: 100,
    ref: VPC,
  },
  {
    id: 'public-ipv4',
    title: 'Public IPv4 addresses in use',
    usage: /^PublicIPv4:InUseAddress$/,
    fix: 'private subnets, IPv6, or one load balancer for several services',
    ref: VPC,
  },
  {
    id: 'interface-endpoints',
    title: 'Interface endpoints: hours',
    usage: /^VpcEndpoint-Hours$/,
    fix: 'fewer zones, endpoints shared between VPCs, gateway endpoints for S3 and DynamoDB',
    ref: 'https://aws.amazon.com/privatelink/pricing/',
  },
  {
    id: 'transit-gateway',
    title: 'Transit gateways: attachments and data',
    usage: /^TransitGateway-(?:Hours|Bytes)$/,
    fix: 'VPC peering between two VPCs has no hours',
    ref: 'https://aws.amazon.com/transit-gateway/pricing/',
  },
  {
    id: 'vpn',
    title: 'VPN connections',
    usage: /^VPN-Usage-Hours/,
    fix: 'remove connections that nothing uses',
    ref: 'https://aws.amazon.com/vpn/pricing/',
  },
  {
    id: 'cross-region-transfer',
    title: 'Transfer to other regions',
    usage: /^AWS-Out-Bytes$/,
    fix: 'replicate less, or compress; callers in the region of the data',
    ref: EC2,
  },
  {
    id: 'log-ingestion',
    title: 'CloudWatch Logs: ingestion',
    service: CLOUDWATCH,
    usage: /^(?:DataProcessing(?:IA)?-Bytes|VendedLog(?:IA)?-Bytes)$/,
    fix: 'a lower log level, the infrequent access class, or flow and access logs to S3',
    ref: LOGS,
  },
  {
    id: 'log-storage',
    title: 'CloudWatch Logs: storage',
    service: CLOUDWATCH,
    usage: /^TimedStorage-ByteHrs$/,
    fix: 'a retention on every log group: without one logs are kept for ever',
    ref: LOGS,
  },
  {
    id: 'custom-metrics',
    title: 'CloudWatch: custom metrics',
    service: CLOUDWATCH,
    usage: /^CW:MetricMonitorUsage$/,
    fix: 'fewer dimensions; detailed monitoring and Container Insights only where they are looked at',
    ref: LOGS,
  },
  {
    id: 'previous-volumes',
    title: 'EBS: gp2 volumes',
    usage: /^EBS:VolumeUsage\.gp2$/,
    fix: 'change them to gp3, without a stop; list prices are 20% lower',
    avoidable: 20,
    ref: EBS,
  },
  {
    id: 'snapshots',
    title: 'EBS: snapshots',
    usage: /^EBS:SnapshotUsage(?:UnderBilling)?$/,
    fix: 'a lifecycle policy that deletes them; the archive tier for what is kept for long',
    ref: EBS,
  },
  {
    id: 'provisioned-iops',
    title: 'EBS: provisioned IOPS of io1 and io2',
    usage: /^EBS:VolumeP-IOPS\.(?:piops|io2)/,
    fix: 'gp3 up to 16,000 IOPS',
    ref: EBS,
  },
  {
    id: 'cpu-credits',
    title: 'Instances: surplus CPU credits',
    usage: /^CPUCredits:/,
    fix: 'a larger or another class of instance, or standard credits',
    ref: EC2,
  },
  {
    id: 'extended-support',
    title: 'Databases: extended support of old versions',
    usage: /^ExtendedSupport:/,
    fix: 'upgrade the engine',
    avoidable: 100,
    ref: RDS,
  },
  {
    id: 'database-backups',
    title: 'Databases: backups beyond the free size',
    usage: /^(?:RDS:ChargedBackupUsage|Aurora:BackupUsage)$/,
    fix: 'a shorter retention; delete manual snapshots',
    ref: RDS,
  },
  {
    id: 'multi-az',
    title: 'RDS in two zones: half is the second one',
    usage: /^(?:Multi-AZUsage:|RDS:Multi-AZ)/,
    fix: 'one zone for what is not production',
    ref: RDS,
  },
  {
    id: 'kubernetes-extended-support',
    title: 'EKS: extended support of old versions',
    usage: /^AmazonEKS-Hours:extendedSupport/i,
    fix: 'upgrade the clusters',
    avoidable: 100,
    ref: 'https://aws.amazon.com/eks/pricing/',
  },
  {
    id: 'kubernetes-control-plane',
    title: 'EKS: control planes',
    usage: /^AmazonEKS-Hours:perCluster$/,
    fix: 'namespaces instead of clusters for what is not production',
    ref: 'https://aws.amazon.com/eks/pricing/',
  },
  {
    id: 'keys',
    title: 'KMS: customer managed keys',
    usage: /^KMS-Keys$/,
    fix: 'AWS managed keys where no policy of their own is needed',
    ref: 'https://aws.amazon.com/kms/pricing/',
  },
  {
    id: 'secrets',
    title: 'Secrets Manager: secrets',
    usage: /SecretsManager-Secrets?$/,
    fix: 'SecureString parameters for what is not rotated',
    ref: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
  {
    id: 'config-items',
    title: 'AWS Config: recorded changes',
    usage: /^ConfigurationItemRecorded/,
    fix: 'record fewer types, or once a day',
    ref: 'https://aws.amazon.com/config/pricing/',
  },
  {
    id: 'trails',
    title: 'CloudTrail: second trails and data events',
    usage: /^(?:PaidEventsRecorded|DataEventsRecorded)$/,
    fix: 'one trail for management events; select the data events',
    ref: 'https://aws.amazon.com/cloudtrail/pricing/',
  },
  {
    id: 'provisioned-concurrency',
    title: 'Lambda: provisioned concurrency',
    usage: /^Lambda-Provisioned-Concurrency/,
    fix: 'scale it by schedule or use',
    ref: 'https://aws.amazon.com/lambda/pricing/',
  },
  {
    id: 'edge-functions',
    title: 'Lambda@Edge',
    usage: /^Lambda-Edge-/,
    fix: 'CloudFront Functions for headers and redirects',
    ref: 'https://aws.amazon.com/lambda/pricing/',
  },
  {
    id: 'table-backups',
    title: 'DynamoDB: point-in-time recovery',
    service: DYNAMODB,
    usage: /^TimedPITRStorage-ByteHrs$/,
    fix: 'only for tables that cannot be made again',
    ref: 'https://aws.amazon.com/dynamodb/pricing/',
  },
  {
    id: 'replicated-writes',
    title: 'DynamoDB: writes to replicas',
    service: DYNAMODB,
    usage: /^Repl(?:icated)?Write/,
    fix: 'fewer replicas',
    ref: 'https://aws.amazon.com/dynamodb/pricing/',
  },
  {
    id: 'early-deletes',
    title: 'S3: deleted before the minimum time',
    usage: /^EarlyDelete-/,
    fix: 'keep short-lived objects in Standard',
    avoidable: 100,
    ref: S3,
  },
  {
    id: 'lifecycle-requests',
    title: 'S3: lifecycle transitions',
    usage: /^Requests-Tier4$/,
    fix: 'leave small objects where they are: a size filter in the rule',
    ref: S3,
  },
  {
    id: 'search-serverless',
    title: 'OpenSearch Serverless: capacity units',
    service: OPENSEARCH,
    usage: /(?:Indexing|Search)OCU$/,
    fix: 'one collection group; redundancy off for what is not production',
    ref: 'https://aws.amazon.com/opensearch-service/pricing/',
  },
]
