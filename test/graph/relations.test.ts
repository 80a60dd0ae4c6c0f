import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { graph, lines, meaningOf } from './graphs.js'

const arn = (id: string, attribute = 'Arn'): Json => ({ 'Fn::GetAtt': [id, attribute] })
const of = (type: string, properties: Json = {}): Json => ({ Type: type, Properties: properties })
const FUNCTION = of('AWS::Lambda::Function')
const role = (...statements: readonly Json[]): Json => of('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: statements } }] })
const allow = (action: Json, resource: Json): Json => ({ Effect: 'Allow', Action: action, Resource: resource })

describe('names and ARNs in plain text', () => {
  const source = (arnText: Json): Json => of('AWS::Lambda::EventSourceMapping', { EventSourceArn: arnText, FunctionName: 'worker' })
  const QUEUE = of('AWS::SQS::Queue', { QueueName: 'work' })
  const WORKER = of('AWS::Lambda::Function', { FunctionName: 'worker' })

  test.each<[string, Json, readonly string[]]>([
    [
      'of this region and account',
      { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:work' },
      ['Queue -invokes-> Source (Source.EventSourceArn)'],
    ],
    ['of an account that may be another one', 'arn:aws:sqs:us-east-1:111122223333:work', []],
    ['of another service', { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:work' }, []],
    ['of something that is not here', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:work2' }, []],
    ['that is none', 'arn:aws:sqs', []],
    ['with a part that is not known', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Other}' }, []],
  ])('an ARN %s', (_name, text, expected) => {
    expect(meaningOf({ Queue: QUEUE, Source: source(text), Worker: WORKER })).toEqual([
      ...expected,
      'Source -invokes-> Worker (Source.FunctionName)',
    ])
  })

  test('two texts with the same parts that are not known are the same name', () => {
    const { edges } = graph({
      Parameters: { Stage: { Type: 'String' }, Other: { Type: 'String' } },
      Resources: {
        Data: of('AWS::S3::Bucket', { BucketName: { 'Fn::Sub': '${AWS::StackName}-${Stage}' } }),
        Logged: of('AWS::S3::Bucket', {
          LoggingConfiguration: { DestinationBucketName: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, { Ref: 'Stage' }]] } },
        }),
        Elsewhere: of('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: { 'Fn::Sub': '${AWS::StackName}-${Other}' } } }),
      },
    })
    expect(lines(edges)).toEqual(['Logged -logs-to-> Data (Logged.LoggingConfiguration.DestinationBucketName)'])
  })

  test('a bucket is named by its ARN from everywhere, and by its address', () => {
    expect(
      meaningOf({
        Data: of('AWS::S3::Bucket', { BucketName: 'data' }),
        Role: role(allow('s3:GetObject', 'arn:aws:s3:::data/public/*')),
        Site: of('AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ DomainName: 'data.s3.eu-west-1.amazonaws.com' }] } }),
      }),
    ).toEqual([
      'Role -reads-> Data (Role.Policies.0.PolicyDocument.Statement.0)',
      'Site -routes-> Data (Site.DistributionConfig.Origins.0.DomainName)',
    ])
  })

  test('a name that hangs on a condition names nothing for certain', () => {
    expect(
      meaningOf({
        Worker: of('AWS::Lambda::Function', { FunctionName: { 'Fn::If': ['C', 'worker', 'other'] } }),
        Url: of('AWS::Lambda::Url', { TargetFunctionArn: 'worker' }),
      }),
    ).toEqual([])
  })

  test('a log group with the name of a function is its log; a name around it is none', () => {
    const log = (name: Json): Json => of('AWS::Logs::LogGroup', { LogGroupName: name })
    expect(
      meaningOf({
        Fn: of('AWS::Lambda::Function', { FunctionName: 'orders' }),
        A: log('/aws/lambda/orders'),
        B: log('/aws/lambda/orders-old'),
        C: log({ 'Fn::Sub': '/aws/lambda/${Fn}' }),
        D: log({ 'Fn::Sub': '/aws/lambda/${AWS::StackName}-${Fn}' }),
      }),
    ).toEqual(['Fn -logs-to-> A (A.LogGroupName)', 'Fn -logs-to-> C (C.LogGroupName)'])
  })
})

describe('what ties two resources together', () => {
  test('a permission is a call only where nothing else says who calls', () => {
    const permission = (source: Json): Json => of('AWS::Lambda::Permission', { FunctionName: { Ref: 'Fn' }, SourceArn: source })
    const api = (id: string): Json => ({ 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}}/\${Stage}/GET/` })
    expect(
      meaningOf({
        Fn: FUNCTION,
        Known: of('AWS::ApiGateway::RestApi'),
        Stage: of('AWS::ApiGateway::Stage'),
        Method: of('AWS::ApiGateway::Method', {
          RestApiId: { Ref: 'Known' },
          Integration: { Uri: { 'Fn::Sub': '${Fn.Arn}/invocations' } },
        }),
        Elsewhere: of('AWS::ApiGateway::RestApi', { BodyS3Location: { Bucket: 'b', Key: 'k' } }),
        A: permission(api('Known')),
        B: permission(api('Elsewhere')),
      }),
    ).toEqual([
      'Known -routes-> Method (Method.RestApiId)',
      'Method -invokes-> Fn (Method.Integration.Uri)',
      'Elsewhere -invokes-> Fn (B.FunctionName)',
    ])
  })

  test('destinations, web ACLs and attachments', () => {
    expect(
      meaningOf({
        Fn: FUNCTION,
        Bad: of('AWS::SQS::Queue'),
        Config: of('AWS::Lambda::EventInvokeConfig', {
          FunctionName: { Ref: 'Fn' },
          DestinationConfig: { OnFailure: { Destination: arn('Bad') } },
        }),
        Acl: of('AWS::WAFv2::WebACL'),
        Lb: of('AWS::ElasticLoadBalancingV2::LoadBalancer'),
        Association: of('AWS::WAFv2::WebACLAssociation', { WebACLArn: arn('Acl'), ResourceArn: { Ref: 'Lb' } }),
        Db: of('AWS::RDS::DBCluster'),
        Secret: of('AWS::SecretsManager::Secret'),
        Attached: of('AWS::SecretsManager::SecretTargetAttachment', { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Db' } }),
      }),
    ).toEqual([
      'Fn -fails-to-> Bad (Config.DestinationConfig.OnFailure.Destination)',
      'Acl -filters-> Lb (Association.ResourceArn)',
      'Db -reads-> Secret (Attached.SecretId)',
    ])
  })
})

test('a custom resource of any name calls its function', () => {
  expect(meaningOf({ Fn: FUNCTION, Made: of('Custom::Thing', { ServiceToken: arn('Fn') }) })).toEqual([
    'Made -invokes-> Fn (Made.ServiceToken)',
  ])
})

test('a SAM template that is not expanded', () => {
  expect(
    meaningOf({
      Fn: of('AWS::Serverless::Function', {
        Events: { Work: { Type: 'SQS', Properties: { Queue: arn('Queue') } } },
        Policies: [
          'AWSLambdaBasicExecutionRole',
          { DynamoDBCrudPolicy: { TableName: { Ref: 'Table' } } },
          { Statement: allow('sns:Publish', { Ref: 'Topic' }) },
        ],
      }),
      Queue: of('AWS::SQS::Queue'),
      Table: of('AWS::Serverless::SimpleTable'),
      Topic: of('AWS::SNS::Topic'),
    }),
  ).toEqual([
    'Queue -invokes-> Fn (Fn.Events.Work.Properties.Queue)',
    'Fn -reads-> Table (Fn.Policies.1.DynamoDBCrudPolicy.TableName)',
    'Fn -writes-> Table (Fn.Policies.1.DynamoDBCrudPolicy.TableName)',
    'Fn -publishes-> Topic (Fn.Policies.2.Statement)',
  ])
})

describe('what code is told, and what its role allows', () => {
  const told = (roleOf: Json, more: { readonly [id: string]: Json } = {}): readonly string[] =>
    meaningOf({
      Fn: of('AWS::Lambda::Function', { Role: arn('Role'), Environment: { Variables: { TABLE: { Ref: 'Table' }, N: 5 } } }),
      Role: roleOf,
      Table: of('AWS::DynamoDB::Table'),
      Queue: of('AWS::SQS::Queue'),
      ...more,
    })
      .filter((line) => !line.includes('assumes'))
      .map((line) => line.replace(/ \(.*?\)/, ''))

  test.each<[string, Json, readonly string[]]>([
    ['everything of the kind', role(allow('dynamodb:GetItem', '*')), ['Fn -reads-> Table']],
    [
      'all tables',
      role(allow('dynamodb:PutItem', { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*' })),
      ['Fn -writes-> Table'],
    ],
    [
      'tables of some names',
      role(allow('dynamodb:PutItem', { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders-*' })),
      [],
    ],
    ['another kind', role(allow('sqs:SendMessage', '*')), []],
    [
      'a policy of AWS',
      of('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess'] }),
      ['Fn -reads-> Table'],
    ],
    ['a denial', role({ Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' }), []],
  ])('%s', (_name, roleOf, expected) => {
    expect(told(roleOf)).toEqual(expected)
  })

  test('a managed policy of the template counts for the roles that list it', () => {
    expect(
      told(of('AWS::IAM::Role', { ManagedPolicyArns: [{ Ref: 'Policy' }] }), {
        Policy: of('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [allow('sqs:SendMessage', arn('Queue'))] } }),
      }),
    ).toEqual(['Role -publishes-> Queue', 'Fn -publishes-> Queue'])
  })

  test('through an instance profile, only if it is there', () => {
    const found = meaningOf({
      Server: of('AWS::EC2::Instance', { IamInstanceProfile: { Ref: 'Profile' } }),
      Profile: { Type: 'AWS::IAM::InstanceProfile', Condition: 'Made', Properties: { Roles: [{ Ref: 'Role' }] } },
      Role: role(allow('dynamodb:GetItem', arn('Table'))),
      Table: of('AWS::DynamoDB::Table'),
    })
    expect(found).toContain('Server -reads-> Table (Role.Policies.0.PolicyDocument.Statement.0) if Made')
  })
})

describe('the states of a state machine', () => {
  const states = {
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: '${Fn.Arn}', Next: 'B' },
      B: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: { TableName: '${Table}', Item: { q: '${Queue.Arn}' } },
        Next: 'C',
      },
      C: {
        Type: 'Map',
        ItemProcessor: {
          States: {
            D: {
              Type: 'Task',
              Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage',
              Parameters: { QueueUrl: '${Queue}', MessageBody: 'x' },
            },
            E: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { FunctionName: 'named' } },
          },
        },
      },
    },
  }
  const resources = {
    Fn: FUNCTION,
    Named: of('AWS::Lambda::Function', { FunctionName: 'named' }),
    Table: of('AWS::DynamoDB::Table'),
    Queue: of('AWS::SQS::Queue'),
  }
  const expected = ['invokes-> Fn', 'writes-> Table', 'publishes-> Queue', 'invokes-> Named']
  const done = (machine: Json): readonly string[] =>
    meaningOf({ Machine: of('AWS::StepFunctions::StateMachine', machine), ...resources }).map((line) =>
      line.replace(/^Machine -/, '').replace(/ \(.*/, ''),
    )

  test.each<[string, Json]>([
    ['a text with Fn::Sub', { DefinitionString: { 'Fn::Sub': JSON.stringify(states) } }],
    [
      'lines that are joined',
      {
        DefinitionString: {
          'Fn::Join': [
            '\n',
            JSON.stringify(states, null, 1)
              .split('\n')
              .map((line): Json => ({ 'Fn::Sub': line })),
          ],
        },
      },
    ],
    [
      'a text with substitutions',
      {
        DefinitionString: JSON.stringify(states),
        DefinitionSubstitutions: { 'Fn.Arn': arn('Fn'), Table: { Ref: 'Table' }, 'Queue.Arn': arn('Queue'), Queue: { Ref: 'Queue' } },
      },
    ],
    [
      'a map with substitutions',
      {
        Definition: states,
        DefinitionSubstitutions: { 'Fn.Arn': arn('Fn'), Table: { Ref: 'Table' }, 'Queue.Arn': arn('Queue'), Queue: { Ref: 'Queue' } },
      },
    ],
  ])('%s', (_name, machine) => {
    expect(done(machine)).toEqual(expected)
  })

  test('a gap outside of a string', () => {
    const text = '{"States":{"A":{"TimeoutSeconds":${Seconds},"Resource":"${Fn.Arn}"}}}'
    expect(done({ DefinitionString: { 'Fn::Sub': text } })).toEqual(['invokes-> Fn'])
  })

  test('a text that is no definition says nothing, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.constantFrom('[[', '{"Resource":{"Resource":1}}', '${', '"\uE0000\uE001"')),
        (text) => {
          expect(done({ DefinitionString: { 'Fn::Sub': text }, DefinitionSubstitutions: { x: { Ref: 'Fn' } } })).toEqual([])
        },
      ),
    )
  })

  test('a definition that is nested without end is read as far as it goes', () => {
    const deep = `${'{"States":{"A":'.repeat(20_000)}1${'}}'.repeat(20_000)}`
    expect(done({ DefinitionString: deep })).toEqual([])
  })
})

test('the same resources in another order have the same edges', () => {
  const resources: Record<string, Json> = {
    Fn: of('AWS::Lambda::Function', { Role: arn('Role'), Environment: { Variables: { T: { Ref: 'Table' } } } }),
    Role: role(allow(['dynamodb:*', 'sqs:SendMessage'], '*')),
    Table: of('AWS::DynamoDB::Table', { TableName: 'items' }),
    Url: of('AWS::Lambda::Url', { TargetFunctionArn: { Ref: 'Fn' } }),
    Permission: of('AWS::Lambda::Permission', { FunctionName: { Ref: 'Fn' }, SourceArn: arn('Rule') }),
    Rule: of('AWS::Events::Rule', { Targets: [{ Arn: arn('Queue') }] }),
    Queue: of('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arn('Dead') } }),
    Dead: of('AWS::SQS::Queue'),
  }
  const sorted = (all: Record<string, Json>): readonly string[] => [...meaningOf(all)].toSorted()
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(resources), { minLength: 8 }), (entries) => {
      expect(sorted(Object.fromEntries(entries))).toEqual(sorted(resources))
    }),
    { numRuns: 20 },
  )
})
