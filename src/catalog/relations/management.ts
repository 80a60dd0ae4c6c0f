import { from, naming, on, out, type Relation } from './row.js'

const BUCKET = 'AWS::S3::Bucket'
const LOG_GROUP = 'AWS::Logs::LogGroup'
const named = (form: string, target: string): { path: string; target: string; names: string; form: string } => ({
  path: 'LogGroupName',
  target,
  names: target,
  form,
})

/** Logs, alarms, delivery of code, guard rails (source: the page of each type in the CloudFormation template reference). */
export const MANAGEMENT: readonly Relation[] = [
  ...on(
    LOG_GROUP,
    from('encrypts', 'KmsKeyId'),
    // The services write to log groups of these names by themselves.
    from(
      'logs-to',
      named('/aws/lambda/{name}', 'AWS::Lambda::Function'),
      named('/aws/codebuild/{name}', 'AWS::CodeBuild::Project'),
      named('/aws/eks/{name}/cluster', 'AWS::EKS::Cluster'),
      named('/aws/kinesisfirehose/{name}', 'AWS::KinesisFirehose::DeliveryStream'),
    ),
  ),
  ...on(
    'AWS::Logs::SubscriptionFilter',
    from('subscribes', naming('LogGroupName', LOG_GROUP)),
    out('publishes', 'DestinationArn'),
    out('assumes', 'RoleArn'),
  ),
  ...on('AWS::Logs::MetricFilter', from('subscribes', naming('LogGroupName', LOG_GROUP))),
  ...on('AWS::Logs::Destination', out('publishes', 'TargetArn'), out('assumes', 'RoleArn')),
  ...on('AWS::CloudWatch::Alarm', out('publishes', 'AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*')),
  ...on('AWS::CloudWatch::CompositeAlarm', out('publishes', 'AlarmActions.*', 'OKActions.*', 'InsufficientDataActions.*')),
  ...on('AWS::Synthetics::Canary', out('assumes', 'ExecutionRoleArn'), out('writes', 'ArtifactS3Location')),
  ...on('AWS::RUM::AppMonitor', out('assumes', 'AppMonitorConfiguration.GuestRoleArn')),
  ...on(
    'AWS::CloudTrail::Trail',
    out('logs-to', naming('S3BucketName', BUCKET), 'CloudWatchLogsLogGroupArn'),
    out('publishes', naming('SnsTopicName', 'AWS::SNS::Topic')),
    out('assumes', 'CloudWatchLogsRoleArn'),
    from('encrypts', 'KMSKeyId'),
  ),
  ...on('AWS::Config::DeliveryChannel', out('logs-to', naming('S3BucketName', BUCKET)), out('publishes', 'SnsTopicARN')),
  ...on('AWS::Config::ConfigurationRecorder', out('assumes', 'RoleARN')),
  ...on('AWS::Config::ConfigRule', out('invokes', 'Source.SourceIdentifier')),
  ...on(
    'AWS::GuardDuty::PublishingDestination',
    from('contains', 'DetectorId'),
    out('logs-to', 'DestinationProperties.DestinationArn'),
    from('encrypts', 'DestinationProperties.KmsKeyArn'),
  ),
  ...on('AWS::WAFv2::WebACL', from('routes', 'Rules.*.Statement.RuleGroupReferenceStatement.Arn')),
  ...on('AWS::Budgets::Budget', out('publishes', 'NotificationsWithSubscribers.*.Subscribers.*.Address')),
  ...on('AWS::SSM::Association', out('logs-to', naming('OutputLocation.S3Location.OutputS3BucketName', BUCKET))),
  ...on('AWS::SSM::MaintenanceWindowTask', out('invokes', 'TaskArn'), out('assumes', 'ServiceRoleArn')),
  ...on(
    'AWS::CodePipeline::Pipeline',
    out('assumes', 'RoleArn', 'Stages.*.Actions.*.RoleArn'),
    out('writes', naming('ArtifactStore.Location', BUCKET), naming('ArtifactStores.*.ArtifactStore.Location', BUCKET)),
    out(
      'invokes',
      naming('Stages.*.Actions.*.Configuration.ProjectName', 'AWS::CodeBuild::Project'),
      naming('Stages.*.Actions.*.Configuration.FunctionName', 'AWS::Lambda::Function'),
      naming('Stages.*.Actions.*.Configuration.ApplicationName', 'AWS::CodeDeploy::Application'),
      'Stages.*.Actions.*.Configuration.StateMachineArn',
    ),
    out(
      'reads',
      naming('Stages.*.Actions.*.Configuration.RepositoryName', 'AWS::CodeCommit::Repository'),
      naming('Stages.*.Actions.*.Configuration.S3Bucket', BUCKET),
    ),
    out('writes', naming('Stages.*.Actions.*.Configuration.BucketName', BUCKET)),
    from('encrypts', 'ArtifactStore.EncryptionKey.Id'),
  ),
  ...on(
    'AWS::CodeBuild::Project',
    out('assumes', naming('ServiceRole', 'AWS::IAM::Role')),
    out('writes', naming('Artifacts.Location', BUCKET)),
    out('reads', 'Source.Location', { path: 'Environment.Image', target: 'AWS::ECR::Repository' }),
    out('logs-to', naming('LogsConfig.CloudWatchLogs.GroupName', LOG_GROUP), 'LogsConfig.S3Logs.Location'),
    from('contains', 'VpcConfig.Subnets.*'),
    from('filters', 'VpcConfig.SecurityGroupIds.*'),
    from('encrypts', 'EncryptionKey'),
  ),
  ...on(
    'AWS::CodeDeploy::DeploymentGroup',
    from('contains', naming('ApplicationName', 'AWS::CodeDeploy::Application')),
    out('assumes', 'ServiceRoleArn'),
    out('publishes', 'TriggerConfigurations.*.TriggerTargetArn'),
    out('writes', 'AutoScalingGroups.*', 'ECSServices.*.ServiceName'),
  ),
  ...on('AWS::CodeCommit::Repository', out('invokes', 'Triggers.*.DestinationArn')),
  ...on(
    'AWS::ImageBuilder::InfrastructureConfiguration',
    out('assumes', naming('InstanceProfileName', 'AWS::IAM::InstanceProfile')),
    from('contains', 'SubnetId'),
    from('filters', 'SecurityGroupIds.*'),
    out('publishes', 'SnsTopicArn'),
  ),
  ...on('AWS::IAM::InstanceProfile', out('assumes', naming('Roles.*', 'AWS::IAM::Role'))),
  ...on('AWS::ApplicationAutoScaling::ScalableTarget', out('assumes', 'RoleARN')),
  ...on('AWS::FIS::ExperimentTemplate', out('assumes', 'RoleArn')),
  ...on('AWS::CloudFormation::Stack', out('publishes', 'NotificationARNs.*')),
]
