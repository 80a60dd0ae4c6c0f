import { type PropertyTypes, table } from './property-types.js'

/** What every event that Lambda polls can have. */
const POLLED = `
  BatchSize number
  StartingPosition
  StartingPositionTimestamp
  Enabled truth
  MaximumBatchingWindowInSeconds number
  MaximumRetryAttempts number
  BisectBatchOnFunctionError truth
  MaximumRecordAgeInSeconds number
  DestinationConfig map
  ParallelizationFactor number
  Topics list
  Queues list
  SourceAccessConfigurations list
  SecretsManagerKmsKeyId text
  TumblingWindowInSeconds number
  FunctionResponseTypes list
  KafkaBootstrapServers list
  FilterCriteria map
  KmsKeyArn
  ConsumerGroupId text
  ScalingConfig map
  ProvisionedPollerConfig map
  SchemaRegistryConfig map
  MetricsConfig map
  LoggingConfig map
`
const STREAM = table(`${POLLED.replace('StartingPosition\n', 'StartingPosition!\n')}  Stream!`)
const RULE = `
  EventBusName text
  RuleName text
  Pattern map
  DeadLetterConfig map
  RetryPolicy map
  Input text
  InputPath text
  Target map
  State text
  InputTransformer map
`
const SCHEDULE = `
  Schedule! text
  Input text
  Enabled truth
  State text
  Name text
  Description text
  DeadLetterConfig map
  RetryPolicy map
`
const SCHEDULER = table(`
  PermissionsBoundary text
  ScheduleExpression! text
  FlexibleTimeWindow map
  Name text
  State text
  Description text
  StartDate text
  EndDate text
  ScheduleExpressionTimezone text
  GroupName text
  KmsKeyArn text
  Input text
  RoleArn text
  DeadLetterConfig map
  RetryPolicy map
  OmitName= truth`)
const ROUTE = `
  Path text
  Method text
  Stage text
  Auth map
`

/**
 * The properties of the events of a function.
 * Source: AWS SAM developer guide, "EventSource", and aws/serverless-application-model 1.110.0, read 2026-11-27.
 */
export const FUNCTION_EVENTS: Readonly<Record<string, PropertyTypes>> = {
  AlexaSkill: table('SkillId text'),
  Api: table(`${ROUTE}
    RestApiId
    RequestModel map
    RequestParameters list
    TimeoutInMillis number
    ResponseTransferMode text`),
  HttpApi: table(`${ROUTE}
    ApiId
    TimeoutInMillis number
    RouteSettings map
    PayloadFormatVersion`),
  CloudWatchEvent: table(`${RULE}  Enabled truth`),
  EventBridgeRule: table(`${RULE}  Enabled truth`),
  CloudWatchLogs: table('LogGroupName! text\nFilterPattern! text'),
  Cognito: table('UserPool! text\nTrigger!= text listOfText'),
  IoTRule: table('Sql! text\nAwsIotSqlVersion text'),
  S3: table('Bucket! text\nEvents!= text listOfText\nFilter map'),
  SNS: table('Topic! text\nRegion text\nFilterPolicy\nFilterPolicyScope\nSqsSubscription truth map\nRedrivePolicy map'),
  Schedule: table(`${SCHEDULE}  RuleName text`),
  ScheduleV2: SCHEDULER,
  Kinesis: STREAM,
  DynamoDB: STREAM,
  MSK: STREAM,
  SQS: table(`${POLLED}  Queue!`),
  MQ: table(`${POLLED}  Broker!\n  DynamicPolicyName= truth`),
  SelfManagedKafka: table(POLLED),
  DocumentDB: table(`${POLLED}  Cluster!\n  DatabaseName!\n  CollectionName\n  FullDocument`),
}

/** The properties of the events of a state machine. */
export const MACHINE_EVENTS: Readonly<Record<string, PropertyTypes>> = {
  Api: table(`${ROUTE}  RestApiId\n  UnescapeMappingTemplate= truth`),
  CloudWatchEvent: table(RULE),
  EventBridgeRule: table(RULE),
  Schedule: table(`${SCHEDULE}  Target map\n  RoleArn= text`),
  ScheduleV2: SCHEDULER,
}
