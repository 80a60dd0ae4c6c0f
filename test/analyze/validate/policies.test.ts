import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateTemplate } from '#analyze/validate/index.js'
import { type JsonObject, treeOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

/** What is said about the policy document of one resource: code and message. */
function said(resource: JsonObject, others: JsonObject = {}): readonly string[] {
  return validateTemplate(treeOf({ Resources: { Subject: resource, ...others } }), catalog, { asOf: '2026-11-01' })
    .filter(({ code }) => code.startsWith('policy-'))
    .map(({ code, message }) => `${code} ${message}`)
}

const statement = (more: JsonObject): JsonObject => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more })
const document = (...statements: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement: statements })
const identity = (...statements: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document(...statements) },
})
const trust = (more: JsonObject): JsonObject => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
      ...more,
    }),
  },
})
const bucket = (more: JsonObject): JsonObject => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: 'files', PolicyDocument: document(statement({ Principal: '*', Resource: 'arn:aws:s3:::files/*', ...more })) },
})
const BUCKET: JsonObject = { Files: { Type: 'AWS::S3::Bucket' } }
const TABLE: JsonObject = { Orders: { Type: 'AWS::DynamoDB::Table' } }

describe('actions', () => {
  test.each([
    { action: 's3:GetObjects', want: 'policy-action Amazon S3 has no action "s3:GetObjects" (did you mean "GetObject"?)' },
    { action: 'dynamo:GetItem', want: 'policy-action there is no service "dynamo" in IAM (did you mean "dynamodb:GetItem"?)' },
    { action: 'sqss:SendMessage', want: 'policy-action there is no service "sqss" in IAM (did you mean "sqs:SendMessage"?)' },
    { action: 's3:Frobnicate*', want: 'policy-action "s3:Frobnicate*" stands for no action of Amazon S3' },
    {
      action: 'GetObject',
      want: 'policy-malformed "GetObject" is no action; write service:Action, or * for every action of every service',
    },
    { action: '*:Get*', want: 'policy-malformed "*:Get*" has a wildcard in the name of the service, which IAM refuses' },
  ])('$action is none', ({ action, want }) => {
    expect(said(identity(statement({ Action: action })))).toEqual([want])
    expect(said(identity(statement({ Action: { 'Fn::If': ['A', ['s3:PutObject', action], 's3:GetObject'] } })))).toEqual([want])
  })

  test.each([
    '*',
    's3:*',
    'S3:getobject',
    's3:Get?bject',
    'ec2:Describe*',
    { Ref: 'Action' },
    { 'Fn::Sub': '${Service}:Get' },
    { 'Fn::Sub': 's3:${What}' },
  ])('%j may be one', (action) => {
    expect(said(identity(statement({ Action: action })))).toEqual([])
  })

  test('services that check their policies refuse what IAM would take', () => {
    expect(said(bucket({ Action: 's3:GetObjects' }))).toEqual([expect.stringContaining('policy-malformed Amazon S3 has no action')])
    expect(said(bucket({ Action: 'sqs:SendMessage' }))).toEqual([
      expect.stringContaining('policy-malformed "sqs:SendMessage" cannot be allowed here'),
    ])
    expect(said(trust({ Action: 's3:GetObject' }))).toEqual([
      expect.stringContaining('policy-malformed "s3:GetObject" cannot be allowed here'),
    ])
  })
})

describe('elements', () => {
  test.each([
    { name: 'a principal in an identity policy', resource: identity(statement({ Principal: '*' })), want: 'takes no Principal' },
    { name: 'no resource in an identity policy', resource: identity({ Effect: 'Allow', Action: 's3:GetObject' }), want: 'needs Resource' },
    {
      name: 'both forms of an element',
      resource: identity(statement({ NotAction: 'iam:*' })),
      want: 'takes Action or NotAction, not both',
    },
    { name: 'a resource in a trust policy', resource: trust({ Resource: '*' }), want: 'takes no Resource' },
    { name: 'nobody in a trust policy', resource: trust({ Principal: { Ref: 'AWS::NoValue' } }), want: 'needs Principal' },
    { name: 'nobody in a bucket policy', resource: bucket({ Principal: { Ref: 'AWS::NoValue' } }), want: 'needs Principal' },
    { name: 'spaces in a Sid', resource: identity(statement({ Sid: 'read files' })), want: 'letters and digits' },
    {
      name: 'a Sid twice',
      resource: identity(statement({ Sid: 'Read' }), statement({ Sid: 'Read', Action: 's3:PutObject' })),
      want: 'the Sid "Read" stands twice',
    },
    {
      name: 'a variable in the old version',
      resource: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: [statement({ Resource: 'arn:aws:s3:::home/${aws:username}/*' })] } },
      },
      want: 'policy-condition ${aws:username} is plain text',
    },
    {
      name: 'the text of a policy',
      resource: {
        Type: 'AWS::Logs::ResourcePolicy',
        Properties: {
          PolicyName: 'p',
          PolicyDocument: {
            'Fn::Sub':
              '{"Statement":[{"Effect":"Allow","Action":"logs:PutLogEvent","Resource":"${Group.Arn}","Principal":{"Service":"es.amazonaws.com"}}]}',
          },
        },
      },
      want: 'has no action "logs:PutLogEvent"',
    },
  ])('$name', ({ resource, want }) => {
    expect(said(resource)).toEqual([expect.stringContaining(want)])
  })
})

