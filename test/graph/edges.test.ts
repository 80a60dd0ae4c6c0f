import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { graph, lines, meaningOf } from './graphs.js'

const arn = (id: string, attribute = 'Arn'): Json => ({ 'Fn::GetAtt': [id, attribute] })
const statement = (action: Json, resource: Json, more: { readonly [key: string]: Json } = {}): Json => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
})
const role = (...statements: readonly Json[]): Json => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] },
})
const TABLE = { Type: 'AWS::DynamoDB::Table' }
const QUEUE = { Type: 'AWS::SQS::Queue' }
const FUNCTION = { Type: 'AWS::Lambda::Function', Properties: { Role: arn('Role') } }

describe('naming', () => {
  test('every reference is an edge with the path it stands at; names of nothing are none', () => {
    const { edges } = graph({
      Resources: {
        A: {
          Type: 'A::B::C',
          DependsOn: ['B', 'Missing'],
          Properties: {
            X: { 'a.b': { Ref: 'B' } },
            Y: [1, { 'Fn::Sub': '${B.Arn}/${Missing}' }],
            Z: { 'Fn::GetAtt': ['B', { Ref: 'B' }] },
          },
        },
        B: { Type: 'A::B::C', Properties: { Own: { Ref: 'B' } } },
      },
    })
    expect(lines(edges)).toEqual([
      'A -refers-> B (A.X.a.b)',
      'A -refers-> B (A.Y.1)',
      'A -refers-> B (A.Z)',
      'A -depends-> B (A.DependsOn)',
      'B -refers-> B (B.Own)',
    ])
  })

  test('the branches of a choice are edges with their condition; a branch that cannot be reached is none', () => {
    const { edges } = graph({
      Resources: {
        A: {
          Type: 'T',
          Properties: {
            P: { 'Fn::If': ['C', { Ref: 'B' }, [{ 'Fn::If': ['D', { Ref: 'X' }, { 'Fn::If': ['C', { Ref: 'Dead' }, { Ref: 'B' }] }] }]] },
          },
        },
        B: { Type: 'T' },
        X: { Type: 'T' },
        Dead: { Type: 'T' },
      },
    })
    expect(lines(edges)).toEqual([
      'A -refers-> B (A.P) if C',
      'A -refers-> X (A.P.0) if not C and D',
      'A -refers-> B (A.P.0) if not C and not D',
    ])
  })

  test('ids that only differ in where a blank stands are not mixed up', () => {
    const { edges } = graph({
      Resources: {
        'A B': { Type: 'T', Properties: { P: { Ref: 'C' } } },
        A: { Type: 'T', Properties: { P: { Ref: 'B C' } } },
        'B C': { Type: 'T' },
        C: { Type: 'T' },
      },
    })
    expect(edges).toHaveLength(2)
  })
})

