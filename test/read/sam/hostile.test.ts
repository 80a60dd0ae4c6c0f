import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Json, StanchionError, type Tree, treeOf } from '#core/index.js'
import { expandSam } from '#read/sam/index.js'

const FUNCTION = { CodeUri: 's3://b/k', Handler: 'a.b', Runtime: 'nodejs22.x' }
const EVENTS = {
  A: {
    Type: 'Api',
    Properties: { Path: '/a/{id}', Method: 'get', Auth: { Authorizer: 'P' }, RequestParameters: ['method.request.header.H'] },
  },
  H: { Type: 'HttpApi', Properties: { Path: '/h', Method: 'any', RouteSettings: { ThrottlingBurstLimit: 1 } } },
  B: { Type: 'S3', Properties: { Bucket: { Ref: 'Bucket' }, Events: ['s3:ObjectCreated:*'] } },
  S: { Type: 'SNS', Properties: { Topic: 'arn', SqsSubscription: true } },
  Q: { Type: 'SQS', Properties: { Queue: 'arn', FilterCriteria: { Filters: [] } } },
  R: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)', DeadLetterConfig: { Type: 'SQS' } } },
  K: {
    Type: 'SelfManagedKafka',
    Properties: { KafkaBootstrapServers: ['a'], Topics: ['t'], SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: 'u' }] },
  },
}
const TEMPLATE: Json = {
  Globals: { Function: { Timeout: 3, Tags: { a: 'b' } }, Api: { Cors: "'*'", Auth: { Authorizers: { P: { UserPoolArn: 'arn' } } } } },
  Conditions: { C: { 'Fn::Equals': ['a', 'b'] } },
  Resources: {
    Work: {
      Type: 'AWS::Serverless::Function',
      Condition: 'C',
      Connectors: { Link: { Properties: { Destination: { Id: 'Queue' }, Permissions: ['Write'] } } },
      Properties: {
        ...FUNCTION,
        AutoPublishAlias: 'live',
        DeploymentPreference: { Type: 'AllAtOnce', Alarms: ['a'], Hooks: { PreTraffic: 'x' } },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } },
        FunctionUrlConfig: { AuthType: 'NONE', Cors: { AllowOrigins: ['*'] } },
        Policies: [
          'AmazonS3FullAccess',
          { SQSPollerPolicy: { QueueName: 'q' } },
          { 'Fn::If': ['C', { Statement: [] }, { Ref: 'AWS::NoValue' }] },
        ],
        Events: EVENTS,
      },
    },
    Bucket: { Type: 'AWS::S3::Bucket' },
    Queue: { Type: 'AWS::SQS::Queue' },
    Rest: {
      Type: 'AWS::Serverless::Api',
      Properties: {
        StageName: 'a-b',
        DefinitionBody: { openapi: '3.0.1', paths: { '/x': { get: { 'x-amazon-apigateway-integration': { a: 1 } } } } },
        Auth: { ApiKeyRequired: true, UsagePlan: { CreateUsagePlan: 'SHARED' }, ResourcePolicy: { IpRangeWhitelist: ['1.2.3.4'] } },
        Domain: { DomainName: 'a.b', CertificateArn: 'c', BasePath: ['x'], Route53: { HostedZoneId: 'z' } },
        GatewayResponses: { UNAUTHORIZED: { StatusCode: 401 } },
      },
    },
    Flow: { Type: 'AWS::Serverless::StateMachine', Properties: { Definition: { StartAt: { Ref: 'x' } }, AutoPublishAlias: 'live' } },
    Layer: { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: 's3://b/k' } },
    Table: { Type: 'AWS::Serverless::SimpleTable', Properties: { PrimaryKey: { Name: 'a', Type: 'String' } } },
    Chat: {
      Type: 'AWS::Serverless::WebSocketApi',
      Properties: { RouteSelectionExpression: 'r', Routes: { $connect: { FunctionArn: 'arn' } }, Auth: { AuthType: 'AWS_IAM' } },
    },
    Graph: {
      Type: 'AWS::Serverless::GraphQLApi',
      Properties: {
        SchemaInline: 's',
        Auth: { Type: 'API_KEY' },
        DataSources: { DynamoDb: { D: { TableName: 't' } } },
        Functions: { f: { DataSource: 'D', InlineCode: 'c', Runtime: { Name: 'a', Version: 'b' } } },
        Resolvers: { Query: { r: { Pipeline: ['f'] } } },
      },
    },
    Pool: {
      Type: 'AWS::Serverless::CapacityProvider',
      Properties: { VpcConfig: { SubnetIds: ['s'] }, ScalingConfig: { MaxVCpuCount: 1 } },
    },
  },
}

