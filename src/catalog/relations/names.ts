/** How a resource is called outside of the template that makes it. */
export interface NameRow {
  readonly type: string
  /** The property that gives its name. */
  readonly property: string
  /** Service and resource part of its ARN; undefined: it has none with its name in it. */
  readonly arn?: { readonly service: string; readonly resource: string }
  /** Other texts that name it, with the name as first group. */
  readonly addresses?: readonly RegExp[]
}

const row = (type: string, property: string, arn?: string, ...addresses: readonly RegExp[]): NameRow => {
  const colon = arn?.indexOf(':') ?? -1
  return {
    type,
    property,
    ...(arn === undefined ? {} : { arn: { service: arn.slice(0, colon), resource: arn.slice(colon + 1) } }),
    ...(addresses.length === 0 ? {} : { addresses }),
  }
}

/** Source: the resource types of each service in the service authorization reference. The names of buckets are unique in a partition, all others in an account and region. */
export const NAMES: readonly NameRow[] = [
  row(
    'AWS::S3::Bucket',
    'BucketName',
    's3:{name}',
    /^s3:\/\/([^/]+)/,
    /^([^/]+?)\.s3(?:-website)?(?:[.-][^/]*)?\.amazonaws\.com(?:\.cn)?$/,
  ),
  row('AWS::SQS::Queue', 'QueueName', 'sqs:{name}', /^https:\/\/sqs\.[^/]+\/[^/]+\/([^/]+)$/),
  row('AWS::SNS::Topic', 'TopicName', 'sns:{name}'),
  row('AWS::Lambda::Function', 'FunctionName', 'lambda:function:{name}'),
  row('AWS::DynamoDB::Table', 'TableName', 'dynamodb:table/{name}'),
  row('AWS::DynamoDB::GlobalTable', 'TableName', 'dynamodb:table/{name}'),
  row('AWS::Kinesis::Stream', 'Name', 'kinesis:stream/{name}'),
  row('AWS::KinesisFirehose::DeliveryStream', 'DeliveryStreamName', 'firehose:deliverystream/{name}'),
  row('AWS::StepFunctions::StateMachine', 'StateMachineName', 'states:stateMachine:{name}'),
  row('AWS::Events::EventBus', 'Name', 'events:event-bus/{name}'),
  row('AWS::Events::Rule', 'Name', 'events:rule/{name}'),
  row('AWS::Scheduler::ScheduleGroup', 'Name', 'scheduler:schedule-group/{name}'),
  row('AWS::Logs::LogGroup', 'LogGroupName', 'logs:log-group:{name}'),
  row('AWS::IAM::Role', 'RoleName', 'iam:role/{name}'),
  row('AWS::IAM::InstanceProfile', 'InstanceProfileName', 'iam:instance-profile/{name}'),
  row('AWS::IAM::ManagedPolicy', 'ManagedPolicyName', 'iam:policy/{name}'),
  row('AWS::ECS::Cluster', 'ClusterName', 'ecs:cluster/{name}'),
  row('AWS::EKS::Cluster', 'Name', 'eks:cluster/{name}'),
  row('AWS::ECR::Repository', 'RepositoryName', 'ecr:repository/{name}', /^[^/]+\.dkr\.ecr\.[^/]+\/([^:@]+)(?:[:@].*)?$/),
  row('AWS::SSM::Parameter', 'Name', 'ssm:parameter/{name}'),
  row('AWS::KMS::Alias', 'AliasName', 'kms:{name}', /^(alias\/.+)$/),
  row('AWS::CodeBuild::Project', 'Name', 'codebuild:project/{name}'),
  row('AWS::CodeCommit::Repository', 'RepositoryName', 'codecommit:{name}'),
  row('AWS::CodeDeploy::Application', 'ApplicationName', 'codedeploy:application:{name}'),
  row('AWS::Glue::Job', 'Name', 'glue:job/{name}'),
  row('AWS::Glue::Crawler', 'Name', 'glue:crawler/{name}'),
  row('AWS::Glue::Connection', 'ConnectionInput.Name', 'glue:connection/{name}'),
  row('AWS::Glue::Database', 'DatabaseInput.Name', 'glue:database/{name}'),
  row('AWS::EC2::LaunchTemplate', 'LaunchTemplateName'),
  row('AWS::ElasticLoadBalancing::LoadBalancer', 'LoadBalancerName', 'elasticloadbalancing:loadbalancer/{name}'),
  row('AWS::ElasticBeanstalk::Application', 'ApplicationName', 'elasticbeanstalk:application/{name}'),
  row('AWS::RDS::DBInstance', 'DBInstanceIdentifier', 'rds:db:{name}'),
  row('AWS::RDS::DBCluster', 'DBClusterIdentifier', 'rds:cluster:{name}'),
  row('AWS::RDS::DBProxy', 'DBProxyName'),
  row('AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName', 'rds:subgrp:{name}'),
  row('AWS::Redshift::ClusterSubnetGroup', 'ClusterSubnetGroupName'),
  row('AWS::RedshiftServerless::Namespace', 'NamespaceName'),
  row('AWS::Backup::BackupVault', 'BackupVaultName', 'backup:backup-vault:{name}'),
  row('AWS::AppSync::DataSource', 'Name'),
  row('AWS::SageMaker::Model', 'ModelName', 'sagemaker:model/{name}'),
  row('AWS::SageMaker::EndpointConfig', 'EndpointConfigName', 'sagemaker:endpoint-config/{name}'),
  row('AWS::SES::ReceiptRuleSet', 'RuleSetName'),
]
