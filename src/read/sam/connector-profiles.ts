/**
 * What a connector grants, for each pair of resource types it can join.
 * Source: AWS SAM developer guide, "AWS SAM connector reference"; connector profiles of aws/serverless-application-model 1.110.0, read 2026-11-27.
 * `<Source.Arn>` and the like stand for what the connector knows of its two ends.
 */
export type Access = 'Read' | 'Write'

/** Actions that are allowed on some ARNs. */
interface Allowed {
  readonly actions: readonly string[]
  readonly on: readonly string[]
}

/** A managed policy for the role of one end. */
export interface RoleProfile {
  readonly kind: 'role'
  readonly roleOf: 'Source' | 'Destination'
  readonly access: Readonly<Partial<Record<Access, readonly Allowed[]>>>
  /** The only sets of permissions that work; undefined: any. */
  readonly together?: readonly (readonly Access[])[]
  /** What must wait for the policy. */
  readonly waits?: 'mapping' | 'source'
}

/** Lets a service call a function. */
export interface CallProfile {
  readonly kind: 'call'
  readonly principal: string
  readonly from: string
  readonly account?: string
}

/** Lets a service write to a topic or a queue. */
export interface ResourceProfile {
  readonly kind: 'topic' | 'queue'
  readonly principal: string
  readonly action: string
}

export type Profile = RoleProfile | CallProfile | ResourceProfile

const FUNCTION = 'AWS::Lambda::Function'
const TABLE = 'AWS::DynamoDB::Table'
const BUCKET = 'AWS::S3::Bucket'
const QUEUE = 'AWS::SQS::Queue'
const TOPIC = 'AWS::SNS::Topic'
const BUS = 'AWS::Events::EventBus'
const MACHINE = 'AWS::StepFunctions::StateMachine'

const DESTINATION = ['<Destination.Arn>']
const EXECUTIONS = ['arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:<Destination.Name>:*']
const EXECUTION_RULE = [
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
]
const API_CALL = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:<Source.ResourceId>/<Source.Qualifier>'

const allow = (actions: readonly string[], on: readonly string[] = DESTINATION): readonly Allowed[] => [{ actions, on }]
const actions = (service: string, names: string): readonly string[] => names.split(' ').map((name) => `${service}:${name}`)
const bySource = (access: RoleProfile['access']): RoleProfile => ({ kind: 'role', roleOf: 'Source', access })

const INVOKE = bySource({ Write: allow(actions('lambda', 'InvokeAsync InvokeFunction')) })
const PUBLISH = bySource({ Write: allow(['sns:Publish']) })
const PUT_EVENTS = bySource({ Write: allow(['events:PutEvents']) })
const OBJECTS = ['<Destination.Arn>', '<Destination.Arn>/*']
const BUCKET_ACCESS = bySource({
  Read: allow(
    actions(
      's3',
      'GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts',
    ),
    OBJECTS,
  ),
  Write: allow(
    actions('s3', 'AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject'),
    OBJECTS,
  ),
})
const ITEMS = ['<Destination.Arn>', '<Destination.Arn>/index/*']
const TABLE_ACCESS = bySource({
  Read: allow(actions('dynamodb', 'GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect'), ITEMS),
  Write: allow(actions('dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate'), ITEMS),
})

const FROM_FUNCTION: Readonly<Record<string, Profile>> = {
  [FUNCTION]: INVOKE,
  [BUCKET]: BUCKET_ACCESS,
  [TABLE]: TABLE_ACCESS,
  [QUEUE]: bySource({
    Read: allow(actions('sqs', 'ReceiveMessage GetQueueAttributes')),
    Write: allow(actions('sqs', 'DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue')),
  }),
  [TOPIC]: PUBLISH,
  [MACHINE]: bySource({
    Read: [
      ...allow(actions('states', 'DescribeStateMachine ListExecutions')),
      ...allow(actions('states', 'DescribeExecution DescribeStateMachineForExecution GetExecutionHistory'), EXECUTIONS),
    ],
    Write: [...allow(actions('states', 'StartExecution StartSyncExecution')), ...allow(['states:StopExecution'], EXECUTIONS)],
  }),
  [BUS]: PUT_EVENTS,
  'AWS::Location::PlaceIndex': bySource({
    Read: allow(
      actions('geo', 'DescribePlaceIndex GetPlace SearchPlaceIndexForPosition SearchPlaceIndexForSuggestions SearchPlaceIndexForText'),
    ),
  }),
}