describe('relations of properties', () => {
  test.each<[string, Json, readonly string[]]>([
    [
      'HTTP API: route to integration to function',
      {
        Api: { Type: 'AWS::ApiGatewayV2::Api' },
        Route: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: { ApiId: { Ref: 'Api' }, Target: { 'Fn::Sub': 'integrations/${Integration}' } },
        },
        Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: arn('Function') } },
        Function: { Type: 'AWS::Lambda::Function' },
      },
      [
        'Api -routes-> Route (Route.ApiId)',
        'Route -routes-> Integration (Route.Target)',
        'Integration -invokes-> Function (Integration.IntegrationUri)',
      ],
    ],
    [
      'REST API: method to function through the invocation address',
      {
        Api: { Type: 'AWS::ApiGateway::RestApi' },
        Method: {
          Type: 'AWS::ApiGateway::Method',
          Properties: {
            RestApiId: { Ref: 'Api' },
            Integration: {
              Uri: {
                'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
              },
            },
          },
        },
        Function: { Type: 'AWS::Lambda::Function' },
      },
      ['Api -routes-> Method (Method.RestApiId)', 'Method -invokes-> Function (Method.Integration.Uri)'],
    ],
    [
      'queue to function, and to the queue for what fails',
      {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead') } } },
        Dead: QUEUE,
        Source: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Worker' } } },
        Worker: { Type: 'AWS::Lambda::Function' },
      },
      [
        'Queue -fails-to-> Dead (Queue.RedrivePolicy.deadLetterTargetArn)',
        'Queue -invokes-> Source (Source.EventSourceArn)',
        'Source -invokes-> Worker (Source.FunctionName)',
      ],
    ],
    [
      'load balancer to listener to target group to service to task',
      {
        Alb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] } },
        Listener: {
          Type: 'AWS::ElasticLoadBalancingV2::Listener',
          Properties: { LoadBalancerArn: { Ref: 'Alb' }, DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }] },
        },
        Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
        Service: {
          Type: 'AWS::ECS::Service',
          Properties: { TaskDefinition: { Ref: 'Task' }, LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' } }] },
        },
        Task: { Type: 'AWS::ECS::TaskDefinition' },
        SubnetA: { Type: 'AWS::EC2::Subnet' },
        SubnetB: { Type: 'AWS::EC2::Subnet' },
      },
      [
        'SubnetA -contains-> Alb (Alb.Subnets.0)',
        'SubnetB -contains-> Alb (Alb.Subnets.1)',
        'Alb -routes-> Listener (Listener.LoadBalancerArn)',
        'Listener -routes-> Group (Listener.DefaultActions.0.TargetGroupArn)',
        'Group -routes-> Service (Service.LoadBalancers.0.TargetGroupArn)',
        'Service -routes-> Task (Service.TaskDefinition)',
      ],
    ],
    [
      'the address of a database in the environment means reading and writing; its port does not',
      {
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: {
            ContainerDefinitions: [
              {
                Environment: [
                  { Name: 'HOST', Value: arn('Db', 'Endpoint.Address') },
                  { Name: 'PORT', Value: arn('Db', 'Endpoint.Port') },
                ],
              },
            ],
          },
        },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: { Environment: { Variables: { URL: { 'Fn::Sub': 'postgres://${Db.Endpoint.Address}:5432' }, NAME: { Ref: 'Db' } } } },
        },
        Db: { Type: 'AWS::RDS::DBInstance' },
      },
      [
        'Task -reads-> Db (Task.ContainerDefinitions.0.Environment.0.Value)',
        'Task -writes-> Db (Task.ContainerDefinitions.0.Environment.0.Value)',
        'Function -reads-> Db (Function.Environment.Variables.URL)',
        'Function -writes-> Db (Function.Environment.Variables.URL)',
      ],
    ],
    [
      'a log group named after a function is its log; one named after something else is not',
      {
        Mine: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/aws/lambda/${Function}' } } },
        Other: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/x/${Queue}' } } },
        Function: { Type: 'AWS::Lambda::Function' },
        Queue: QUEUE,
      },
      ['Function -logs-to-> Mine (Mine.LogGroupName)'],
    ],
    [
      'a choice between two subnets',
      {
        Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: { 'Fn::If': ['Two', { Ref: 'B' }, { Ref: 'A' }] } } },
        A: { Type: 'AWS::EC2::Subnet' },
        B: { Type: 'AWS::EC2::Subnet' },
      },
      ['B -contains-> Nat (Nat.SubnetId) if Two', 'A -contains-> Nat (Nat.SubnetId) if not Two'],
    ],
  ])('%s', (_name, resources, expected) => {
    expect(meaningOf(resources)).toEqual(expected)
  })
})

