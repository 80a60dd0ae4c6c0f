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
    expect(JSON.stringify(stopped)).toContain('Work: resources of type AWS::Serverless::Connector are not supported yet')
  })

  test('a parameter is NAME=VALUE', async () => {
    const stopped = await failure(operate('expand', { path: 'sam.yaml', parameter: ['live'] }, memoryFiles({ 'sam.yaml': SAM })))
    expect(stopped).toMatchObject({ code: 'usage.bad-argument' })
  })
})
