import { describe, expect, test } from 'vitest'
import { validateTemplate } from '#analyze/validate/index.js'
import { type Json, treeOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

function lines(resources: Json, outputs: Json = {}): readonly string[] {
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: resources, Outputs: outputs }
  return validateTemplate(treeOf(template), catalog, { region: 'us-east-1' }).map(
    ({ code, path, message }) => `${code} ${(path ?? []).join('/')}: ${message}`,
  )
}

function work(properties: Json, more: Record<string, Json> = {}): Json {
  return { Type: 'AWS::Serverless::Function', Properties: properties, ...more }
}

describe('SAM', () => {
  test('what passes through to the registry is held against it', () => {
    expect(
      lines({ F: work({ Runtime: 'python3.99', Timeout: 901, Handler: ['a'], CodeUri: '.', Events: { E: { Anything: 1 } } }) }),
    ).toEqual([
      expect.stringMatching(/^value-not-allowed Resources\/F\/Properties\/Runtime: "python3.99" is not allowed here/),
      'value-range Resources/F/Properties/Timeout: 901 must be at most 900',
      'value-type Resources/F/Properties/Handler: a list stands where a text must stand',
    ])
  })

  test('a type that SAM has not', () => {
    expect(lines({ F: { Type: 'AWS::Serverless::Functions' } })).toEqual([
      'type-unknown Resources/F/Type: there is no resource type "AWS::Serverless::Functions" (did you mean "AWS::Serverless::Function"?)',
    ])
  })

  test('ids of what SAM makes are there, others are not', () => {
    const resources = {
      F: work({ AutoPublishAlias: 'live', Events: { Hourly: { Type: 'Schedule' } }, FunctionUrlConfig: { AuthType: 'NONE' } }),
      Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'v1' } },
    }
    const names = ['FRole', 'FAliaslive', 'FHourly', 'FHourlyPermission', 'FUrl', 'F.Version', 'F.Alias', 'Apiv1Stage', 'ServerlessRestApi']
    expect(lines(resources, Object.fromEntries(names.map((name, at) => [`O${at}`, { Value: { Ref: name } }])))).toEqual([])
    expect(lines(resources, { O: { Value: { Ref: 'FMissing' } }, P: { Value: { Ref: 'F.Vrsion' } } })).toEqual([
      'reference-missing Outputs/O/Value/Ref: there is no resource or parameter "FMissing" in this template',
      'reference-missing Outputs/P/Value/Ref: there is no resource or parameter "F.Vrsion" in this template',
    ])
  })

  test('attributes are those of what a resource becomes', () => {
    expect(lines({ F: work({}) }, { O: { Value: { 'Fn::GetAtt': ['F', 'Arn'] } }, P: { Value: { 'Fn::GetAtt': ['F', 'Arnn'] } } })).toEqual(
      [expect.stringContaining('attribute-unknown Outputs/P/Value/Fn::GetAtt/1: F (AWS::Serverless::Function) has no attribute "Arnn"')],
    )
  })

  test('what SAM makes another resource of closes no circle; what stays does', () => {
    const topic: Json = { Type: 'AWS::SNS::Topic', DependsOn: 'F' }
    expect(lines({ F: work({ Events: { E: { Type: 'SNS', Properties: { Topic: { Ref: 'T' } } } } }), T: topic })).toEqual([])
    expect(lines({ F: work({ Environment: { Variables: { TOPIC: { Ref: 'T' } } } }), T: topic })).toEqual([
      'reference-cycle Resources/F: F needs itself: F -> T -> F; take one of these references away',
      'reference-cycle Resources/T: T needs itself: T -> F -> T; take one of these references away',
    ])
  })
})
