import { describe, expect, test } from 'vitest'
import type { Json } from '#core/index.js'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const TEMPLATE = `Parameters:
  Keep: { Type: String, Default: 'yes' }
Conditions:
  Kept: !Equals [!Ref Keep, 'yes']
  Never: !Equals [!Ref Keep, 'never']
Resources:
  Url:
    Type: AWS::Lambda::Url
    Metadata: { 'aws:cdk:path': 'App/Url' }
    Properties: { TargetFunctionArn: !Ref Fn }
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Role.Arn, DeadLetterConfig: { TargetArn: !If [Kept, !GetAtt Dead.Arn, !Ref 'AWS::NoValue'] } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{ PolicyDocument: { Statement: [{ Effect: Allow, Action: 'dynamodb:*', Resource: !GetAtt Items.Arn }] } }]
  Items: { Type: AWS::DynamoDB::Table }
  Dead: { Type: AWS::SQS::Queue, Condition: Kept }
  Gone: { Type: AWS::SQS::Queue, Condition: Never }
`

describe('graph', () => {
  test('says what is there, what it does, where work enters and where it ends', async () => {
    const { output, exit } = await operate('graph', { paths: ['site.yaml'] }, memoryFiles({ 'site.yaml': TEMPLATE }))
    const file: Json = JSON.parse(JSON.stringify(output)).files[0]
    expect(exit).toBe(0)
    expect(file).toMatchObject({
      file: 'site.yaml',
      entryPoints: [{ resource: 'Url', kind: 'url', reach: 'internet', certain: true }],
      journeys: [{ entry: 'Url', ends: ['Dead', 'Items'] }],
      steps: [
        { from: 'Url', to: 'Fn', kinds: ['invokes'], certain: true },
        { from: 'Fn', to: 'Dead', kinds: ['fails-to'], certain: true },
        { from: 'Fn', to: 'Items', kinds: ['reads', 'writes'], certain: true },
      ],
    })
    expect(file).toHaveProperty('resources.0', {
      id: 'Url',
      type: 'AWS::Lambda::Url',
      present: 'yes',
      line: 7,
      column: 3,
      constructPath: 'App/Url',
    })
    expect(file).toHaveProperty('resources.5', expect.objectContaining({ id: 'Gone', present: 'no', condition: 'Never' }))
    expect(file).toHaveProperty(
      'edges',
      expect.arrayContaining([
        { from: 'Fn', to: 'Dead', kind: 'fails-to', path: 'DeadLetterConfig.TargetArn', present: 'yes', guards: { Kept: true } },
        { from: 'Fn', to: 'Items', kind: 'reads', at: 'Role', path: 'Policies.0.PolicyDocument.Statement.0', present: 'yes' },
      ]),
    )
  })

  test('a parameter decides what is there', async () => {
    const result = await operate('graph', { paths: ['site.yaml'], parameter: ['Keep=no'] }, memoryFiles({ 'site.yaml': TEMPLATE }))
    expect(JSON.parse(JSON.stringify(result.output)).files[0].journeys).toEqual([{ entry: 'Url', ends: ['Items'] }])
  })

  test('is a listing for people, no line wider than the page', async () => {
    const long = `Fn${'VeryLong'.repeat(9)}`
    const text = (await operate('graph', { paths: ['site.yaml'] }, memoryFiles({ 'site.yaml': TEMPLATE.replace(/\bFn\b/g, long) }))).human(
      PAGE,
    )
    expect(text).toContain('Url  URL, from the internet')
    expect(text).toContain('reads, writes Items (DynamoDB Table)')
    for (const line of text.split('\n')) if (!line.includes(long)) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('a file that is no template is said to be none, the others are read', async () => {
    const files = memoryFiles({ 'a.yaml': TEMPLATE, 'b.yaml': 'Resources: [1' })
    const result = await operate('graph', { paths: ['a.yaml', 'b.yaml'] }, files)
    expect(result.exit).toBe(3)
    expect(result.output).toMatchObject({
      files: [{ file: 'a.yaml' }, { file: 'b.yaml', diagnostics: [expect.anything()], resources: [] }],
    })
    expect(result.human(PAGE)).toContain('b.yaml')
  })

  test('refuses a region that is not there', async () => {
    const error = await failure(operate('graph', { paths: ['a.yaml'], region: 'eu-wets-1' }, memoryFiles({ 'a.yaml': TEMPLATE })))
    expect([error.code, error.message]).toEqual(['usage.bad-argument', expect.stringContaining('did you mean "eu-west-1"')])
  })
})
