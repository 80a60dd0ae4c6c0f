import { from, naming, on, out, type Relation } from './row.js'

const TABLE = 'AWS::DynamoDB::Table'
const BUCKET = 'AWS::S3::Bucket'
const FUNCTION = 'AWS::Serverless::Function'

/** What starts a function or a state machine, by the properties of its events. */
const events = from(
  'invokes',
  ...['ApiId', 'Broker', 'Cluster', 'EventBusName', 'Queue', 'RestApiId', 'Stream', 'Topic', 'UserPool', 'Bucket'].map(
    (name) => `Events.*.Properties.${name}`,
  ),
  naming('Events.*.Properties.Pattern.detail.bucket.name.*', BUCKET),
)

const policy = (name: string, parameter: string, names: string): ReturnType<typeof naming> =>
  naming(`Policies.*.${name}.${parameter}`, names)

/** SAM's policy templates (source: the policy template list of the SAM guide). */
const policies = [
  ...out(
    'reads',
    policy('DynamoDBCrudPolicy', 'TableName', TABLE),
    policy('DynamoDBReadPolicy', 'TableName', TABLE),
    policy('S3CrudPolicy', 'BucketName', BUCKET),
    policy('S3FullAccessPolicy', 'BucketName', BUCKET),
    policy('S3ReadPolicy', 'BucketName', BUCKET),
    policy('SQSPollerPolicy', 'QueueName', 'AWS::SQS::Queue'),
    policy('KinesisStreamReadPolicy', 'StreamName', 'AWS::Kinesis::Stream'),
    policy('KinesisCrudPolicy', 'StreamName', 'AWS::Kinesis::Stream'),
    policy('SSMParameterReadPolicy', 'ParameterName', 'AWS::SSM::Parameter'),
    'Policies.*.AWSSecretsManagerGetSecretValuePolicy.SecretArn',
  ),
  ...out(
    'writes',
    policy('DynamoDBCrudPolicy', 'TableName', TABLE),
    policy('DynamoDBWritePolicy', 'TableName', TABLE),
    policy('S3CrudPolicy', 'BucketName', BUCKET),
    policy('S3FullAccessPolicy', 'BucketName', BUCKET),
    policy('S3WritePolicy', 'BucketName', BUCKET),
    policy('KinesisCrudPolicy', 'StreamName', 'AWS::Kinesis::Stream'),
    'Policies.*.EFSWriteAccessPolicy.FileSystem',
  ),
  ...out(
    'publishes',
    policy('SQSSendMessagePolicy', 'QueueName', 'AWS::SQS::Queue'),
    policy('SNSPublishMessagePolicy', 'TopicName', 'AWS::SNS::Topic'),
    policy('SNSCrudPolicy', 'TopicName', 'AWS::SNS::Topic'),
    policy('EventBridgePutEventsPolicy', 'EventBusName', 'AWS::Events::EventBus'),
    policy('FirehoseWritePolicy', 'DeliveryStreamName', 'AWS::KinesisFirehose::DeliveryStream'),
    policy('FirehoseCrudPolicy', 'DeliveryStreamName', 'AWS::KinesisFirehose::DeliveryStream'),
  ),
  ...out(
    'invokes',
    policy('LambdaInvokePolicy', 'FunctionName', 'AWS::Lambda::Function'),
    policy('StepFunctionsExecutionPolicy', 'StateMachineName', 'AWS::StepFunctions::StateMachine'),
  ),
]

/** Templates that SAM has not expanded (source: the page of each type in the SAM template reference). */
export const SAM: readonly Relation[] = [
  ...on(
    FUNCTION,
    events,
    policies,
    out('assumes', naming('Role', 'AWS::IAM::Role')),
    from('contains', 'VpcConfig.SubnetIds.*'),
    from('filters', 'VpcConfig.SecurityGroupIds.*'),
    out('logs-to', naming('LoggingConfig.LogGroup', 'AWS::Logs::LogGroup')),
    out('fails-to', 'DeadLetterQueue.TargetArn', 'EventInvokeConfig.DestinationConfig.OnFailure.Destination'),
    out('fails-to', 'Events.*.Properties.DestinationConfig.OnFailure.Destination'),
    out('publishes', 'EventInvokeConfig.DestinationConfig.OnSuccess.Destination'),
    out('reads', { path: 'Environment.Variables.*', attribute: 'Endpoint.Address' }, 'FileSystemConfigs.*.Arn'),
    out('writes', { path: 'Environment.Variables.*', attribute: 'Endpoint.Address' }, 'FileSystemConfigs.*.Arn'),
    from('encrypts', 'KmsKeyArn'),
  ),
  ...on(
    'AWS::Serverless::StateMachine',
    events,
    policies,
    out('assumes', naming('Role', 'AWS::IAM::Role')),
    out('logs-to', 'Logging.Destinations.*.CloudWatchLogsLogGroup.LogGroupArn'),
  ),
  ...on(
    'AWS::Serverless::Api',
    out(
      'invokes',
      'Auth.Authorizers.*.FunctionArn',
      'DefinitionBody.paths.*.*.x-amazon-apigateway-integration.uri',
      'DefinitionBody.securityDefinitions.*.x-amazon-apigateway-authorizer.authorizerUri',
    ),
    out('logs-to', 'AccessLogSetting.DestinationArn'),
  ),
  ...on(
    'AWS::Serverless::HttpApi',
    out('invokes', 'Auth.Authorizers.*.FunctionArn', 'DefinitionBody.paths.*.*.x-amazon-apigateway-integration.uri'),
    out('logs-to', 'AccessLogSettings.DestinationArn'),
  ),
  ...on(
    'AWS::Serverless::GraphQLApi',
    out('invokes', 'DataSources.Lambda.*.FunctionArn'),
    out('reads', 'DataSources.DynamoDb.*.TableArn', naming('DataSources.DynamoDb.*.TableName', TABLE)),
    out('writes', 'DataSources.DynamoDb.*.TableArn', naming('DataSources.DynamoDb.*.TableName', TABLE)),
  ),
]
