import { describe, expect, test } from 'vitest'
import { combine } from '#design/search/combine.js'
import { LAYERS, type Plan } from '#design/plan.js'
import { testCatalog } from '../../support/catalog.js'
import { api } from '../options/needs.js'

const catalog = testCatalog()
const plansOf = async (lines: readonly string[], data: 'table' | 'relations' | 'none' = 'table'): Promise<ReturnType<typeof combine>> =>
  combine({ requirements: await api(lines, data), catalog })
const kinds = ({ front, compute, store, network, zones }: Plan): string =>
  [front.value.kind, compute.value.kind, store.value.kind, network.value, zones.value].join(' ')

describe('plans', () => {
  test.each<[string, readonly string[], 'table' | 'relations' | 'none', readonly string[]]>([
    ['a function without data', ['must: [use-lambda]'], 'none', ['http-api lambda none none 0', 'rest-api lambda none none 0']],
    [
      'a function with relational data reaches Aurora alone, in a network without a way out',
      ['must: [use-lambda]'],
      'relations',
      ['http-api lambda aurora isolated 2', 'rest-api lambda aurora isolated 2'],
    ],
    ['a worker', ['workload: { kind: worker }'], 'table', ['queue lambda dynamodb none 0', 'queue lambda aurora isolated 2']],
    [
      'containers without data',
      ['must: [use-fargate]'],
      'none',
      [
        'cloudfront-alb fargate none nat-per-az 2',
        'cloudfront-alb fargate none nat-per-az 3',
        'cloudfront-alb fargate none nat-one 2',
        'cloudfront-alb fargate none nat-one 3',
      ],
    ],
    [
      'containers in one zone: one gateway is enough',
      ['must: [use-fargate, single-az]'],
      'none',
      ['cloudfront-alb fargate none nat-one 1'],
    ],
    [
      'a gateway in each zone, of which there is one',
      ['must: [use-fargate, single-az, nat-per-az]'],
      'none',
      ['cloudfront-alb fargate none nat-per-az 1'],
    ],
  ])('%s', async (_name, lines, data, expected) => {
    const { plans } = await plansOf(lines, data)
    expect(new Set(plans.map(kinds))).toEqual(new Set(expected))
  })

  test('take an offered option of every layer, each combination once', async () => {
    const { plans } = await plansOf([])
    const idsOf = (plan: Plan): string => LAYERS.map((layer) => plan[layer].id).join('+')
    expect(new Set(plans.map(idsOf)).size).toBe(plans.length)
  })

  test('functions with an RDS instance are ruled out with the reason', async () => {
    const { certificates } = await plansOf(['must: [use-lambda]'], 'relations')
    expect(certificates).toContainEqual(
      expect.objectContaining({
        layer: 'pair',
        option: 'AWS Lambda with Amazon RDS for PostgreSQL',
        rule: 'functions reach relational data through the Data API',
      }),
    )
  })

  test('more connections than a small database takes rule it out for as many tasks', async () => {
    const { certificates } = await plansOf(
      ['workload: { kind: web, work: { cpu: 50 ms } }', 'traffic: { average: 100/s, peak: 500/s }'],
      'relations',
    )
    expect(certificates).toContainEqual(expect.objectContaining({ layer: 'pair', rule: 'connections of the database' }))
  })

  test('nothing that stands together is said, front door by compute', async () => {
    const { plans, certificates } = await plansOf(['must: [no-alb, no-lambda]'], 'none')
    expect(plans).toEqual([])
    expect(certificates).toContainEqual(
      expect.objectContaining({
        layer: 'pair',
        option: expect.stringMatching(/^API Gateway HTTP API with AWS Fargate/),
        rule: 'what belongs together',
      }),
    )
  })
})

test('where a layer has nothing left, its own certificates say why, and no pair is blamed', async () => {
  const { plans, certificates } = await plansOf(
    ['traffic: { average: 10k/s, peak: 1M/s }', 'data:', '  - { name: a, model: relational, size: 1 GB }'],
    'none',
  )
  expect(plans).toEqual([])
  expect(certificates.some(({ layer }) => layer === 'store')).toBe(true)
  expect(certificates.some(({ rule }) => rule === 'what belongs together')).toBe(false)
})

describe('services that must be used', () => {
  test('take the plans that have them in any layer, and name what went', async () => {
    const { plans, certificates } = await plansOf(['must: [use-vpc]'], 'relations')
    // The database stands in a VPC, so a function in front of it is as good as a container.
    expect(new Set(plans.map(({ compute }) => compute.value.kind))).toEqual(new Set(['lambda', 'fargate']))
    const lambda = await plansOf(['must: [use-lambda]'])
    expect(lambda.plans.every(({ compute }) => compute.value.kind === 'lambda')).toBe(true)
    expect(lambda.certificates).toContainEqual({
      layer: 'compute',
      option: 'AWS Fargate, arm64, 1 vCPU, 2 GB',
      rule: 'must',
      value: 'does without lambda',
      limit: 'use-lambda',
      source: 'requirements',
    })
    expect(certificates.filter(({ limit }) => limit === 'use-lambda')).toEqual([])
  })

  test('that never stand together are refused with that reason', async () => {
    const { plans, certificates } = await plansOf(['must: [use-lambda, use-alb]'])
    expect(plans).toEqual([])
    expect(certificates).toContainEqual(
      expect.objectContaining({ option: 'Every design', rule: 'must', limit: expect.stringMatching(/^use-(alb|lambda)$/) }),
    )
  })
})