describe('what IAM statements allow', () => {
  const allowed = (...statements: readonly Json[]): readonly string[] =>
    meaningOf({ Role: role(...statements), Table: TABLE, Queue: QUEUE }).map((line) =>
      line.replace(/ \(Role\.Policies\.0\.PolicyDocument\.Statement\.\d+\)/, ''),
    )

  test.each<[string, readonly Json[], readonly string[]]>([
    ['reading', [statement('dynamodb:GetItem', arn('Table'))], ['Role -reads-> Table']],
    ['writing', [statement(['dynamodb:PutItem', 'dynamodb:UpdateItem'], arn('Table'))], ['Role -writes-> Table']],
    ['everything of a service', [statement('dynamodb:*', arn('Table'))], ['Role -reads-> Table', 'Role -writes-> Table']],
    [
      'everything',
      [statement('*', [arn('Table'), arn('Queue')])],
      ['Role -reads-> Table', 'Role -writes-> Table', 'Role -reads-> Queue', 'Role -publishes-> Queue'],
    ],
    ['an index of the table', [statement('dynamodb:Query', { 'Fn::Sub': '${Table.Arn}/index/*' })], ['Role -reads-> Table']],
    ['actions in any case', [statement('DynamoDB:getitem', arn('Table'))], ['Role -reads-> Table']],
    ['an action that is neither', [statement('dynamodb:DescribeTable', arn('Table'))], []],
    ['an action of another service', [statement('sqs:SendMessage', arn('Table'))], []],
    [
      'one statement for two services: each action for its own resource',
      [statement(['dynamodb:GetItem', 'sqs:SendMessage'], [arn('Table'), arn('Queue')])],
      ['Role -reads-> Table', 'Role -publishes-> Queue'],
    ],
    ['any resource names none', [statement('dynamodb:GetItem', '*')], []],
    ['a denial', [statement('dynamodb:GetItem', arn('Table'), { Effect: 'Deny' })], []],
    [
      'an effect that hangs on a condition',
      [statement('dynamodb:GetItem', arn('Table'), { Effect: { 'Fn::If': ['C', 'Allow', 'Deny'] } })],
      [],
    ],
    [
      'a statement that hangs on a condition',
      [{ 'Fn::If': ['C', statement('dynamodb:GetItem', arn('Table')), { Ref: 'AWS::NoValue' }] }],
      ['Role -reads-> Table if C'],
    ],
    [
      'two statements of a choice are not mixed',
      [{ 'Fn::If': ['C', statement('dynamodb:GetItem', arn('Table')), statement('dynamodb:PutItem', arn('Other'))] }],
      ['Role -reads-> Table if C'],
    ],
    [
      'an action that hangs on a condition',
      [statement([{ 'Fn::If': ['C', 'dynamodb:PutItem', { Ref: 'AWS::NoValue' }] }], arn('Table'))],
      ['Role -writes-> Table if C'],
    ],
    ['words that JavaScript knows', [statement(['constructor:GetItem', 'toString', '__proto__:*', 'valueOf:x'], arn('Table'))], []],
    ['actions that are no text', [statement([1, null, { Ref: 'Table' }, ['dynamodb:GetItem']], arn('Table'))], []],
  ])('%s', (_name, statements, expected) => {
    expect(allowed(...statements)).toEqual(expected)
  })

  test('a policy of its own gives to the roles it names', () => {
    expect(
      meaningOf({
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { Roles: [{ Ref: 'Role' }, 'other'], PolicyDocument: { Statement: statement('dynamodb:GetItem', arn('Table')) } },
        },
        Role: role(),
        Table: TABLE,
      }),
    ).toEqual(['Role -reads-> Table (Policy.PolicyDocument.Statement)'])
  })

  test('who assumes a role does what the role may do', () => {
    expect(meaningOf({ Function: FUNCTION, Role: role(statement('dynamodb:GetItem', arn('Table'))), Table: TABLE })).toEqual([
      'Function -assumes-> Role (Function.Role)',
      'Role -reads-> Table (Role.Policies.0.PolicyDocument.Statement.0)',
      'Function -reads-> Table (Role.Policies.0.PolicyDocument.Statement.0)',
    ])
  })

  test('through a role that may not be there, only if it is', () => {
    const [, , composed] = meaningOf({
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { Role: { 'Fn::If': ['Own', arn('Role'), 'arn:aws:iam::111122223333:role/x'] } },
      },
      Role: { Type: 'AWS::IAM::Role', Condition: 'Made' },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [statement('dynamodb:GetItem', arn('Table'))] } },
      },
      Table: TABLE,
    })
    expect(composed).toBe('Function -reads-> Table (Policy.PolicyDocument.Statement.0) if Own and Made')
  })
})