const NAMES = ['constructor', '__proto__', 'toString', 'Ref', 'Fn::If', 'Fn::Sub', 'Type', 'Properties']
const JUNK: readonly Json[] = [
  null,
  true,
  -1,
  1.5,
  '',
  ...NAMES,
  [],
  {},
  [null],
  { Ref: 'AWS::NoValue' },
  { Ref: ['x'] },
  { 'Fn::If': [] },
  { 'Fn::If': ['C', { Ref: 'AWS::NoValue' }, 'y'] },
  { 'Fn::GetAtt': [1] },
  { 'Fn::Sub': [1, 2] },
]

/** One change: the place is the n-th node of the tree, counted from the root. */
interface Change {
  readonly place: number
  readonly name: string | undefined
  readonly value: Json
}

function countOf(tree: Tree): number {
  const inner = tree.kind === 'list' ? tree.items : tree.kind === 'map' ? tree.entries.map(({ value }) => value) : []
  return inner.reduce((sum, item) => sum + countOf(item), 1)
}

function changed(tree: Tree, { place, name, value }: Change): Tree {
  let left = place
  const walk = (at: Tree): Tree => {
    left -= 1
    if (left === -1)
      return name === undefined || at.kind !== 'map'
        ? treeOf(value)
        : { ...at, entries: at.entries.map((entry) => ({ ...entry, key: name })) }
    if (at.kind === 'list') return { ...at, items: at.items.map(walk) }
    return at.kind === 'map' ? { ...at, entries: at.entries.map((entry) => ({ ...entry, value: walk(entry.value) })) } : at
  }
  return walk(tree)
}

const WHOLE = treeOf(TEMPLATE)
const change = fc.record({
  place: fc.integer({ min: 0, max: countOf(WHOLE) - 1 }),
  name: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 8 }),
  value: fc.constantFrom(...JUNK),
})

/** Whether the expansion answers, or says why it cannot. */
function answers(tree: Tree, lenient: boolean): boolean {
  try {
    const { template, diagnostics } = expandSam(tree, { lenient })
    return template !== undefined || diagnostics.length > 0
  } catch (error) {
    return error instanceof StanchionError
  }
}

describe('hostile input', () => {
  test('the template itself expands', () => {
    expect(expandSam(WHOLE).diagnostics).toEqual([])
  })

  test('whatever stands anywhere, there is an answer or a reason', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, lenient) => {
        expect(answers(changes.reduce(changed, WHOLE), lenient)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('nothing that a template says changes other objects', () => {
    for (const name of ['__proto__', '__PROTO__']) {
      const tree: Tree = {
        kind: 'map',
        entries: [{ key: 'Resources', value: { kind: 'map', entries: [{ key: name, value: treeOf({ Type: 'X' }) }] } }],
      }
      expect(expandSam(tree).diagnostics[0]?.message).toContain('__proto__')
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('the same input gives the same bytes, and is left as it was', () => {
    const before = JSON.stringify(WHOLE)
    expect(JSON.stringify(expandSam(WHOLE, { lenient: true }))).toBe(JSON.stringify(expandSam(WHOLE, { lenient: true })))
    expect(JSON.stringify(WHOLE)).toBe(before)
  })

  test('nesting without end is refused', () => {
    let deep: Tree = treeOf('x')
    for (let level = 0; level < 2000; level += 1) deep = { kind: 'map', entries: [{ key: 'a', value: deep }] }
    expect(() => expandSam({ kind: 'map', entries: [{ key: 'Resources', value: deep }] })).toThrow(StanchionError)
  })
})