const FROM_MACHINE: Readonly<Record<string, Profile>> = {
  [FUNCTION]: INVOKE,
  [TOPIC]: PUBLISH,
  [QUEUE]: bySource({ Write: allow(['sqs:SendMessage']) }),
  [BUCKET]: BUCKET_ACCESS,
  [TABLE]: TABLE_ACCESS,
  [MACHINE]: {
    kind: 'role',
    roleOf: 'Source',
    waits: 'source',
    together: [['Read'], ['Read', 'Write']],
    access: {
      Read: [...allow(['states:DescribeExecution'], EXECUTIONS), ...allow(['events:DescribeRule'], EXECUTION_RULE)],
      Write: [
        ...allow(['states:StartExecution']),
        ...allow(['states:StopExecution'], EXECUTIONS),
        ...allow(['events:PutTargets', 'events:PutRule'], EXECUTION_RULE),
      ],
    },
  },
  [BUS]: PUT_EVENTS,
}

/** By the type of the source, then of the destination. */
export const CONNECTOR_PROFILES: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  [FUNCTION]: FROM_FUNCTION,
  [MACHINE]: FROM_MACHINE,
  [TABLE]: {
    [FUNCTION]: {
      kind: 'role',
      roleOf: 'Destination',
      waits: 'mapping',
      access: { Read: allow(actions('dynamodb', 'DescribeStream GetRecords GetShardIterator ListStreams'), ['<Source.Arn>/stream/*']) },
    },
  },
  'AWS::Events::Rule': {
    [TOPIC]: { kind: 'topic', principal: 'events.amazonaws.com', action: 'sns:Publish' },
    [BUS]: PUT_EVENTS,
    [MACHINE]: bySource({ Write: allow(['states:StartExecution']) }),
    [FUNCTION]: { kind: 'call', principal: 'events.amazonaws.com', from: '<Source.Arn>' },
    [QUEUE]: { kind: 'queue', principal: 'events.amazonaws.com', action: 'sqs:SendMessage' },
  },
  'AWS::ApiGatewayV2::Api': { [FUNCTION]: { kind: 'call', principal: 'apigateway.amazonaws.com', from: API_CALL } },
  'AWS::ApiGateway::RestApi': { [FUNCTION]: { kind: 'call', principal: 'apigateway.amazonaws.com', from: API_CALL } },
  [TOPIC]: {
    [QUEUE]: { kind: 'queue', principal: 'sns.amazonaws.com', action: 'sqs:SendMessage' },
    [FUNCTION]: { kind: 'call', principal: 'sns.amazonaws.com', from: '<Source.Arn>' },
  },
  [QUEUE]: {
    [FUNCTION]: {
      kind: 'role',
      roleOf: 'Destination',
      waits: 'mapping',
      together: [['Read', 'Write']],
      access: {
        Read: allow(actions('sqs', 'ReceiveMessage GetQueueAttributes'), ['<Source.Arn>']),
        Write: allow(['sqs:DeleteMessage'], ['<Source.Arn>']),
      },
    },
  },
  [BUCKET]: {
    [FUNCTION]: { kind: 'call', principal: 's3.amazonaws.com', from: '<Source.Arn>', account: '${AWS::AccountId}' },
  },
  'AWS::AppSync::DataSource': {
    [TABLE]: TABLE_ACCESS,
    [FUNCTION]: bySource({ Write: allow(actions('lambda', 'InvokeAsync InvokeFunction'), ['<Destination.Arn>', '<Destination.Arn>:*']) }),
    [BUS]: PUT_EVENTS,
  },
  'AWS::AppSync::GraphQLApi': {
    [FUNCTION]: {
      kind: 'call',
      principal: 'appsync.amazonaws.com',
      from: 'arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/<Source.ResourceId>',
    },
  },
}

/** What a reference to a resource of a type gives: `Ref`, or the attribute to get. */
interface Outputs {
  readonly arn: string
  readonly id?: string
  readonly name?: string
  readonly url?: string
  /** The property with the ARN of its role. */
  readonly role?: string
  readonly qualifier?: string
}

export const CONNECTED: Readonly<Record<string, Outputs>> = {
  [FUNCTION]: { arn: 'Arn', role: 'Role' },
  [MACHINE]: { arn: 'Ref', name: 'Name', role: 'RoleArn' },
  'AWS::AppSync::GraphQLApi': { arn: 'Ref', id: 'ApiId' },
  'AWS::AppSync::DataSource': { arn: 'Ref', role: 'ServiceRoleArn' },
  // The role of a rule stands at its target, not at the rule.
  'AWS::Events::Rule': { arn: 'Arn' },
  [QUEUE]: { arn: 'Arn', url: 'Ref' },
  [TOPIC]: { arn: 'Ref' },
  [TABLE]: { arn: 'Arn' },
  [BUCKET]: { arn: 'Arn' },
  'AWS::Location::PlaceIndex': { arn: 'Arn' },
  'AWS::ApiGatewayV2::Api': { arn: 'Arn', id: 'Ref', qualifier: '*' },
  'AWS::ApiGateway::RestApi': { arn: 'Arn', id: 'Ref', qualifier: '*' },
  [BUS]: { arn: 'Arn' },
}

/** What a SAM type is connected as. */
export const CONNECTED_AS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::StateMachine': MACHINE,
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': TABLE,
}
