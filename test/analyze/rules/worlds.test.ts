import { describe, expect, test } from 'vitest'
import { type JsonObject, treeOf } from '#core/index.js'
import { ALL_RULES, type Finding, type Review, reviewWorlds } from '#analyze/rules/index.js'
import { graphOf, worldsOf } from '#graph/index.js'

const RULE = 'queue-has-dead-letter-queue'
const REDRIVE = { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead', maxReceiveCount: 5 } }
const ENVIRONMENT = { Environment: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } }
const IS_PROD = { IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } }

function review(template: JsonObject, parameters: Readonly<Record<string, string>> = {}): Review {
  const rules = ALL_RULES.filter(({ id }) => id === RULE)
  return reviewWorlds(worldsOf(graphOf(treeOf(template)), { region: 'us-east-1', asOf: '2026-01-01', parameters }), rules)
}

const told = (findings: readonly Finding[]): unknown => findings.map(({ resource, verdict, world }) => ({ resource, verdict, world }))

const queue = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Work: { Type: 'AWS::SQS::Queue', ...more, Properties: properties },
})

describe('a rule in all worlds', () => {
  test('what fails in another world is told apart, with its witness', () => {
    const { findings, elsewhere } = review({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({ RedrivePolicy: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, REDRIVE.RedrivePolicy] } }),
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'pass', world: undefined }])
    expect(told(elsewhere)).toEqual([{ resource: 'Work', verdict: 'fail', world: { Environment: 'prod' } }])
  })

  test('the value that is given makes the main world', () => {
    const { findings, elsewhere } = review(
      {
        Parameters: ENVIRONMENT,
        Conditions: IS_PROD,
        Resources: queue({ RedrivePolicy: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, REDRIVE.RedrivePolicy] } }),
      },
      { Environment: 'prod' },
    )
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'fail', world: undefined }])
    expect(elsewhere).toEqual([])
  })

  test('what fails everywhere is said once', () => {
    const { findings, elsewhere } = review({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({ RedrivePolicy: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }] } }),
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'fail', world: undefined }])
    expect(elsewhere).toEqual([])
  })

  test('a parameter without a value: the main world fails with the values that make it so', () => {
    const { findings, elsewhere } = review({
      Parameters: { Environment: { Type: 'String' } },
      Conditions: IS_PROD,
      Resources: queue({ RedrivePolicy: { 'Fn::If': ['IsProd', { Ref: 'AWS::NoValue' }, REDRIVE.RedrivePolicy] } }),
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'fail', world: { Environment: 'prod' } }])
    expect(elsewhere).toEqual([])
  })

  test('a parameter without a value: what fails whatever it is fails', () => {
    const { findings } = review({
      Parameters: { Environment: { Type: 'String' } },
      Conditions: IS_PROD,
      Resources: queue({ DelaySeconds: { 'Fn::If': ['IsProd', 1, 2] } }, { Condition: 'IsProd' }),
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'fail', world: undefined }])
  })

  test('a resource of another world alone', () => {
    const { findings, elsewhere } = review({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: queue({}, { Condition: 'IsProd' }),
    })
    expect(findings).toEqual([])
    expect(told(elsewhere)).toEqual([{ resource: 'Work', verdict: 'fail', world: { Environment: 'prod' } }])
  })

  test('what no parameter decides stays unknown', () => {
    const { findings } = review({
      Conditions: { Shared: { 'Fn::Equals': [{ 'Fn::ImportValue': 'stage' }, 'prod'] } },
      Resources: queue({ RedrivePolicy: { 'Fn::If': ['Shared', { Ref: 'AWS::NoValue' }, REDRIVE.RedrivePolicy] } }),
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'unknown', world: undefined }])
  })

  test('a dead-letter queue that exists in one world alone', () => {
    const { findings, elsewhere } = review({
      Parameters: ENVIRONMENT,
      Conditions: IS_PROD,
      Resources: {
        Work: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            RedrivePolicy: {
              'Fn::If': ['IsProd', { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 }, { Ref: 'AWS::NoValue' }],
            },
          },
        },
        Dead: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' },
      },
    })
    expect(told(findings)).toEqual([{ resource: 'Work', verdict: 'fail', world: undefined }])
    expect(elsewhere).toEqual([])
  })
})
