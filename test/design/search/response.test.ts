import { describe, expect, test } from 'vitest'
import type { Plan } from '#design/plan.js'
import { coldShare, responseOf } from '#design/search/response.js'
import { taskPlan } from '#design/search/tasks.js'
import { testCatalog } from '../../support/catalog.js'
import { api } from '../options/needs.js'
import { dynamodb, fargate, option, planOf, rds } from './candidates.js'

const catalog = testCatalog()
const web = (vcpu: number, zones: 1 | 2 | 3): Plan =>
  planOf({
    front: option('alb', { kind: 'alb', waf: false }),
    compute: fargate(vcpu),
    store: rds(true),
    zones: option(`${zones}`, zones),
    network: option('nat', 'nat-per-az'),
  })

describe('tasks', () => {
  // engine.md 2.2: 100 requests a second of 20 ms with a p99 of 100 ms take 4 workers; half of a target of 200 ms is the containers'.
  const lines = [
    'workload: { kind: web, work: { wall: 60 ms, cpu: 20 ms } }',
    'traffic: { average: 10/s, peak: 100/s }',
    'targets: { p99: 200 ms }',
  ]

  test.each([
    { zones: 1 as const, most: 6 },
    { zones: 2 as const, most: 12 },
    { zones: 3 as const, most: 9 },
  ])('four workers at the peak, with room for the loss of one of $zones zones and half as much again: $most', async ({ zones, most }) => {
    expect(taskPlan(web(1, zones), await api(lines)).max).toBe(most)
  })

  test('a quarter of a processor takes four times as long, so that more tasks are needed', async () => {
    const requirements = await api(lines)
    expect(taskPlan(web(0.25, 2), requirements).max).toBeGreaterThan(2 * taskPlan(web(1, 2), requirements).max)
    // Four processors in a task are one queue, which needs fewer of them.
    expect(taskPlan(web(4, 2), requirements).max).toBeLessThan(taskPlan(web(1, 2), requirements).max)
  })

  test('production keeps one in each zone, and never fewer than two', async () => {
    const quiet = ['workload: { kind: web }', 'traffic: { average: 1/min, peak: 1/s }']
    const least = async (environment: string, zones: 1 | 2 | 3): Promise<number> =>
      taskPlan(web(1, zones), await api([`environment: ${environment}`, ...quiet])).min
    expect([await least('prod', 1), await least('prod', 2), await least('prod', 3), await least('dev', 1)]).toEqual([2, 2, 3, 1])
  })

  test('the processors that are left after the loss of a zone carry the peak', async () => {
    for (const zones of [1, 2, 3] as const)
      for (const vcpu of [0.25, 0.5, 1, 2, 4]) {
        const { p50, p99 } = taskPlan(web(vcpu, zones), await api(lines)).peakSeconds
        expect(p99).toBeGreaterThan(p50)
        // 4.7 service times are the most that is taken when half of the target cannot be met.
        expect(p99).toBeLessThanOrEqual(Math.max(0.1, 4.7 * 0.02 * Math.max(1, 1 / vcpu)))
      }
  })

  test('without containers there are none', async () => {
    expect(taskPlan(planOf(), await api())).toEqual({ min: 0, max: 0, peakSeconds: { p50: 0, p99: 0 } })
  })
})

describe('response', () => {
  const hops = async (plan: Plan, lines: readonly string[] = []): Promise<readonly string[]> =>
    (responseOf(plan, await api(lines), catalog)?.hops ?? []).map(({ title }) => title.replace(/ \(.*/, ''))

  test('the hops of a function, and a cold start when one in a hundred meets it', async () => {
    expect(await hops(planOf({ store: dynamodb() }))).toHaveLength(4)
    const rare = await hops(planOf({ store: dynamodb() }), ['traffic: { average: 12/h, peak: 1/s }'])
    expect(rare).toHaveLength(5)
    expect(rare[0]).toMatch(/^Cold start of python3/)
  })

  // engine.md 2.3: an environment is kept for 5 minutes; 12 requests an hour meet 37% cold starts, 60 an hour 0.7%.
  test.each([
    [12, 0.37],
    [60, 0.007],
  ])('%i requests an hour meet %d cold starts', (perHour, share) => {
    expect(coldShare(perHour / 3600, 300_000)).toBeCloseTo(share, 2)
  })

  test('a slower processor is slower, at the middle and at the end', async () => {
    const requirements = await api(['workload: { kind: web, work: { wall: 60 ms, cpu: 40 ms } }', 'targets: { p99: 5 s }'])
    const [quarter, whole] = [0.25, 1].map((vcpu) =>
      responseOf(web(vcpu, 2), requirements, catalog)?.hops.find(({ title }) => title.startsWith('Your code')),
    )
    expect(quarter?.p50).toBeGreaterThan(2 * (whole?.p50 ?? 0))
    expect(quarter?.p99).toBeGreaterThan(2 * (whole?.p99 ?? 0))
  })

  test('the stated wall time holds the waiting for the store: it is not counted twice', async () => {
    const requirements = await api(['workload: { kind: api, work: { wall: 100 ms, cpu: 20 ms } }'])
    const of = (store: Plan['store']): number =>
      (responseOf(planOf({ store }), requirements, catalog)?.hops ?? []).reduce((sum, { p50 }) => sum + p50, 0)
    expect(of(dynamodb())).toBeCloseTo(of(planOf().store), 9)
  })

  test('the estimate lies between the slowest median and the sum of the p99', async () => {
    for (const plan of [planOf(), planOf({ store: dynamodb() }), web(0.25, 1), web(2, 3)]) {
      const { estimateMs, boundMs, hops: all } = responseOf(plan, await api(), catalog) ?? { estimateMs: 0, boundMs: 0, hops: [] }
      expect(estimateMs).toBeGreaterThan(Math.max(...all.map(({ p50 }) => p50)))
      expect(estimateMs).toBeLessThanOrEqual(boundMs)
    }
  })

  test('a site computes nothing: its hops are those of CloudFront and S3', async () => {
    const site = planOf({
      front: option('cloudfront-s3', { kind: 'cloudfront-s3', waf: false }),
      compute: option('none', { kind: 'none' }),
    })
    expect(await hops(site)).toHaveLength(2)
  })
})
