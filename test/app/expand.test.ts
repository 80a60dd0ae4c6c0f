import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const SAM =
  'Parameters:\n  Name:\n    Type: String\nResources:\n  Work:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: x\n      Handler: a.b\n      Runtime: nodejs22.x\n      AutoPublishAlias: !Ref Name\n'

describe('expand', () => {
  test('prints the template with the values of parameters', async () => {
    const result = await operate('expand', { path: 'sam.yaml', parameter: ['Name=live'] }, memoryFiles({ 'sam.yaml': SAM }))
    expect(result).toMatchObject({ exit: 0, output: { Resources: { WorkAliaslive: { Type: 'AWS::Lambda::Alias' } } } })
    expect(JSON.parse(result.human(PAGE))).toEqual(result.output)
  })

  test('stops where something cannot be expanded, and says where', async () => {
    const files = memoryFiles({ 'sam.yaml': SAM.replace('Serverless::Function', 'Serverless::Connector') })
    const stopped = await failure(operate('expand', { path: 'sam.yaml' }, files))
    expect(JSON.stringify(stopped)).toContain("Work: property 'Source' is required")
  })

  test('a parameter is NAME=VALUE', async () => {
    const stopped = await failure(operate('expand', { path: 'sam.yaml', parameter: ['live'] }, memoryFiles({ 'sam.yaml': SAM })))
    expect(stopped).toMatchObject({ code: 'usage.bad-argument' })
  })

  const LOOP = `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./parts/queue.yaml } }
  'Fn::ForEach::Topics': [Name, !Ref Names, { 'Topic\${Name}': { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub '\${Name}-\${AWS::Region}' } } }]
`
  const PART = 'Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref AWS::StackName } }\n'

  test('writes out loops and included files of a template without SAM, and keeps functions', async () => {
    const files = memoryFiles({ 'stacks/loop.yaml': LOOP, 'stacks/parts/queue.yaml': PART })
    const { exit, output } = await operate('expand', { path: 'stacks/loop.yaml', parameter: ['Names=a,b'] }, files)
    const topic = (name: string): unknown => ({
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: { 'Fn::Sub': `${name}-\${AWS::Region}` } },
    })
    expect([exit, Object(output)['Resources']]).toEqual([
      0,
      { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'AWS::StackName' } } }, Topica: topic('a'), Topicb: topic('b') },
    ])
  })

  test('stops where the items of a loop are not known, and where an included file does not read', async () => {
    const files = memoryFiles({ 'loop.yaml': LOOP, 'parts/queue.yaml': 'Queue: [\n' })
    const said = JSON.stringify(await failure(operate('expand', { path: 'loop.yaml' }, files)))
    expect(said).toContain('the items of Fn::ForEach::Topics are not known: parameter Names has no value')
    expect(said).toContain('{"file":"parts/queue.yaml","diagnostics":[{"code":"syntax"')
  })
})
