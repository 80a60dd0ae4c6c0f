import type { RelationKind } from './row.js'

/** Where identity policies stand and who gets them. */
export interface PolicyPlace {
  readonly type: string
  readonly document: string
  /** `self`, or the path of references to the roles, and the type whose bare names may stand there. */
  readonly holders: string
  readonly names?: string
}

export const POLICY_PLACES: readonly PolicyPlace[] = [
  { type: 'AWS::IAM::Role', document: 'Policies.*.PolicyDocument', holders: 'self' },
  { type: 'AWS::IAM::Policy', document: 'PolicyDocument', holders: 'Roles.*', names: 'AWS::IAM::Role' },
  { type: 'AWS::IAM::RolePolicy', document: 'PolicyDocument', holders: 'RoleName', names: 'AWS::IAM::Role' },
  { type: 'AWS::IAM::ManagedPolicy', document: 'PolicyDocument', holders: 'Roles.*', names: 'AWS::IAM::Role' },
  // Templates that SAM has not expanded: the function holds what its role will.
  ...['AWS::Serverless::Function', 'AWS::Serverless::StateMachine'].flatMap((type): readonly PolicyPlace[] =>
    ['Policies', 'Policies.*'].map((document) => ({ type, document, holders: 'self' })),
  ),
]

/** Where a role lists managed policies: those of the template, and those of AWS by their names. */
export const ATTACHMENTS: readonly { readonly type: string; readonly path: string; readonly names: string }[] = [
  { type: 'AWS::IAM::Role', path: 'ManagedPolicyArns.*', names: 'AWS::IAM::ManagedPolicy' },
]

/** What managed policies of AWS allow on every resource, as far as relations need it (source: the AWS Managed Policy Reference, read 2026-11-27). */
export const MANAGED_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonDynamoDBFullAccess_v2: ['dynamodb:*'],
  AmazonDynamoDBReadOnlyAccess: ['dynamodb:GetItem'],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:GetObject'],
  AmazonSQSFullAccess: ['sqs:*'],
  AmazonSNSFullAccess: ['sns:*'],
  AmazonKinesisFullAccess: ['kinesis:*'],
  AmazonKinesisReadOnlyAccess: ['kinesis:GetRecords'],
  AmazonKinesisFirehoseFullAccess: ['firehose:*'],
  AmazonEventBridgeFullAccess: ['events:*'],
  AWSLambda_FullAccess: ['lambda:*'],
  'service-role/AWSLambdaRole': ['lambda:InvokeFunction'],
  AWSStepFunctionsFullAccess: ['states:*'],
  SecretsManagerReadWrite: ['secretsmanager:*'],
  AmazonRDSDataFullAccess: ['rds-data:*'],
  AmazonElasticFileSystemClientFullAccess: ['elasticfilesystem:*'],
  AmazonElasticFileSystemClientReadWriteAccess: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
  AmazonOpenSearchServiceFullAccess: ['es:*'],
  AmazonSSMReadOnlyAccess: ['ssm:GetParameter'],
}

/** What the allowed actions of one service mean for resources of its types. */
export interface ServiceActions {
  /** How the names of the types begin that its actions work on, and what else they work on. */
  readonly types: string
  readonly also?: string
  readonly relations: readonly { readonly verbs: RegExp; readonly kind: RelationKind }[]
}

