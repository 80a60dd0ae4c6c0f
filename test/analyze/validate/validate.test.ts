import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CODES, validateTemplate, type ValidateOptions } from '#analyze/validate/index.js'
import { type Diagnostic, type Json, treeOf } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

function validate(template: Json, options: ValidateOptions = { region: 'us-east-1' }): readonly Diagnostic[] {
  return validateTemplate(treeOf(template), catalog, options)
}

/** `code path message`, one line for each diagnostic. That the small templates here declare what they do not use is left out. */
function lines(template: Json, options?: ValidateOptions): readonly string[] {
  const told = validate(template, options).filter(({ code }) => code !== 'mapping-unused' && code !== 'condition-unused')
  return told.map(({ code, path, message }) => `${code} ${(path ?? []).join('/')}: ${message}`)
}

function resource(type: string, properties: Json, more: Record<string, Json> = {}): Json {
  return { Resources: { Thing: { Type: type, Properties: properties, ...more } } }
}

/** The lines about one resource, without the path to its properties. */
function about(type: string, properties: Json, more: Record<string, Json> = {}): readonly string[] {
  return lines(resource(type, properties, more)).map((line) => line.replace('Resources/Thing/Properties', '').replace(' /', ' '))
}

const SUBNETS = [{ 'Fn::ImportValue': 'a' }, { 'Fn::ImportValue': 'b' }]
const ROLE = { Version: '2012-10-17', Statement: [] }

describe('what is filled in before or without the registry', () => {
  test('code may be a path or an S3 address until it is packaged, no other map may', () => {
    const withCode = (code: Json) =>
      lines(
        resource('AWS::Lambda::Function', { Code: code, Handler: 'a.b', Runtime: 'python3.13', Role: 'arn:aws:iam::123456789012:role/a' }),
      )
    expect(withCode('./src')).toEqual([])
    expect(withCode('s3://bucket/code.zip')).toEqual([])
    expect(withCode('/absolute')).toEqual([expect.stringContaining('value-type')])
    expect(lines(resource('AWS::S3::Bucket', { VersioningConfiguration: './src' }))).toEqual([expect.stringContaining('value-type')])
  })

  test("the CDK's own resource is a type", () => {
    expect(lines(resource('AWS::CDK::Metadata', { Analytics: 'v2:deflate64:abc' }))).toEqual([])
  })
})

describe('resource types', () => {
  test.each([
    {
      name: 'unknown, with the nearest',
      type: 'AWS::DynamoDB::Tabel',
      want: ['type-unknown Resources/Thing/Type: there is no resource type "AWS::DynamoDB::Tabel" (did you mean "AWS::DynamoDB::Table"?)'],
    },
    {
      name: 'of SAM without the transform',
      type: 'AWS::Serverless::Api',
      want: [
        'type-unknown Resources/Thing/Type: AWS::Serverless::Api needs the line "Transform: AWS::Serverless-2016-10-31" at the top of the template',
      ],
    },
    {
      name: 'of a third party',
      type: 'Acme::Cloud::Thing',
      want: [
        'type-not-public Resources/Thing/Type: Acme::Cloud::Thing is a type of a third party; it must be activated in the account, and its properties are not checked',
      ],
    },
    {
      name: 'custom',
      type: 'Custom::Thing',
      want: ['property-missing Resources/Thing/Properties: ServiceToken is missing; it is required here'],
    },
    { name: 'of a module', type: 'Acme::Bucket::Private::MODULE', want: [] },
  ])('$name', ({ type, want }) => {
    expect(lines(resource(type, {}))).toEqual(want)
  })

  test('a type that the region does not have names the region', () => {
    const budget = resource('AWS::Budgets::Budget', { Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY' } })
    expect(lines(budget, { region: 'us-east-1' })).toEqual([])
    expect(lines(budget, { region: 'ap-southeast-7' })).toEqual([
      'type-not-in-region Resources/Thing/Type: AWS::Budgets::Budget does not exist in ap-southeast-7; choose another region or leave the resource out',
    ])
    expect(lines(budget, {})).toEqual([])
  })

  test('an unknown region is a warning, not a false error', () => {
    const found = validate(resource('AWS::SQS::Queue', {}), { region: 'mars-north-1' })
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['region-unknown', 'warning']])
  })

  test('no type, an attribute nobody knows, a policy that does not exist', () => {
    expect(lines({ Resources: { Thing: { Properties: {} } } })).toEqual(['type-missing Resources/Thing: resource Thing has no Type'])
    expect(lines(resource('AWS::SQS::Queue', {}, { DependOn: 'X', DeletionPolicy: 'Retian' }))).toEqual([
      'resource-attribute-unknown Resources/Thing/DependOn: a resource has no attribute "DependOn" (did you mean "DependsOn"?); properties of the service stand below Properties',
      'resource-attribute-value Resources/Thing/DeletionPolicy: DeletionPolicy must be one of Delete, Retain, RetainExceptOnCreate, Snapshot (did you mean "Retain"?)',
    ])
  })
})

