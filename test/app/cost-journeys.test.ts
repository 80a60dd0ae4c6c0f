import { describe, expect, test } from 'vitest'
import { operate } from './context.js'
import { memoryFiles } from './memory-files.js'

interface Line {
  readonly resource: string
  readonly name: string
  readonly quantity?: string
  readonly from: string
}

const role = (id: string, service: string, statements: string): string => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: 'sts:AssumeRole' }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: [${statements}] } }]
`
const allow = (action: string, resource: string): string => `{ Effect: Allow, Action: '${action}', Resource: ${resource} }`
const fn = (id: string, own: string): string =>
  `  ${id}: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: i.h, MemorySize: 1024, Role: !GetAtt ${own}.Arn, Code: { ZipFile: x } } }\n`
const api = (target: string): string =>
  `  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP, Target: !GetAtt ${target}.Arn } }\n`
const source = (id: string, from: string, to: string, more = ''): string =>
  `  ${id}: { Type: AWS::Lambda::EventSourceMapping, Properties: { EventSourceArn: !GetAtt ${from}, FunctionName: !Ref ${to}${more} } }\n`

/** Requests of 10/s in a month of 730 h. */
const N = 26_280_000

async function derived(resources: string, traffic = '10/s'): Promise<Record<string, string>> {
  const files = memoryFiles({ 't.yaml': `Resources:\n${resources}` })
  const { output } = await operate('cost', { paths: ['t.yaml'], region: 'us-east-1', traffic: [traffic] }, files)
  const { lines } = output as { readonly lines: readonly Line[] }
  return Object.fromEntries(
    lines.filter(({ from }) => from === 'derived').map(({ resource, name, quantity }) => [`${resource} ${name}`, quantity ?? 'not known']),
  )
}

describe('traffic goes on', () => {
  test('to an event bus, its rules, archive and targets', async () => {
    const found = await derived(
      role('Role', 'lambda.amazonaws.com', allow('events:PutEvents', '!GetAtt Bus.Arn')) +
        fn('Fn', 'Role') +
        api('Fn') +
        `  Bus: { Type: AWS::Events::EventBus, Properties: { Name: b } }
  Rule: { Type: AWS::Events::Rule, Properties: { EventBusName: !Ref Bus, EventPattern: { source: [a] }, Targets: [{ Id: q, Arn: !GetAtt Queue.Arn }, { Id: m, Arn: !Ref Machine }] } }
  Queue: { Type: AWS::SQS::Queue }
  Archive: { Type: AWS::Events::Archive, Properties: { SourceArn: !GetAtt Bus.Arn, RetentionDays: 73 } }
  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { RoleArn: 'arn:aws:iam::111122223333:role/x', Definition: { StartAt: A, States: { A: { Type: Pass, Next: B }, B: { Type: Succeed } } } } }
`,
    )
    expect(found).toMatchObject({
      'Bus Custom events': String(N),
      // a send, a receive, a delete, and 1% again
      'Queue Requests': expect.stringMatching(/^\d/),
      // two states and the start
      'Machine State transitions': String(3 * N),
      'Archive Events archived': '50.12512207',
      // 73 days of 30.417
      'Archive Storage': '120.300292969',
    })
  })

  test('from a schedule as often as it fires, whatever the traffic', async () => {
    const resources =
      role('Role', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) +
      fn('Fn', 'Role') +
      fn('Nightly', 'Role') +
      api('Fn') +
      `  Rule: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(5 minutes), Targets: [{ Id: f, Arn: !GetAtt Nightly.Arn }] } }\n`
    const [ten, twenty] = [await derived(resources), await derived(resources, '20/s')]
    expect(ten['Nightly Requests']).toBe(String((730 * 60) / 5))
    expect(twenty['Nightly Requests']).toBe(ten['Nightly Requests'])
    expect(twenty['Fn Requests']).toBe(String(2 * N))
  })

  test('through streams in batches, and into Firehose', async () => {
    const found = await derived(
      role('Role', 'lambda.amazonaws.com', allow('kinesis:PutRecord', '!GetAtt Stream.Arn')) +
        fn('Fn', 'Role') +
        fn('Reader', 'Role') +
        api('Fn') +
        source('Source', 'Stream.Arn', 'Reader', ', BatchSize: 4') +
        `  Stream: { Type: AWS::Kinesis::Stream, Properties: { ShardCount: 1 } }
  Firehose: { Type: AWS::KinesisFirehose::DeliveryStream, Properties: { DeliveryStreamType: KinesisStreamAsSource, KinesisStreamSourceConfiguration: { KinesisStreamARN: !GetAtt Stream.Arn, RoleARN: 'arn:aws:iam::111122223333:role/x' }, ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::b', RoleARN: 'arn:aws:iam::111122223333:role/x' } } }
`,
    )
    expect(found).toMatchObject({
      'Stream Records put': String(N),
      // 10/s on one shard, four at once
      'Reader Requests': String(N / 4),
      'Reader Duration at 1024 MB': String(N * 0.1),
      // 5 KB for each record of 2 KB
      'Firehose Data taken in': '125.312805176',
    })
  })

  test('from a table to what reads its stream, as its writes', async () => {
    const found = await derived(
      role(
        'Role',
        'lambda.amazonaws.com',
        `${allow('dynamodb:GetItem', '!GetAtt Table.Arn')}, ${allow('dynamodb:PutItem', '!GetAtt Table.Arn')}`,
      ) +
        role('Other', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) +
        fn('Fn', 'Role') +
        fn('Reader', 'Other') +
        api('Fn') +
        source('Source', 'Table.StreamArn', 'Reader', ', StartingPosition: LATEST, BatchSize: 1') +
        `  Table: { Type: AWS::DynamoDB::Table, Properties: { BillingMode: PAY_PER_REQUEST, StreamSpecification: { StreamViewType: NEW_IMAGE }, AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASH }] } }\n`,
    )
    expect(found['Reader Requests']).toBe(String(N * 0.2))
  })

  test('over a GraphQL API to its sources', async () => {
    const found = await derived(
      role('Role', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) +
        fn('Fn', 'Role') +
        `  Graph: { Type: AWS::AppSync::GraphQLApi, Properties: { Name: g, AuthenticationType: API_KEY } }
  Source: { Type: AWS::AppSync::DataSource, Properties: { ApiId: !GetAtt Graph.ApiId, Name: s, Type: AWS_LAMBDA, LambdaConfig: { LambdaFunctionArn: !GetAtt Fn.Arn } } }
  Resolver: { Type: AWS::AppSync::Resolver, Properties: { ApiId: !GetAtt Graph.ApiId, TypeName: Query, FieldName: a, DataSourceName: !GetAtt Source.Name } }