/** What an allowed IAM action means for the graph, by the prefix of the service (source: the service authorization reference of each service). */
export const ACTION_RELATIONS: Readonly<Record<string, ServiceActions>> = {
  dynamodb: {
    types: 'AWS::DynamoDB::',
    also: 'AWS::Serverless::SimpleTable',
    relations: [
      { verbs: /^(Get|BatchGet|Query|Scan|ConditionCheck|PartiQLSelect|\*)/, kind: 'reads' },
      { verbs: /^(Put|Update|Delete|BatchWrite|PartiQL(Insert|Update|Delete)|\*)/, kind: 'writes' },
    ],
  },
  s3: {
    types: 'AWS::S3::',
    relations: [
      { verbs: /^(Get|List|\*)/, kind: 'reads' },
      { verbs: /^(Put|Delete|Abort|Restore|\*)/, kind: 'writes' },
    ],
  },
  sqs: {
    types: 'AWS::SQS::',
    relations: [
      { verbs: /^(ReceiveMessage|\*)/, kind: 'reads' },
      { verbs: /^(SendMessage|\*)/, kind: 'publishes' },
    ],
  },
  sns: { types: 'AWS::SNS::', relations: [{ verbs: /^(Publish|\*)/, kind: 'publishes' }] },
  lambda: { types: 'AWS::Lambda::', also: 'AWS::Serverless::Function', relations: [{ verbs: /^(Invoke|\*)/, kind: 'invokes' }] },
  'rds-data': {
    types: 'AWS::RDS::',
    relations: [
      { verbs: /^(ExecuteStatement|BatchExecuteStatement|\*)/, kind: 'reads' },
      { verbs: /^(ExecuteStatement|BatchExecuteStatement|\*)/, kind: 'writes' },
    ],
  },
  'rds-db': {
    types: 'AWS::RDS::',
    relations: [
      { verbs: /^(connect|\*)/, kind: 'reads' },
      { verbs: /^(connect|\*)/, kind: 'writes' },
    ],
  },
  secretsmanager: { types: 'AWS::SecretsManager::', relations: [{ verbs: /^(GetSecretValue|BatchGetSecretValue|\*)/, kind: 'reads' }] },
  ssm: {
    types: 'AWS::SSM::Parameter',
    relations: [
      { verbs: /^(GetParameter|\*)/, kind: 'reads' },
      { verbs: /^(PutParameter|\*)/, kind: 'writes' },
    ],
  },
  states: {
    types: 'AWS::StepFunctions::',
    also: 'AWS::Serverless::StateMachine',
    relations: [{ verbs: /^(StartExecution|StartSyncExecution|\*)/, kind: 'invokes' }],
  },
  events: { types: 'AWS::Events::', relations: [{ verbs: /^(PutEvents|\*)/, kind: 'publishes' }] },
  kinesis: {
    types: 'AWS::Kinesis::',
    relations: [
      { verbs: /^(GetRecords|SubscribeToShard|\*)/, kind: 'reads' },
      { verbs: /^(PutRecord|\*)/, kind: 'writes' },
    ],
  },
  firehose: { types: 'AWS::KinesisFirehose::', relations: [{ verbs: /^(PutRecord|\*)/, kind: 'publishes' }] },
  ecs: { types: 'AWS::ECS::TaskDefinition', relations: [{ verbs: /^(RunTask|StartTask|\*)/, kind: 'invokes' }] },
  batch: { types: 'AWS::Batch::Job', relations: [{ verbs: /^(SubmitJob|\*)/, kind: 'invokes' }] },
  glue: {
    types: 'AWS::Glue::',
    relations: [
      { verbs: /^(StartJobRun|StartCrawler|StartWorkflowRun|\*)/, kind: 'invokes' },
      { verbs: /^(GetTable|GetPartition|GetDatabase|\*)/, kind: 'reads' },
    ],
  },
  codebuild: { types: 'AWS::CodeBuild::', relations: [{ verbs: /^(StartBuild|\*)/, kind: 'invokes' }] },
  codepipeline: { types: 'AWS::CodePipeline::', relations: [{ verbs: /^(StartPipelineExecution|\*)/, kind: 'invokes' }] },
  'execute-api': { types: 'AWS::ApiGateway', relations: [{ verbs: /^(Invoke|ManageConnections|\*)/, kind: 'invokes' }] },
  appsync: { types: 'AWS::AppSync::GraphQLApi', relations: [{ verbs: /^(GraphQL|\*)/, kind: 'invokes' }] },
  'cognito-idp': {
    types: 'AWS::Cognito::UserPool',
    relations: [{ verbs: /^(AdminGetUser|AdminInitiateAuth|ListUsers|\*)/, kind: 'reads' }],
  },
  es: {
    types: 'AWS::OpenSearchService::',
    relations: [
      { verbs: /^(ESHttpGet|ESHttpHead|ESHttp\*|\*)/, kind: 'reads' },
      { verbs: /^(ESHttpPut|ESHttpPost|ESHttpDelete|ESHttpPatch|ESHttp\*|\*)/, kind: 'writes' },
    ],
  },
  aoss: {
    types: 'AWS::OpenSearchServerless::',
    relations: [
      { verbs: /^(APIAccessAll|\*)/, kind: 'reads' },
      { verbs: /^(APIAccessAll|\*)/, kind: 'writes' },
    ],
  },
  elasticfilesystem: {
    types: 'AWS::EFS::',
    relations: [
      { verbs: /^(ClientMount|\*)/, kind: 'reads' },
      { verbs: /^(ClientWrite|\*)/, kind: 'writes' },
    ],
  },
  'kafka-cluster': {
    types: 'AWS::MSK::',
    relations: [
      { verbs: /^(ReadData|\*)/, kind: 'reads' },
      { verbs: /^(WriteData|\*)/, kind: 'writes' },
    ],
  },
  logs: { types: 'AWS::Logs::LogGroup', relations: [{ verbs: /^(PutLogEvents|\*)/, kind: 'logs-to' }] },
}