describe('properties', () => {
  test.each<{ name: string; type: string; properties: Json; want: readonly string[] }>([
    {
      name: 'unknown, with the nearest',
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeOut: 5 },
      want: ['property-unknown VisibilityTimeOut: there is no property VisibilityTimeOut here (did you mean "VisibilityTimeout"?)'],
    },
    {
      name: 'unknown below a list',
      type: 'AWS::DynamoDB::Table',
      properties: { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyTyp: 'HASH' }] },
      want: [
        'property-missing KeySchema/0: KeyType is missing; it is required here',
        'property-unknown KeySchema/0/KeyTyp: there is no property KeyTyp here (did you mean "KeyType"?)',
      ],
    },
    {
      name: 'required',
      type: 'AWS::IAM::Role',
      properties: {},
      want: ['property-missing : AssumeRolePolicyDocument is missing; it is required here'],
    },
    {
      name: 'a word that is not allowed',
      type: 'AWS::IAM::ManagedPolicy',
      properties: { PolicyDocument: ROLE, Path: 'team' },
      want: [expect.stringMatching(/^value-pattern Path: "team" does not have the form /)],
    },
    {
      name: 'an enumeration',
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      properties: { Scheme: 'internetfacing', IpAddressType: 'ipv5', Subnets: SUBNETS },
      want: [
        expect.stringMatching(/^value-not-allowed Scheme: "internetfacing" is not allowed here \(did you mean "internet-facing"\?\)/),
        expect.stringMatching(/^value-not-allowed IpAddressType: "ipv5" is not allowed here \(did you mean "ipv4"\?\)/),
      ],
    },
    {
      name: 'a range',
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeout: 43_201, DelaySeconds: '901' },
      want: ['value-range VisibilityTimeout: 43201 must be at most 43200', 'value-range DelaySeconds: "901" must be at most 900'],
    },
    {
      name: 'a list where one value must stand, and the other way',
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      properties: { Name: ['a'], SecurityGroups: 'sg-1', Subnets: SUBNETS },
      want: ['value-type Name: a list stands where a text must stand', 'value-type SecurityGroups: "sg-1" stands where a list must stand'],
    },
    {
      name: 'numbers and booleans as text are taken, words for them are not',
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeout: '30', FifoQueue: 'false', QueueName: 7, SqsManagedSseEnabled: 'yes', DelaySeconds: 'soon' },
      want: [
        'value-type SqsManagedSseEnabled: "yes" stands where true or false must stand',
        'value-type DelaySeconds: "soon" stands where a whole number must stand',
      ],
    },
    {
      name: 'set by AWS',
      type: 'AWS::SQS::Queue',
      properties: { Arn: 'arn:aws:sqs:us-east-1:111122223333:a' },
      want: ['property-read-only Arn: Arn is set by AWS, and what is given here is dropped; remove it'],
    },
    {
      name: 'exclude each other',
      type: 'AWS::CloudFront::Distribution',
      properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only', CachePolicyId: 'x' },
          Origins: [
            { Id: 'a', DomainName: 'a.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' }, S3OriginConfig: {} },
          ],
        },
      },
      want: [
        'properties-exclude DistributionConfig/Origins/0/S3OriginConfig: S3OriginConfig cannot stand beside CustomOriginConfig; remove one',
      ],
    },
    {
      name: 'a member twice',
      type: 'AWS::IAM::Role',
      properties: {
        AssumeRolePolicyDocument: ROLE,
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
      want: ['list-duplicates ManagedPolicyArns/1: item 2 is the same as item 1; remove one'],
    },
    {
      name: 'ids and networks of another form, a tag twice',
      type: 'AWS::EC2::Subnet',
      properties: {
        VpcId: 'my-vpc',
        CidrBlock: '10.0.0.0/33',
        Tags: [
          { Key: 'Name', Value: 'a' },
          { Key: 'Name', Value: 'b' },
        ],
      },
      want: [
        'value-pattern VpcId: "my-vpc" does not have the form of vpc-0123456789abcdef0',
        'value-pattern CidrBlock: "10.0.0.0/33" does not have the form of 10.0.0.0/16',
        'list-duplicates Tags/1: the tag "Name" stands twice; remove one',
      ],
    },
    {
      name: 'a condition between two properties',
      type: 'AWS::CloudWatch::Alarm',
      properties: {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        MetricName: 'Errors',
        Namespace: 'AWS/Lambda',
        Statistic: 'Sum',
        Threshold: 0,
        Period: 90,
      },
      want: ['value-range Period: 90 must be a multiple of 60'],
    },
    {
      name: 'nothing wrong',
      type: 'AWS::SQS::Queue',
      properties: { RedrivePolicy: { deadLetterTargetArn: 'arn', maxReceiveCount: 5 } },
      want: [],
    },
  ])('$name', ({ type, properties, want }) => {
    expect(about(type, properties)).toEqual(want)
  })

  test('null is refused, and said once', () => {
    expect(about('AWS::SQS::Queue', { QueueName: null })).toEqual([
      'null-value QueueName: QueueName is null, which CloudFormation refuses; give a value or remove it',
    ])
  })

  test('what is not known is no error', () => {
    const template = {
      Parameters: { Seconds: { Type: 'String' } },
      Resources: {
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: { Ref: 'Seconds' },
            QueueName: { 'Fn::Sub': '${AWS::StackName}-!!' },
            KmsMasterKeyId: '{{resolve:ssm:key}}',
            DelaySeconds: { 'Fn::ImportValue': 'delay' },
          },
        },
      },
    }
    expect(lines(template)).toEqual([])
  })

  test('a function that gives a text cannot stand for a list', () => {
    const template = {
      Resources: {
        Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'g' } },
        Balancer: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: { SecurityGroups: { Ref: 'Group' }, Name: { 'Fn::GetAZs': '' }, Subnets: SUBNETS },
        },
      },
    }
    expect(lines(template)).toEqual([
      'value-type Resources/Balancer/Properties/SecurityGroups: Ref gives a text; a list must stand here',
      'value-type Resources/Balancer/Properties/Name: Fn::GetAZs gives a list; a text must stand here',
    ])
  })

  test('a reference gives the thing that must stand, or it is said how to get it', () => {
    const template = {
      Parameters: { Network: { Type: 'AWS::EC2::VPC::Id' }, Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }, Any: { Type: 'String' } },
      Resources: {
        Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'g', VpcId: { Ref: 'Network' } } },
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: ROLE } },
        Server: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: { Ref: 'Group' }, SecurityGroupIds: [{ Ref: 'Group' }] } },
        Other: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: { Ref: 'Network' }, ImageId: { Ref: 'Any' } } },
        Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ExecutionRoleArn: { Ref: 'Role' } } },
        Work: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Code: { ImageUri: 'x' },
            PackageType: 'Image',
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            VpcConfig: { SubnetIds: { Ref: 'Subnets' }, SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] },
          },
        },
        Fine: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: { 'Fn::Select': [0, { Ref: 'Subnets' }] } } },
      },
    }
    expect(lines(template)).toEqual([
      'value-kind Resources/Server/Properties/SubnetId: Ref gives AWS::EC2::SecurityGroup.Id where AWS::EC2::Subnet.Id must stand',
      'value-kind Resources/Other/Properties/SubnetId: Ref gives AWS::EC2::VPC.Id where AWS::EC2::Subnet.Id must stand',
      'value-kind Resources/Task/Properties/ExecutionRoleArn: Ref gives something else than the AWS::IAM::Role.Arn that must stand here; write Fn::GetAtt: Role.Arn',
    ])
  })

  test('each branch of a choice is checked, and NoValue counts as not given', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: {
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            VisibilityTimeout: { 'Fn::If': ['Prod', 30, 50_000] },
            DelaySeconds: { 'Fn::If': ['Prod', 'often', { Ref: 'AWS::NoValue' }] },
          },
        },
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Ref: 'AWS::NoValue' } } },
        Other: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { 'Fn::If': ['Prod', ROLE, { Ref: 'AWS::NoValue' }] } } },
      },
    }
    expect(lines(template)).toEqual([
      'value-range Resources/Queue/Properties/VisibilityTimeout/Fn::If/2: 50000 must be at most 43200',
      'value-type Resources/Queue/Properties/DelaySeconds/Fn::If/1: "often" stands where a whole number must stand',
      'property-missing Resources/Role/Properties: AssumeRolePolicyDocument is missing; it is required here',
    ])
  })

  test('no pattern takes exponential time, neither of the registry nor of the template', () => {
    const long = `${'a'.repeat(60)} `
    const share = { ServerHostname: long, Subdirectory: '/', User: 'u', AgentArns: [] }
    const parameter = { Type: 'String', Default: long, AllowedPattern: '(a+)+b|(a|a)+c' }
    const template = { Parameters: { Name: parameter }, Resources: { Share: { Type: 'AWS::DataSync::LocationSMB', Properties: share } } }
    expect(lines(template).filter((line) => line.includes('ServerHostname') || line.startsWith('parameter-default'))).toEqual([])
  })

  test('a policy that IAM would call malformed', () => {
    const document = {
      Version: '2012-10-18',
      Name: 'p',
      Statement: [
        { Effect: 'allow', Actions: 's3:GetObject', Resource: '*' },
        { Effect: { Sid: 'x' }, Action: [], Resource: ['files', { Ref: 'AWS::NoValue' }] },
        { 'Fn::If': ['C', { Action: 's3:GetObject', Resource: '*' }, { Ref: 'AWS::NoValue' }] },
      ],
    }
    expect(
      about('AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: document, Roles: ['r'] }).filter((line) => line.startsWith('policy')),
    ).toEqual([
      'policy-malformed PolicyDocument/Name: a policy has no element "Name"',
      'policy-malformed PolicyDocument/Version: Version of a policy must be 2012-10-17 or 2008-10-17, not "2012-10-18" (did you mean "2012-10-17"?)',
      'policy-malformed PolicyDocument/Statement/0/Actions: a statement of a policy has no element "Actions" (did you mean "Action"?)',
      'policy-malformed PolicyDocument/Statement/0/Effect: Effect of a policy must be Allow or Deny, not "allow" (did you mean "Allow"?)',
      'policy-malformed PolicyDocument/Statement/0: a statement of a policy needs Action',
      'policy-malformed PolicyDocument/Statement/1/Effect: Effect of a policy must be Allow or Deny, not a map',
      'policy-malformed PolicyDocument/Statement/1/Action: Action of a policy needs at least one item',
      'policy-malformed PolicyDocument/Statement/1/Resource/0: "files" is no resource of a policy; write an ARN or *',
      'policy-malformed PolicyDocument/Statement/2/Fn::If/1: a statement of a policy needs Effect',
    ])
  })

  test('recursive schemas are followed as deep as the value goes, in linear time', () => {
    let statement: Json = { GeoMatchStatement: { CountryCodes: ['DE'] } }
    for (let depth = 0; depth < 60; depth += 1) statement = { NotStatement: { Statement: statement } }
    const visibility = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'm' }
    const found = about('AWS::WAFv2::WebACL', {
      DefaultAction: { Allow: {} },
      Scope: 'REGIONAL',
      VisibilityConfig: visibility,
      Rules: [{ Name: 'r', Priority: 0, Statement: statement, VisibilityConfig: visibility, Action: { Block: {} } }],
    })
    expect(found).toEqual([])
  })
})

