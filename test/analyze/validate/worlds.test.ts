import { describe, expect, test } from 'vitest'
import { type JsonObject, treeOf } from '#core/index.js'
import { validateTemplate } from '#analyze/validate/index.js'
import { graphOf, worldsOf } from '#graph/index.js'
import { testCatalog } from '../../support/catalog.js'

const ENVIRONMENT = { Environment: { Type: 'String', Default: 'dev' } }
const IS_PROD = { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } }

function told(template: JsonObject, parameters: Readonly<Record<string, string>> = {}): readonly unknown[] {
  const tree = treeOf(template)
  const worlds = worldsOf(graphOf(tree), { region: 'us-east-1', asOf: '2026-11-01', parameters })
  return validateTemplate(tree, testCatalog(), { region: 'us-east-1', worlds })
    .filter(({ code }) => !code.endsWith('-unused'))
    .map(({ code, severity, path, world }) => ({ code, severity, at: path?.join('/'), world }))
}

const queue = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Q: { Type: 'AWS::SQS::Queue', ...more, Properties: properties },
})

describe('validation in worlds', () => {
  test('an error in a branch names the parameters that lead there', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({ DelaySeconds: { 'Fn::If': ['IsProd', 'soon', 5] } }),
    })
    expect(found).toEqual([
      { code: 'value-type', severity: 'error', at: 'Resources/Q/Properties/DelaySeconds/Fn::If/1', world: { Environment: 'prod' } },
    ])
  })

  test('an error in the branch of the default has no witness', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({ DelaySeconds: { 'Fn::If': ['IsProd', 5, 'soon'] } }),
    })
    expect(found).toMatchObject([{ at: 'Resources/Q/Properties/DelaySeconds/Fn::If/2', world: undefined }])
  })

  test('a branch that no world leads to is not judged', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: { ...IS_PROD, IsDev: { 'Fn::Equals': [{ Ref: 'Environment' }, 'dev'] } },
      Resources: queue({ DelaySeconds: { 'Fn::If': ['IsProd', { 'Fn::If': ['IsDev', 'soon', 5] }, 5] } }),
    })
    expect(found).toEqual([])
  })

  test('an error in a guarded resource names the parameters under which it exists', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({ DelaySeconds: 'soon' }, { Condition: 'IsProd' }),
    })
    expect(found).toMatchObject([{ code: 'value-type', world: { Environment: 'prod' } }])
  })

  test('a required property that a condition takes away', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: {
        P: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { PolicyDocument: {}, Queues: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, ['https://sqs/1/q']] } },
        },
      },
    })
    expect(found.filter((each) => JSON.stringify(each).includes('property-missing'))).toEqual([
      { code: 'property-missing', severity: 'error', at: 'Resources/P/Properties', world: { Environment: 'prod' } },
    ])
  })

  test('two properties that exclude each other in one world', () => {
    const { Parameters, Conditions } = {
      Parameters: { A: { Type: 'String', Default: 'no' }, B: { Type: 'String', Default: 'no' } },
      Conditions: { UseA: { 'Fn::Equals': [{ Ref: 'A' }, 'yes'] }, UseB: { 'Fn::Equals': [{ Ref: 'B' }, 'yes'] } },
    }
    const given = (condition: string, value: string): JsonObject => ({ 'Fn::If': [condition, value, { Ref: 'AWS::NoValue' }] })
    const found = told({
      Parameters,
      Conditions,
      Resources: {
        S: {
          Type: 'AWS::EC2::Subnet',
          Properties: {
            VpcId: { 'Fn::ImportValue': 'vpc' },
            AvailabilityZone: given('UseA', 'us-east-1a'),
            AvailabilityZoneId: given('UseB', 'use1-az1'),
            CidrBlock: '10.0.0.0/24',
          },
        },
      },
    })
    expect(found).toMatchObject([{ code: 'properties-exclude', world: { A: 'yes', B: 'yes' } }])
  })

  test('a reference to a resource that is not there in every world', () => {
    const template = {
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: {
        ...queue({}, { Condition: 'IsProd' }),
        P: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: {}, Queues: [{ Ref: 'Q' }] } },
      },
    }
    expect(told(template).filter((each) => JSON.stringify(each).includes('guarded'))).toEqual([
      { code: 'reference-guarded', severity: 'warning', at: 'Resources/P/Properties/Queues/0', world: undefined },
    ])
    expect(told(template, { Environment: 'prod' }).filter((each) => JSON.stringify(each).includes('guarded'))).toEqual([])
  })

  test('a reference that a choice guards as its resource is guarded is fine', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: { ...IS_PROD, Wanted: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsProd' }] } },
      Resources: {
        ...queue({}, { Condition: 'Wanted' }),
        T: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::If': ['IsProd', { 'Fn::GetAtt': ['Q', 'QueueName'] }, 'none'] } } },
      },
    })
    expect(found).toEqual([])
  })

  test('a reference that can never be satisfied is an error', () => {
    const found = told({
      Parameters: ENVIRONMENT,
      Conditions: { ...IS_PROD, IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] } },
      Resources: {
        ...queue({}, { Condition: 'IsDev' }),
        T: { Type: 'AWS::SNS::Topic', Condition: 'IsProd', Properties: { DisplayName: { 'Fn::GetAtt': ['Q', 'QueueName'] } } },
      },
    })
    expect(found).toEqual([
      { code: 'reference-guarded', severity: 'error', at: 'Resources/T/Properties/DisplayName', world: { Environment: 'prod' } },
    ])
  })
})