/** A chain of relations that is itself a relation: who assumes a role does what the role may do. */
export const COMPOSED: readonly { readonly first: RelationKind; readonly next: readonly RelationKind[] }[] = [
  { first: 'assumes', next: ['reads', 'writes', 'publishes', 'invokes'] },
]

/** Places where code is told the names of what it works with; what it may do with that, its roles say. */
export const TOLD: readonly { readonly type: string; readonly path: string }[] = [
  { type: 'AWS::Lambda::Function', path: 'Environment.Variables.*' },
  { type: 'AWS::Serverless::Function', path: 'Environment.Variables.*' },
  { type: 'AWS::Serverless::StateMachine', path: 'DefinitionSubstitutions.*' },
  { type: 'AWS::ECS::TaskDefinition', path: 'ContainerDefinitions.*.Environment.*.Value' },
  { type: 'AWS::ECS::TaskDefinition', path: 'ContainerDefinitions.*.Command.*' },
  { type: 'AWS::CodeBuild::Project', path: 'Environment.EnvironmentVariables.*.Value' },
  { type: 'AWS::Batch::JobDefinition', path: 'ContainerProperties.Environment.*.Value' },
  { type: 'AWS::Batch::JobDefinition', path: 'ContainerProperties.Command.*' },
  {
    type: 'AWS::AppRunner::Service',
    path: 'SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables.*.Value',
  },
  { type: 'AWS::EC2::Instance', path: 'UserData' },
  { type: 'AWS::EC2::LaunchTemplate', path: 'LaunchTemplateData.UserData' },
  { type: 'AWS::AutoScaling::LaunchConfiguration', path: 'UserData' },
  { type: 'AWS::Glue::Job', path: 'DefaultArguments.*' },
  { type: 'AWS::StepFunctions::StateMachine', path: 'DefinitionSubstitutions.*' },
  { type: 'AWS::SageMaker::Model', path: 'PrimaryContainer.Environment.*' },
]

/** State machines: where the definition stands, as text or as a map, what is put into the text, and whose ARN a state may have as its resource. */
export const DEFINITIONS: readonly {
  readonly type: string
  readonly paths: readonly string[]
  readonly substitutions: string
  readonly names: string
}[] = [
  {
    type: 'AWS::StepFunctions::StateMachine',
    paths: ['DefinitionString', 'Definition'],
    substitutions: 'DefinitionSubstitutions',
    names: 'AWS::Lambda::Function',
  },
  {
    type: 'AWS::Serverless::StateMachine',
    paths: ['Definition'],
    substitutions: 'DefinitionSubstitutions',
    names: 'AWS::Lambda::Function',
  },
]

/** Services whose name in the resource of a state (`states:::aws-sdk:sfn:…`) is not the prefix of their IAM actions (source: the AWS SDK integrations page of the Step Functions guide). */
export const SDK_SERVICES: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  cognitoidentityprovider: 'cognito-idp',
  rdsdata: 'rds-data',
  efs: 'elasticfilesystem',
  apigateway: 'execute-api',
}