describe('references', () => {
  const QUEUE = { Type: 'AWS::SQS::Queue' }

  test.each<{ name: string; value: Json; want: string }>([
    {
      name: 'Ref of nothing, with the nearest',
      value: { Ref: 'Queu' },
      want: 'reference-missing …/Ref: there is no resource or parameter "Queu" in this template (did you mean "Queue"?)',
    },
    {
      name: 'an attribute the type has not',
      value: { 'Fn::GetAtt': ['Queue', 'Url'] },
      want: 'attribute-unknown …/Fn::GetAtt/1: Queue (AWS::SQS::Queue) has no attribute "Url"',
    },
    {
      name: 'an attribute of nothing',
      value: { 'Fn::GetAtt': 'Absent.Arn' },
      want: 'reference-missing …/Fn::GetAtt: there is no resource or parameter "Absent" in this template',
    },
    {
      name: 'a placeholder of nothing',
      value: { 'Fn::Sub': ['${Queue}-${Mine}-${Absent}-${!Kept}', { Mine: 'x' }] },
      want: 'reference-missing …/Fn::Sub: there is no resource or parameter "Absent" in this template',
    },
    {
      name: 'a pseudo parameter that AWS has not',
      value: { Ref: 'AWS::Regoin' },
      want: 'reference-missing …/Ref: there is no pseudo parameter "AWS::Regoin" (did you mean "AWS::Region"?)',
    },
    {
      name: 'a condition that is not defined',
      value: { 'Fn::If': ['Prod', 'a', 'b'] },
      want: 'condition-missing …/Fn::If/0: there is no condition "Prod" in this template',
    },
    {
      name: 'a mapping that is not defined',
      value: { 'Fn::FindInMap': ['Region', 'eu', 'ami'] },
      want: 'mapping-missing …/Fn::FindInMap/0: there is no mapping "Region" in this template (did you mean "Regions"?)',
    },
    {
      name: 'a key that a mapping has not',
      value: { 'Fn::FindInMap': ['Regions', 'eu', 'am1'] },
      want: 'mapping-key-missing …/Fn::FindInMap/2: mapping "Regions" has no key "am1" (did you mean "ami"?)',
    },
    {
      name: 'a function that does not exist',
      value: { 'Fn::Jion': ['', ['a']] },
      want: 'function-unknown …/Fn::Jion: there is no function Fn::Jion (did you mean "Fn::Join"?)',
    },
    {
      name: 'a function with other arguments',
      value: { 'Fn::Join': ['a', 'b'] },
      want: 'function-arguments …/Fn::Join: Fn::Join takes a delimiter and a list',
    },
  ])('$name', ({ value, want }) => {
    const template = {
      Mappings: { Regions: { eu: { ami: 'ami-1' } } },
      Resources: { Queue: QUEUE, Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: value } } },
    }
    expect(lines(template).map((line) => line.replace('Resources/Topic/Properties/DisplayName', '…'))).toEqual([want])
  })

  test('custom resources and nested stacks have free attributes', () => {
    const template = {
      Resources: {
        Custom: { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn' } },
        Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.yaml' } },
      },
      Outputs: { A: { Value: { 'Fn::GetAtt': ['Custom', 'Anything'] } }, B: { Value: { 'Fn::GetAtt': ['Nested', 'Outputs.Url'] } } },
    }
    expect(lines(template)).toEqual([])
  })

  test('DependsOn, Condition and outputs name what is there', () => {
    const template = {
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: { Queue: { ...QUEUE, DependsOn: ['Topc'], Condition: 'Prd' }, Topic: { Type: 'AWS::SNS::Topic' } },
      Outputs: { Url: { Value: { Ref: 'Quue' } }, Nothing: { Description: 'd' }, List: { Value: ['a'] } },
    }
    expect(lines(template)).toEqual([
      'depends-on-missing Resources/Queue/DependsOn/0: there is no resource "Topc" to depend on (did you mean "Topic"?)',
      'condition-missing Resources/Queue/Condition: there is no condition "Prd" in this template (did you mean "Prod"?)',
      'reference-missing Outputs/Url/Value/Ref: there is no resource or parameter "Quue" in this template (did you mean "Queue"?)',
      'output-value Outputs/Nothing: output Nothing has no Value',
      'output-value Outputs/List/Value: the Value of output List must be a text; join a list with Fn::Join',
    ])
  })

  test('a circle is printed from each of its members', () => {
    const group = (other: string): Json => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'g',
        SecurityGroupIngress: [{ IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': [other, 'GroupId'] } }],
      },
    })
    expect(lines({ Resources: { A: group('B'), B: group('C'), C: group('A'), D: group('A') } })).toEqual([
      'reference-cycle Resources/A: A needs itself: A -> B -> C -> A; take one of these references away',
      'reference-cycle Resources/B: B needs itself: B -> C -> A -> B; take one of these references away',
      'reference-cycle Resources/C: C needs itself: C -> A -> B -> C; take one of these references away',
    ])
  })

  test('each member of a knot is named, also those that are on another circle', () => {
    const topic = (...others: readonly string[]): Json => ({ Type: 'AWS::SNS::Topic', DependsOn: others })
    const found = validate({ Resources: { A: topic('B', 'C'), B: topic('A'), C: topic('D'), D: topic('A'), E: topic('A') } })
    expect(found.map(({ resource: id, code, severity }) => `${id} ${code} ${severity}`).toSorted()).toEqual(
      ['A', 'B', 'C', 'D'].map((id) => `${id} reference-cycle error`),
    )
  })

  test('a circle that hangs on a condition says when; one that no values close is none', () => {
    const circle = (inA: Json, inB: Json): Json => ({
      Conditions: {
        Prod: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
        Test: { 'Fn::Not': [{ Condition: 'Prod' }] },
      },
      Resources: {
        A: { ...QUEUE, Properties: { QueueName: inA } },
        B: { ...QUEUE, Properties: { QueueName: inB } },
      },
    })
    const [toA, toB, none] = [{ Ref: 'A' }, { Ref: 'B' }, { Ref: 'AWS::NoValue' }]
    expect(lines(circle({ 'Fn::If': ['Prod', toB, none] }, { 'Fn::If': ['Test', none, toA] }))).toEqual([
      'reference-cycle Resources/A: A needs itself when Prod is true: A -> B -> A; take one of these references away',
      'reference-cycle Resources/B: B needs itself when Prod is true: B -> A -> B; take one of these references away',
    ])
    expect(lines(circle({ 'Fn::If': ['Prod', toB, none] }, { 'Fn::If': ['Test', toA, none] }))).toEqual([])
  })

  test('the placeholders of SAM are not missing', () => {
    const template = {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: { Work: { Type: 'AWS::Serverless::Function', Properties: { Anything: 1 } } },
      Outputs: {
        Role: { Value: { 'Fn::GetAtt': ['WorkRole', 'Arn'] } },
        Api: { Value: { Ref: 'ServerlessRestApi' } },
        Bad: { Value: { Ref: 'Wrok' } },
      },
    }
    expect(lines(template)).toEqual([
      'reference-missing Outputs/Bad/Value/Ref: there is no resource or parameter "Wrok" in this template (did you mean "Work"?)',
    ])
  })

  test('a template with a macro is judged as it is written, and the message names the macro', () => {
    const found = validate({
      Transform: 'Mine',
      Parameters: { P: { Type: 'String' } },
      Resources: { Queue: { ...QUEUE, Properties: { Nmae: 'x' } } },
    })
    expect(found).toMatchObject([
      { code: 'property-unknown', severity: 'error', message: expect.stringContaining('unless macro Mine changes that') },
    ])
  })

  test('what an include may bring is not missing, what stands there is judged', () => {
    const template = {
      Transform: [{ Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } }],
      Resources: { Queue: { ...QUEUE, DependsOn: 'Other', Condition: 'C', Properties: { QueueName: { Ref: 'P' }, Nmae: 1 } } },
    }
    expect(validate(template).map(({ code, severity }) => [code, severity])).toEqual([['property-unknown', 'error']])
  })

  test('a resource without a type can be named by nothing', () => {
    const template = {
      Resources: { Group: { Properties: {} }, Topic: { Type: 'AWS::SNS::Topic', DependsOn: 'Group' } },
      Outputs: { O: { Value: { Ref: 'Group' } }, P: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } } },
    }
    expect(lines(template)).toEqual([
      'type-missing Resources/Group: resource Group has no Type',
      'depends-on-missing Resources/Topic/DependsOn: resource "Group" has no Type, so nothing can depend on it',
      'reference-missing Outputs/O/Value/Ref: resource "Group" has no Type, so nothing can refer to it',
      'reference-missing Outputs/P/Value/Fn::GetAtt/0: resource "Group" has no Type, so nothing can refer to it',
    ])
  })

  test('a resource whose condition is not defined cannot be depended on', () => {
    const template = { Resources: { A: { ...QUEUE, Condition: 'C' }, B: { ...QUEUE, DependsOn: ['A'] } } }
    expect(lines(template)).toEqual([
      'condition-missing Resources/A/Condition: there is no condition "C" in this template',
      'depends-on-missing Resources/B/DependsOn/0: resource "A" hangs on the condition "C", which is not defined',
    ])
  })
})

