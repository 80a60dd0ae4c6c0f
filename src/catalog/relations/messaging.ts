import { from, naming, on, out, type Relation } from './row.js'

const BUCKET = 'AWS::S3::Bucket'
const LOG_GROUP = 'AWS::Logs::LogGroup'
const FIREHOSE = 'AWS::KinesisFirehose::DeliveryStream'

/** Destinations of a delivery stream that keep data; each has a bucket for what fails or for backup, too. */
const FIREHOSE_DESTINATIONS = [
  'AmazonOpenSearchServerlessDestinationConfiguration',
  'AmazonopensearchserviceDestinationConfiguration',
  'ElasticsearchDestinationConfiguration',
  'ExtendedS3DestinationConfiguration',
  'HttpEndpointDestinationConfiguration',
  'RedshiftDestinationConfiguration',
  'S3DestinationConfiguration',
  'SplunkDestinationConfiguration',
  'SnowflakeDestinationConfiguration',
  'IcebergDestinationConfiguration',
]
const withRole = FIREHOSE_DESTINATIONS.filter((each) => !each.startsWith('Splunk'))
const withBucket = FIREHOSE_DESTINATIONS.filter((each) => !/^(?:Extended)?S3/.test(each))

/** Queues, topics, streams, events (source: the page of each type in the CloudFormation template reference). */
export const MESSAGING: readonly Relation[] = [
  ...on('AWS::SQS::Queue', from('encrypts', 'KmsMasterKeyId'), out('fails-to', 'RedrivePolicy.deadLetterTargetArn')),
  ...on('AWS::SNS::Topic', from('encrypts', 'KmsMasterKeyId'), out('publishes', 'Subscription.*.Endpoint')),
  ...on(
    'AWS::SNS::Subscription',
    from('subscribes', 'TopicArn'),
    out('publishes', 'Endpoint'),
    out('fails-to', 'RedrivePolicy.deadLetterTargetArn'),
    out('assumes', 'SubscriptionRoleArn'),
  ),
  ...on(
    'AWS::Events::Rule',
    from(
      'publishes',
      naming('EventBusName', 'AWS::Events::EventBus'),
      naming('EventPattern.detail.bucket.name.*', BUCKET),
      naming('EventPattern.detail.requestParameters.bucketName.*', BUCKET),
      'EventPattern.detail.stateMachineArn.*',
      'EventPattern.resources.*',
    ),
    out('invokes', 'Targets.*.Arn', 'Targets.*.EcsParameters.TaskDefinitionArn'),
    out('fails-to', 'Targets.*.DeadLetterConfig.Arn'),
    out('assumes', 'RoleArn', 'Targets.*.RoleArn'),
  ),
  ...on('AWS::Events::EventBus', out('fails-to', 'DeadLetterConfig.Arn'), from('encrypts', 'KmsKeyIdentifier')),
  ...on('AWS::Events::Archive', from('writes', 'SourceArn')),
  ...on('AWS::Events::ApiDestination', out('reads', 'ConnectionArn')),
  ...on(
    'AWS::Scheduler::Schedule',
    out('invokes', 'Target.Arn', 'Target.EcsParameters.TaskDefinitionArn'),
    out('fails-to', 'Target.DeadLetterConfig.Arn'),
    out('assumes', 'Target.RoleArn'),
    from('contains', naming('GroupName', 'AWS::Scheduler::ScheduleGroup')),
    from('encrypts', 'KmsKeyArn'),
  ),
  ...on(
    'AWS::Pipes::Pipe',
    from('invokes', 'Source'),
    out('invokes', 'Enrichment', 'Target', 'TargetParameters.EcsTaskParameters.TaskDefinitionArn'),
    out('assumes', 'RoleArn'),
    out(
      'fails-to',
      'SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn',
      'SourceParameters.KinesisStreamParameters.DeadLetterConfig.Arn',
    ),
    out(
      'logs-to',
      'LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn',
      'LogConfiguration.FirehoseLogDestination.DeliveryStreamArn',
    ),
    from('encrypts', 'KmsKeyIdentifier'),
  ),
  ...on('AWS::Kinesis::Stream', from('encrypts', 'StreamEncryption.KeyId')),
  ...on('AWS::Kinesis::StreamConsumer', from('routes', 'StreamARN')),
  ...on(
    FIREHOSE,
    from('invokes', 'KinesisStreamSourceConfiguration.KinesisStreamARN', 'MSKSourceConfiguration.MSKClusterARN'),
    out('assumes', 'KinesisStreamSourceConfiguration.RoleARN', ...withRole.map((each) => `${each}.RoleARN`)),
    out(
      'writes',
      'ExtendedS3DestinationConfiguration.BucketARN',
      'S3DestinationConfiguration.BucketARN',
      'RedshiftDestinationConfiguration.ClusterJDBCURL',
      'AmazonopensearchserviceDestinationConfiguration.DomainARN',
      'ElasticsearchDestinationConfiguration.DomainARN',
      'AmazonOpenSearchServerlessDestinationConfiguration.CollectionEndpoint',
      ...withBucket.map((each) => `${each}.S3Configuration.BucketARN`),
      'ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN',
    ),
    out(
      'invokes',
      ...FIREHOSE_DESTINATIONS.filter((each) => each !== 'S3DestinationConfiguration').map(
        (each) => `${each}.ProcessingConfiguration.Processors.*.Parameters.*.ParameterValue`,
      ),
    ),
    out('logs-to', ...FIREHOSE_DESTINATIONS.map((each) => ({ ...naming(`${each}.CloudWatchLoggingOptions.LogGroupName`, LOG_GROUP) }))),
    from('encrypts', 'DeliveryStreamEncryptionConfigurationInput.KeyARN'),
  ),
  ...on(
    'AWS::KinesisAnalyticsV2::Application',
    out('assumes', 'ServiceExecutionRole'),
    from('invokes', 'ApplicationConfiguration.SqlApplicationConfiguration.Inputs.*.KinesisStreamsInput.ResourceARN'),
  ),
  ...on(
    'AWS::MSK::Cluster',
    from('contains', 'BrokerNodeGroupInfo.ClientSubnets.*'),
    from('filters', 'BrokerNodeGroupInfo.SecurityGroups.*'),
    from('encrypts', 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId'),
    out(
      'logs-to',
      naming('LoggingInfo.BrokerLogs.CloudWatchLogs.LogGroup', LOG_GROUP),
      naming('LoggingInfo.BrokerLogs.S3.Bucket', BUCKET),
      naming('LoggingInfo.BrokerLogs.Firehose.DeliveryStream', FIREHOSE),
    ),
  ),
  ...on('AWS::MSK::ServerlessCluster', from('contains', 'VpcConfigs.*.SubnetIds.*'), from('filters', 'VpcConfigs.*.SecurityGroups.*')),
  ...on('AWS::MSK::BatchScramSecret', from('contains', 'ClusterArn'), out('reads', 'SecretArnList.*')),
  ...on(
    'AWS::AmazonMQ::Broker',
    from('contains', 'SubnetIds.*'),
    from('filters', 'SecurityGroups.*'),
    from('encrypts', 'EncryptionOptions.KmsKeyId'),
    out('reads', { path: 'Users.*.Password', target: 'AWS::SecretsManager::Secret' }),
  ),
]
