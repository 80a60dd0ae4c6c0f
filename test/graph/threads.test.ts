import { describe, expect, test } from 'vitest'
import type { Tree } from '#core/index.js'
import { type Graph, graphOf, plainGraph, type Query, queryOf } from '#graph/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { told } from './graphs.js'

/** What users of other tools reported as evaluated wrongly, each named after its public thread. */
async function treeIn(text: string): Promise<Tree> {
  const { tree, diagnostics } = await readTemplate(text, 't.yaml')
  expect(diagnostics).toEqual([])
  if (tree === undefined) throw new TypeError('the template of this test does not read')
  return tree
}

async function graphIn(text: string): Promise<Graph> {
  return graphOf(await treeIn(text))
}

/** What is read at a path of a resource in a world. */
async function read(
  text: string,
  at: readonly [id: string, path: string],
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const q: Query = queryOf(await graphIn(text), { asOf: '2026-11-21', region: 'eu-west-1', parameters })
  const resource = q.get(at[0])
  return resource === undefined ? 'no resource' : told(q.read(resource, at[1]))
}

describe('checkov 5325: a Ref to a parameter inside Fn::If in the encryption block of a bucket', () => {
  const BUCKET = `
Parameters:
  Key: { Type: String, Default: '' }
Conditions:
  HasKey: !Not [!Equals [!Ref Key, '']]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: !If [HasKey, 'aws:kms', AES256]
              KMSMasterKeyID: !If [HasKey, !Ref Key, !Ref AWS::NoValue]
`
  const AT = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault'

  test('with the default of the parameter', async () => {
    expect(await read(BUCKET, ['Bucket', `${AT}.SSEAlgorithm`])).toBe('known "AES256"')
    expect(await read(BUCKET, ['Bucket', `${AT}.KMSMasterKeyID`])).toBe('not set')
    expect(await read(BUCKET, ['Bucket', AT])).toBe('known keys ["SSEAlgorithm"]')
  })

  test('with a value for it', async () => {
    expect(await read(BUCKET, ['Bucket', `${AT}.KMSMasterKeyID`], { Key: 'alias/x' })).toBe('known "alias/x"')
  })

  test('without either nothing is guessed', async () => {
    const open = BUCKET.replace(", Default: ''", '')
    expect(await read(open, ['Bucket', `${AT}.SSEAlgorithm`])).toBe('unknown (set): it depends on condition HasKey')
    expect(await read(open, ['Bucket', `${AT}.KMSMasterKeyID`])).toBe('unknown (maybe set): it depends on condition HasKey')
  })
})

describe('trivy 4832 and 4844: a rule of a security group behind Fn::If with AWS::NoValue', () => {
  const GROUP = `
Parameters:
  Open: { Type: String, Default: 'no', AllowedValues: [yes, no] }
Conditions:
  IsOpen: !Equals [!Ref Open, yes]
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - !If [IsOpen, { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }, !Ref AWS::NoValue]
        - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }
`

  test.each([
    ['closed by default', {}, 1, 'not set'],
    ['open when that is asked for', { Open: 'yes' }, 2, 'known "0.0.0.0/0"'],
  ])('%s', async (_name, parameters, count, first) => {
    const q = queryOf(await graphIn(GROUP), { asOf: '2026-11-21', parameters })
    const group = q.get('Group')
    const rules = group === undefined ? undefined : q.read(group, 'SecurityGroupIngress')
    expect(rules?.known === true && Array.isArray(rules.value) ? rules.value.length : undefined).toBe(count)
    expect(await read(GROUP, ['Group', 'SecurityGroupIngress.0.CidrIp'], parameters)).toBe(first)
  })

  test('not known when nobody says', async () => {
    const text = GROUP.replace("Default: 'no', ", '')
    expect(await read(text, ['Group', 'SecurityGroupIngress.0.CidrIp'])).toBe('unknown (maybe set): it depends on condition IsOpen')
    expect(await read(text, ['Group', 'SecurityGroupIngress.1.CidrIp'])).toBe('known "10.0.0.0/8"')
  })
})

test('Fn::Sub with a literal ${!x}: a shell variable is left to the shell', async () => {
  const text = `
Resources:
  Instance:
    Type: AWS::EC2::Instance
    Properties:
      Name: !Sub 'a-\${!HOME}-\${AWS::Region}-\${!not.a.name}-\${!}'
`
  expect(await read(text, ['Instance', 'Name'])).toBe('known "a-${HOME}-eu-west-1-${not.a.name}-${}"')
  expect((await graphIn(text)).edges).toEqual([])
})

test('aws-sam-cli 9134: the branch of Fn::If that is not taken is not evaluated', async () => {
  const text = `
Conditions:
  Old: !Equals [a, b]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !If [Old, !Select [7, [a]], !FindInMap [None, a, b, { DefaultValue: fine }]]
`
  expect(await read(text, ['Queue', 'QueueName'])).toBe('known "fine"')
})

test('cfn-lint 4495: Fn::GetStackOutput and functions of the future are unknown, not errors', async () => {
  const text = `
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: !GetStackOutput { StackName: keys, OutputName: Key }
      QueueName: { Fn::Tomorrow: [a] }
      Tags: [{ Key: a, Value: !Join [':', [!GetStackOutput { StackName: s, OutputName: o }]] }]
`
  expect(await read(text, ['Queue', 'KmsMasterKeyId'])).toBe('unknown (set): it is output "Key" of the stack "keys"')
  expect(await read(text, ['Queue', 'QueueName'])).toBe('unknown (set): the function Fn::Tomorrow is not known here')
  expect(await read(text, ['Queue', 'Tags.0.Value'])).toBe('unknown (set): it is output "o" of the stack "s"')
})

describe('texts that YAML takes for something else', () => {
  test('an unquoted yes and no of a parameter, and a condition called Yes, are what they say', async () => {
    const text = `
Parameters:
  Enabled: { Type: String, Default: No, AllowedValues: [Yes, No] }
Conditions:
  Yes: !Equals [!Ref Enabled, Yes]
Resources:
  Queue: { Type: AWS::SQS::Queue, Condition: Yes }
`
    expect(await read(text, ['Queue', ''])).toBe('no resource')
    expect(await read(text, ['Queue', ''], { Enabled: 'Yes' })).toBe('known keys []')
    expect(plainGraph(await graphIn(text))).toMatchObject({
      parameters: [{ declaration: { Default: 'No', AllowedValues: ['Yes', 'No'] } }],
    })
  })

  test('an account id with a zero in front is one in YAML and in JSON', async () => {
    const yaml = await graphIn('Resources: { R: { Type: T, Properties: { A: 012345678901, B: 123456789012 } } }\n')
    const json = await graphIn('{ "Resources": { "R": { "Type": "T", "Properties": { "A": "012345678901", "B": 123456789012 } } } }')
    expect(plainGraph(yaml)).toEqual(plainGraph(json))
  })
})

test('functions in DeletionPolicy, as the language extensions allow, are values', async () => {
  const graph = await graphIn(`
Transform: AWS::LanguageExtensions
Parameters: { Stage: { Type: String, Default: prod } }
Mappings: { Keep: { prod: { policy: Retain } } }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: !FindInMap [Keep, !Ref Stage, policy, { DefaultValue: Delete }]
`)
  const q = queryOf(graph, { asOf: '2026-11-21' })
  const policy = q.get('Table')?.attributes.deletionPolicy
  expect(policy === undefined ? undefined : told(q.read(policy))).toBe('known "Retain"')
})