`,
    )
    expect(found).toMatchObject({ 'Graph Queries and mutations': String(N), 'Fn Requests': String(N) })
  })

  test('over a WebSocket API, a classic and a network load balancer', async () => {
    const socket = await derived(
      "  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: WEBSOCKET, RouteSelectionExpression: '$request.body.action' } }\n",
    )
    // one in and one out, a minute of connection for each
    expect(socket).toMatchObject({ 'Api Messages': String(2 * N), 'Api Connection minutes': String(N) })
    const classic = await derived(
      "  Elb: { Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: { AvailabilityZones: [a], Listeners: [{ InstancePort: '80', LoadBalancerPort: '80', Protocol: HTTP }] } }\n",
    )
    expect(classic).toMatchObject({ 'Elb Data processed': '250.625610352' })
    const network = await derived(
      '  Nlb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network, Subnets: [a, b] } }\n',
    )
    // 10/s x 10 KB = 0.343 GB an hour, for 730 h
    expect(network['Nlb Capacity units']).toBe('250.62561042')
  })

  test('to an express workflow', async () => {
    const found = await derived(
      `  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { StateMachineType: EXPRESS, RoleArn: 'arn:aws:iam::111122223333:role/x', DefinitionString: '{}' } }\n`,
    )
    expect(found).toMatchObject({ 'Machine Executions': String(N), 'Machine Duration': String(N / 16) })
  })
})

describe('traffic enters', () => {
  test('as uploads to a bucket, and as changes of a table, that nothing in the template makes', async () => {
    const own = role('Role', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) + fn('Reader', 'Role')
    const uploads = await derived(
      `${own}  Bucket: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: !GetAtt Reader.Arn }] } } }\n`,
    )
    expect(uploads['Reader Requests']).toBe(String(N))
    const changes = await derived(
      `${own}${source('Source', 'Table.StreamArn', 'Reader', ', BatchSize: 1')}  Table: { Type: AWS::DynamoDB::Table, Properties: { BillingMode: PAY_PER_REQUEST, StreamSpecification: { StreamViewType: NEW_IMAGE }, AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASH }] } }\n`,
    )
    expect(changes).toMatchObject({ 'Reader Requests': String(N), 'Table Writes on demand': String(2 * N) })
  })

  test('from the source of another template', async () => {
    const own = role('Role', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) + fn('Reader', 'Role')
    const mapped =
      "  Source: { Type: AWS::Lambda::EventSourceMapping, Properties: { EventSourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/x', FunctionName: !Ref Reader, BatchSize: 5 } }\n"
    expect((await derived(own + mapped))['Reader Requests']).toBe(String(N / 5))
  })

  test('nowhere where schedules alone set work going, which is priced all the same', async () => {
    const own = role('Role', 'lambda.amazonaws.com', allow('logs:CreateLogStream', "'*'")) + fn('Nightly', 'Role')
    const rule =
      '  Rule: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 hour), Targets: [{ Id: f, Arn: !GetAtt Nightly.Arn }] } }\n'
    expect((await derived(own + rule))['Nightly Requests']).toBe('730')
  })
})

test('a function that reads and writes the bucket whose uploads call it does not hide that traffic enters there', async () => {
  const both = `${allow('s3:GetObject', "'*'")}, ${allow('s3:PutObject', "'arn:aws:s3:::mine/*'")}`
  const found = await derived(
    role('Role', 'lambda.amazonaws.com', both) +
      fn('Reader', 'Role') +
      "  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: mine, NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: !GetAtt Reader.Arn }] } } }\n",
  )
  expect(found).toMatchObject({ 'Reader Requests': String(N) })
  expect(
    Object.entries(found).find(([name]) => name.startsWith('Bucket PUT') || name.startsWith('Bucket Writes'))?.[1] ?? JSON.stringify(found),
  ).toBe(String(N))
})