describe('resources', () => {
  test.each([
    {
      name: 'an object action on a bucket',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::files',
      want: 'arn:aws:s3:::<BucketName>/<ObjectName>',
    },
    {
      name: 'the ARN of a bucket',
      action: 's3:GetObject',
      resource: { 'Fn::GetAtt': ['Files', 'Arn'] },
      want: 'and the statement names none',
    },
    {
      name: 'a bucket action on objects',
      action: 's3:ListBucket',
      resource: { 'Fn::Sub': '${Files.Arn}/*' },
      want: 's3:ListBucket works on',
    },
    { name: 'another service', action: 'dynamodb:GetItem', resource: 'arn:aws:s3:::files/*', want: 'table/<TableName>' },
    {
      name: 'an action of the account',
      action: 'ec2:DescribeInstances',
      resource: 'arn:aws:ec2:*:*:instance/*',
      want: 'only with the resource *',
    },
    {
      name: 'one that nothing works on',
      action: ['dynamodb:GetItem'],
      resource: [{ 'Fn::GetAtt': ['Orders', 'Arn'] }, { 'Fn::GetAtt': ['Files', 'Arn'] }],
      want: 'works on "Files.Arn"',
    },
    { name: 'a colon too few', action: 's3:GetObject', resource: 'arn:aws:s3::files/*', want: 'a colon may be missing' },
    { name: 'an account of eleven digits', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:12345678901:q', want: '12 digits' },
    { name: 'no such partition', action: 's3:GetObject', resource: 'arn:amazon:s3:::files/*', want: 'policy-malformed' },
    { name: 'a name', action: 's3:GetObject', resource: 'files', want: 'is no resource of a policy' },
    { name: 'a name by Ref', action: 's3:GetObject', resource: { Ref: 'Files' }, want: 'Ref of Files gives its name, not its ARN' },
    { name: 'all of a bucket policy', action: 's3:GetObject', resource: '*', type: 'bucket', want: 'takes no *' },
  ])('$name', ({ action, resource, want, type }) => {
    const more = { Action: action, Resource: resource }
    const [first, ...rest] = said(type === 'bucket' ? bucket(more) : identity(statement(more)), { ...BUCKET, ...TABLE })
    expect(first).toContain(want)
    expect(rest).toEqual([])
  })

  test.each([
    { action: 's3:GetObject', resource: { 'Fn::Sub': '${Files.Arn}/*' } },
    { action: 's3:*', resource: [{ 'Fn::GetAtt': ['Files', 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Files', 'Arn'] }, '/*']] }] },
    { action: 's3:GetObject', resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Name}/*' } },
    { action: 's3:GetObject', resource: { Ref: 'FromOutside' } },
    { action: 'dynamodb:Query', resource: { 'Fn::Sub': '${Orders.Arn}/index/*' } },
    { action: 'logs:PutLogEvents', resource: 'arn:aws:logs:*:*:*' },
    {
      action: ['logs:CreateLogGroup', 'logs:PutLogEvents'],
      resource: { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/*:*' },
    },
    { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/service/*' },
    { action: 'ssm:GetParameter', resource: { 'Fn::Sub': 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/app/*' } },
    { action: 'execute-api:Invoke', resource: 'execute-api:/prod/*' },
    { action: 'sqs:SendMessage', resource: 'arn:aws:sqs' },
    { action: 'kms:Decrypt', resource: { 'Fn::If': ['A', { 'Fn::GetAtt': ['Key', 'Arn'] }, '*'] } },
    { action: ['s3:GetObject', 'ec2:DescribeInstances'], resource: '*' },
  ])('$action on $resource', ({ action, resource }) => {
    expect(said(identity(statement({ Action: action, Resource: resource })), { ...BUCKET, ...TABLE })).toEqual([])
  })
})

describe('conditions', () => {
  const when = (Condition: JsonObject, more: JsonObject = {}): readonly string[] => said(identity(statement({ Condition, ...more })))

  test.each([
    { condition: { StringMatches: { 'aws:SourceVpc': 'vpc-1' } }, want: 'policy-malformed IAM has no condition operator "StringMatches"' },
    {
      condition: { StringEquals: { 'aws:SourceVPCs': 'vpc-1' } },
      want: 'there is no condition key "aws:SourceVPCs" (did you mean "aws:SourceVpc"?)',
    },
    {
      condition: { StringEquals: { 's3:prefixes': 'a' } },
      want: 'Amazon S3 has no condition key "s3:prefixes" (did you mean "s3:prefix"?)',
    },
    { condition: { StringEquals: { 's3:prefix': 'a' } }, want: 'no action of the statement has the condition key "s3:prefix"' },
    { condition: { StringEquals: { SourceVpc: 'vpc-1' } }, want: 'policy-malformed "SourceVpc" is no condition key' },
    { condition: { Bool: { 'aws:SecureTransport': 'no' } }, want: '"no" is never met by Bool; write true or false' },
    { condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0-10.0.0.9' } }, want: 'write an IP address' },
    { condition: { IpAddress: { 'aws:SecureTransport': '10.0.0.0/8' } }, want: 'IpAddress does not fit "aws:SecureTransport"' },
    { condition: { StringEquals: { 'aws:TagKeys': 'team' } }, want: 'has many values; write ForAnyValue:StringEquals' },
    { condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, want: 'use ArnLike or StringLike' },
    { condition: 'always', want: 'must be a map of operators' },
    { condition: { StringEquals: ['aws:SourceVpc'] }, want: 'needs a map of condition keys' },
  ])('$condition', ({ condition, want }) => {
    const [first, ...rest] = said(identity(statement({ Condition: condition })))
    expect(first).toContain(want)
    expect(rest).toEqual([])
  })

  test('what may be met', () => {
    expect(when({ Bool: { 'aws:SecureTransport': false }, StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })).toEqual([])
    expect(when({ 'ForAllValues:StringLike': { 'aws:TagKeys': ['team', 'cost-*'] } })).toEqual([])
    expect(when({ StringLike: { 's3:prefix': ['home/*'] } }, { Action: ['s3:ListBucket'] })).toEqual([])
    expect(when({ StringEquals: { 's3:ExistingObjectTag/team': 'a' }, Null: { 'aws:PrincipalTag/team': 'false' } })).toEqual([])
    expect(when({ StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }, { Action: 'iam:PassRole' })).toEqual([])
    expect(
      when({ StringEquals: { 'kms:ViaService': { 'Fn::Sub': 's3.${AWS::Region}.amazonaws.com' } } }, { Action: 'kms:Decrypt' }),
    ).toEqual([])
    expect(
      when({ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } }),
    ).toEqual([])
    expect(
      said(
        trust({
          Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:*' } },
          Action: 'sts:AssumeRoleWithWebIdentity',
        }),
      ),
    ).toEqual([])
  })
})

describe('principals', () => {
  test.each([
    { principal: { Service: 'lambda' }, want: 'is no principal of the kind Service' },
    { principal: { AWS: '12345' }, want: 'an account id of 12 digits' },
    { principal: { AWS: ['arn:aws:iam::111122223333:role/*'] }, want: 'is no principal of the kind AWS' },
    { principal: { Services: 'lambda.amazonaws.com' }, want: 'there is no kind of principal "Services" (did you mean "Service"?)' },
    { principal: 'lambda.amazonaws.com', want: 'write * or a map' },
    { principal: ['*'], want: 'a list is no principal' },
  ])('$principal', ({ principal, want }) => {
    expect(said(trust({ Principal: principal }))).toEqual([expect.stringContaining(want)])
  })

  test.each<{ principal: JsonObject | string }>([
    { principal: '*' },
    { principal: { AWS: '*' } },
    { principal: { AWS: ['111122223333', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' }, 'arn:aws:iam::111122223333:role/a/b'] } },
    { principal: { Service: ['lambda.amazonaws.com', { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' }] } },
    { principal: { Federated: 'cognito-identity.amazonaws.com' } },
    { principal: { Ref: 'Principal' } },
  ])('$principal may be one', ({ principal }) => {
    expect(said(trust({ Principal: principal }))).toEqual([])
  })
})

test('SAM takes names and templates of policies beside documents', () => {
  const policies = ['AmazonSQSFullAccess', { SQSPollerPolicy: { QueueName: 'q' } }, document(statement({ Action: 's3:Foo' }))]
  expect(said({ Type: 'AWS::Serverless::Function', Properties: { Policies: policies } })).toEqual([
    'policy-action Amazon S3 has no action "s3:Foo"',
  ])
  expect(said({ Type: 'AWS::Serverless::Function', Properties: { Policies: { SQSPollerPolicy: { QueueName: 'q' } } } })).toEqual([])
})

test('no document makes it throw, however it is broken', () => {
  const leaf = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.constant('arn:aws:s3:::*'), fc.constant('s3:*'), fc.constant('*'))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(
      fc.constantFrom(
        'Statement',
        'Action',
        'Resource',
        'Principal',
        'Condition',
        'StringLike',
        'aws:SourceIp',
        'Effect',
        'Sid',
        'Fn::If',
        'Ref',
        'AWS',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  }))
  fc.assert(
    fc.property(value, (policy) => {
      const properties = JSON.parse(JSON.stringify({ PolicyDocument: { Statement: policy } }))
      for (const type of ['AWS::IAM::Policy', 'AWS::S3::BucketPolicy'])
        expect(Array.isArray(said({ Type: type, Properties: properties }))).toBe(true)
    }),
  )
})