describe('declarations', () => {
  test('parameters', () => {
    const template = {
      Parameters: {
        Stage: { Type: 'String', Default: 'test', AllowedValues: ['dev', 'prod'] },
        Count: { Type: 'Number', Default: 11, MaxValue: 10 },
        Zone: { Type: 'AWS::EC2::Zone' },
        Odd: { Type: 'String', Defualt: 'x' },
        Unused: { Type: 'CommaDelimitedList', Default: 'a, b', AllowedValues: ['a', 'b'] },
      },
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${Stage}${Count}${Zone}${Odd}' } } },
      },
    }
    expect(lines(template)).toEqual([
      'parameter-default Parameters/Stage/Default: the default of Stage is "test", which is not among its AllowedValues (dev or prod)',
      'parameter-default Parameters/Count/Default: the default of Count is 11, above its MaxValue of 10',
      'parameter-type Parameters/Zone/Type: there is no parameter type "AWS::EC2::Zone"; String, Number, List<Number> or CommaDelimitedList are the usual ones',
      'parameter-attribute-unknown Parameters/Odd/Defualt: a parameter has no attribute "Defualt" (did you mean "Default"?)',
      'parameter-unused Parameters/Unused: parameter Unused is used nowhere; remove it',
    ])
  })

  test('conditions name only parameters and each other', () => {
    const template = {
      Conditions: {
        A: { 'Fn::Not': [{ Condition: 'B' }] },
        B: { 'Fn::Or': [{ Condition: 'A' }, { Condition: 'Other' }] },
        D: { 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] },
      },
      Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
    }
    expect(lines(template)).toEqual([
      'condition-missing Conditions/B/Fn::Or/1/Condition: there is no condition "Other" in this template',
      'reference-not-allowed Conditions/D/Fn::Equals/0/Ref: resource "Queue" cannot be named here, only parameters; resources do not exist yet when this is decided',
      'condition-cycle Conditions/A: condition A uses itself: A -> B -> A',
      'condition-cycle Conditions/B: condition B uses itself: B -> A -> B',
    ])
  })

  test('what is used nowhere', () => {
    const template = {
      Mappings: { Used: { a: { b: 'x' } }, Idle: { a: { b: 'x' } } },
      Conditions: {
        Never: { 'Fn::Equals': ['a', 'b'] },
        Part: { 'Fn::Equals': ['a', 'a'] },
        Whole: { 'Fn::Not': [{ Condition: 'Part' }] },
      },
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Condition: 'Whole', Properties: { QueueName: { 'Fn::FindInMap': ['Used', 'a', 'b'] } } },
      },
    }
    expect(validate(template).map(({ code, severity, message }) => `${severity} ${code}: ${message}`)).toEqual([
      'warning mapping-unused: mapping Idle is used nowhere; remove it',
      'warning condition-unused: condition Never is used nowhere; remove it',
    ])
  })

  test('names, mappings and limits', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`Q${index}`, { Type: 'AWS::SQS::Queue' }]))
    expect(lines({ Resources: many })).toEqual(['limit-exceeded Resources: Resources has 501 members; CloudFormation takes 500'])
    const template = {
      Parameters: { Same: { Type: 'String' } },
      Mappings: { Map: { flat: 'x', top: { deep: { er: 'x' } } } },
      Resources: { 'my-queue': { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Same' } } }, Same: { Type: 'AWS::SQS::Queue' } },
    }
    expect(lines(template)).toEqual([
      'logical-id Resources/my-queue: "my-queue" in Resources must be made of letters and digits alone, 255 at most',
      'name-twice Resources/Same: "Same" is a parameter and a resource; rename one',
      'mapping-shape Mappings/Map/flat: Map.flat must be a map of keys and values',
      'mapping-shape Mappings/Map/top/deep: Map.top.deep must be a text or a list; a mapping has two levels of keys and no functions',
    ])
  })
})

