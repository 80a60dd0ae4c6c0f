import { describe, expect, test } from 'vitest'
import { availabilityOf } from '#design/search/availability.js'
import { recoveryOf } from '#design/search/recovery.js'
import type { Plan } from '#design/plan.js'
import { testCatalog } from '../../support/catalog.js'
import { aurora, dynamodb, fargate, option, planOf, rds } from './candidates.js'

const catalog = testCatalog()
const ALB: Plan['front'] = option('cloudfront-alb', { kind: 'cloudfront-alb', waf: false })
const web = (store: Plan['store'], zones: 1 | 2 | 3, network: Plan['network']['value'] = 'nat-per-az'): Plan =>
  planOf({ front: ALB, compute: fargate(), store, zones: option(`${zones}`, zones), network: option(network, network) })

/** Minutes a year of the modes whose title fits; events of a whole service apart. */
function minutes(plan: Plan, title: RegExp): number {
  return availabilityOf(plan, catalog)
    .modes.filter((mode) => title.test(mode.title))
    .reduce((sum, { minutesPerYear }) => sum + minutesPerYear, 0)
}

describe('availability', () => {
  // engine.md 2.1: host .35/yr x 20 min, zone .15/yr x 240 min, maintenance 2/yr x 10 min.
  const databaseMinutes = (store: Plan['store']): number => {
    const all = availabilityOf(web(store, 2), catalog)
    const without = availabilityOf(
      web(option('none', { kind: 'none', tables: [], buckets: [], relations: [], billing: 'on-demand' }), 2),
      catalog,
    )
    const events = catalog.failureMode(`${store.value.kind}.service-event`)
    return (without.estimate - all.estimate) * 525_600 - events.timesPerYear * events.minutes
  }
  test.each([
    ['RDS, one instance: 7 + 36 + 20', rds(false), 63, 0.01],
    ['RDS, Multi-AZ: 2.5 failovers of 60 to 120 s', rds(true), 3.7, 0.1],
    ['Aurora with a replica: 2.5 failovers of 30 s', aurora(2), 1.2, 0.1],
  ])('%s', (_name, store, expected, within) => {
    expect(Math.abs(databaseMinutes(store) - expected)).toBeLessThan(within)
  })

  test('the loss of a zone counts for a database in one zone, wherever the compute is', () => {
    expect(
      minutes(planOf({ store: aurora(1), network: option('isolated', 'isolated'), zones: option('1', 1) }), /zone is lost/i),
    ).toBeCloseTo(36, 9)
    expect(minutes(web(rds(false), 1), /zone is lost/i)).toBeCloseTo(36, 9)
    expect(minutes(web(rds(false), 2), /zone is lost$/i)).toBeCloseTo(36, 9)
  })

  test('more zones, a standby, a gateway in each zone: each loses less', () => {
    const of = (plan: Plan): number => availabilityOf(plan, catalog).estimate
    expect(of(web(rds(true), 2))).toBeGreaterThan(of(web(rds(false), 2)))
    expect(of(web(rds(true), 2))).toBeGreaterThan(of(web(rds(true), 1)))
    expect(of(web(rds(true), 2, 'nat-per-az'))).toBeGreaterThan(of(web(rds(true), 2, 'nat-one')))
  })

  test('every plan has modes, largest first, each with its source, and none is perfect', () => {
    const fronts = (['cloudfront-s3', 'http-api', 'rest-api', 'cloudfront-alb', 'alb', 'queue'] as const).map((kind) =>
      option(kind, { kind, waf: true }),
    )
    for (const front of fronts) {
      const { estimate, commitment, modes } = availabilityOf(planOf({ front, store: dynamodb() }), catalog)
      expect(modes.map(({ minutesPerYear }) => minutesPerYear)).toEqual(
        modes.map(({ minutesPerYear }) => minutesPerYear).toSorted((a, b) => b - a),
      )
      expect(
        modes.every(({ source, asOf, basis }) => source.startsWith('https://') && /^\d{4}-\d\d-\d\d$/.test(asOf) && basis !== ''),
      ).toBe(true)
      expect(estimate).toBeLessThan(1)
      expect(commitment).toBeLessThan(1)
    }
  })

  // engine.md 1.1: API Gateway + Lambda + DynamoDB 99.8900, ALB + Fargate + RDS Multi-AZ 99.9300, ALB + Fargate + Aurora 99.9700.
  test.each([
    ['API Gateway, Lambda, DynamoDB', planOf({ store: dynamodb() }), 0.9989],
    ['load balancer, Fargate, RDS Multi-AZ', { ...web(rds(true), 2), front: option('alb', { kind: 'alb' as const, waf: false }) }, 0.9993],
    ['load balancer, Fargate, Aurora', { ...web(aurora(2), 2), front: option('alb', { kind: 'alb' as const, waf: false }) }, 0.9997],
  ])('what AWS commits to: %s', (_name, plan, commitment) => {
    expect(availabilityOf(plan, catalog).commitment).toBeCloseTo(commitment, 5)
  })
})

describe('recovery', () => {
  test.each<[string, Plan, readonly [number, number, number, number]]>([
    ['functions and tables: only a restore takes time', planOf({ store: dynamodb() }), [0, 0, 3600, 300]],
    ['functions alone hold no data', planOf(), [0, 0, 0, 0]],
    ['RDS Multi-AZ fails over', web(rds(true), 2), [90, 90, 1800, 300]],
    ['RDS in one zone is restored after the loss of the zone', web(rds(false), 2), [1200, 1800, 1800, 300]],
    ['one NAT gateway waits for its zone', web(rds(true), 2, 'nat-one'), [90, 14_400, 1800, 300]],
    ['everything in one zone waits for it', web(rds(false), 1), [1200, 14_400, 1800, 300]],
  ])('%s', (_name, plan, [instance, zone, restore, lost]) => {
    const recovery = recoveryOf(plan, catalog)
    expect([recovery.instance.rtoSeconds, recovery.zone.rtoSeconds, recovery.restore.rtoSeconds, recovery.restore.rpoSeconds]).toEqual([
      instance,
      zone,
      restore,
      lost,
    ])
    expect([recovery.instance, recovery.zone, recovery.restore].every(({ why }) => why !== '')).toBe(true)
  })

  test('the loss of its zone loses what was written since the last copy of a single instance, and nothing with a standby', () => {
    expect(recoveryOf(web(rds(false), 2), catalog).zone.rpoSeconds).toBe(300)
    expect(recoveryOf(web(rds(true), 2), catalog).zone.rpoSeconds).toBe(0)
  })
})