describe('places', () => {
  test('line and column of the key or the value', async () => {
    const text = [
      'Resources:',
      '  Table:',
      '    Type: AWS::DynamoDB::Table',
      '    Properties:',
      '      BilingMode: PAY_PER_REQUEST',
      '      DeletionProtectionEnabled: some',
      '      KeySchema: !If [Prod, [{AttributeName: id, KeyType: HASH}], !Ref Keys]',
      '',
    ].join('\n')
    const { tree } = await readTemplate(text, 'table.yaml')
    const found = tree === undefined ? [] : validateTemplate(tree, catalog, { region: 'us-east-1' })
    expect(found.map(({ code, resource: id, span }) => [code, id, span?.file, span?.line, span?.column])).toEqual([
      ['condition-missing', 'Table', 'table.yaml', 7, 23],
      ['reference-missing', 'Table', 'table.yaml', 7, 67],
      ['property-unknown', 'Table', 'table.yaml', 5, 7],
      ['value-type', 'Table', 'table.yaml', 6, 34],
      ['capacity-mode', 'Table', 'table.yaml', 4, 5],
    ])
  })

  test('what a template switches off for cfn-lint stays visible but is no error', () => {
    const metadata = { Metadata: { 'cfn-lint': { config: { ignore_checks: ['E3002'] } } } }
    const found = validate(resource('AWS::SQS::Queue', { NewProperty: 1, DelaySeconds: 'x' }, metadata))
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['property-unknown', 'info'],
      ['value-type', 'error'],
    ])
  })
})

describe('laws', () => {
  const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>('x', 1, true, null, '', { Ref: 'A' }, { 'Fn::If': ['C', 1, 2] }, { 'Fn::If': 'x' }, { Ref: 'AWS::NoValue' }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('Ref', 'Fn::Sub', 'Fn::GetAtt', 'Statement', 'Tags', 'Key', 'Properties', '__proto__'), tie('value'), {
        maxKeys: 3,
      }),
    ),
  })).value

  test('any data is validated without an exception, with codes of the table and paths that begin in the template', () => {
    const types = fc.constantFrom(
      'AWS::S3::Bucket',
      'AWS::WAFv2::WebACL',
      'AWS::ECS::Service',
      'AWS::Lambda::Function',
      'Custom::X',
      'x',
      '',
    )
    fc.assert(
      fc.property(types, value, value, (type, properties, other) => {
        const template: Json = {
          Resources: { A: { Type: type, Properties: properties, DependsOn: other } },
          Outputs: { O: { Value: other } },
        }
        for (const { code, path } of validate(template)) {
          expect(Object.keys(CODES)).toContain(code)
          expect(['Resources', 'Outputs']).toContain(path?.[0])
        }
      }),
      { numRuns: 300 },
    )
  })

  test('twice the same template gives the same diagnostics', () => {
    fc.assert(
      fc.property(value, (properties) => {
        expect(validate(resource('AWS::SQS::Queue', properties))).toEqual(validate(resource('AWS::SQS::Queue', properties)))
      }),
    )
  })
})
