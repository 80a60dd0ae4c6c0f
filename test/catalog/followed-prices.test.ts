import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PriceTier } from '#catalog/index.js'
import { amountText, usdText } from '#core/index.js'
import { testCatalog } from '../support/catalog.js'

const catalog = testCatalog()
const { prices } = catalog
const SERVICES = ['aurora', 'docdb', 'neptune', 'opensearch', 'msk', 'dax', 'mq', 'sagemaker']
const SIZES = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge']

function factor(size: string): number {
  const at = SIZES.indexOf(size)
  return at < 0 ? 2 * Number.parseInt(size, 10) : 2 ** (at - 4)
}

function only(tiers: readonly PriceTier[] | undefined): PriceTier | undefined {
  expect(tiers?.length ?? 1).toBe(1)
  return tiers?.[0]
}

const number = (tier: PriceTier): number => Number(usdText(tier.price))
const sizeIn = (key: string): string => /\.(nano|micro|small|medium|large|\d*xlarge)(?:\.search)?$/.exec(key)?.[1] ?? ''
const BASE = /^computed: the price of (\S+) in (\S+) \((\S+)\) times ([\d.]+)$/

describe.each(SERVICES)('sizes of %s that have no row', (service) => {
  const regions = catalog.regions().map(({ name }) => name)
  const computed = regions.flatMap((region) =>
    prices.keys(service).flatMap((key) => {
      const tier = prices.tiers(key, region)?.[0]
      return tier?.how === 'computed' ? [tier] : []
    }),
  )

  test('follow from a row of their family in the same region, and say how', () => {
    expect(computed.length).toBeGreaterThan(50)
    expect(new Set(computed.map(({ region }) => region)).size).toBeGreaterThan(10)
    for (const tier of computed) {
      const [, base = '', region = '', price, times = ''] = BASE.exec(tier.note ?? '') ?? []
      const row = only(prices.tiers(base, region))
      expect({ how: row?.how, region, unit: row?.unit, source: row?.source, asOf: row?.asOf }, tier.key).toEqual({
        how: 'listed',
        region: tier.region,
        unit: tier.unit,
        source: tier.source,
        asOf: tier.asOf,
      })
      expect(row === undefined ? '' : usdText(row.price)).toBe(price)
      expect(Math.abs(number(tier) - Number(price) * Number(times)), tier.key).toBeLessThanOrEqual(0.000005001)
      expect(amountText(tier.from)).toBe('0')
    }
  })

  test('cost as many times more as they are larger', () => {
    const families = new Map<string, PriceTier[]>()
    for (const tier of computed) {
      const family = `${tier.region} ${tier.key.slice(0, tier.key.lastIndexOf(sizeIn(tier.key)))}`
      families.set(family, [...(families.get(family) ?? []), tier])
    }
    for (const tiers of families.values()) {
      const ratios = tiers.map((tier) => number(tier) / factor(sizeIn(tier.key)))
      expect(Math.max(...ratios) / Math.min(...ratios) - 1, tiers[0]?.key).toBeLessThan(0.0005)
    }
  })

  test('are found where their base is, and a row of its own is never computed', () => {
    for (const key of prices.keys(service)) {
      const places = new Set(prices.places(key))
      const wrong = regions.filter((region) => (places.has(region) || places.has('global')) !== (prices.tiers(key, region) !== undefined))
      expect(wrong, key).toEqual([])
    }
  })
})

describe('prices that AWS writes', () => {
  test.each([
    { key: 'mq.activemq.single.mq.m5.4xlarge', region: 'us-east-1', price: 2.304 },
    { key: 'mq.activemq.single.mq.m5.4xlarge', region: 'eu-central-1', price: 2.76 },
    { key: 'mq.rabbitmq.single.mq.m5.4xlarge', region: 'sa-east-1', price: 3.672 },
    { key: 'mq.rabbitmq_cluster.ha.mq.m5.xlarge', region: 'eu-west-1', price: 1.926 },
    { key: 'mq.rabbitmq_cluster.ha.mq.m5.4xlarge', region: 'ap-northeast-1', price: 8.928 },
    { key: 'aurora.postgres.db.r6g.2xlarge', region: 'us-east-1', price: 1.038 },
    { key: 'aurora.postgres.db.r7g.4xlarge', region: 'eu-west-1', price: 2.432 },
  ])('$key in $region within 1 %', ({ key, region, price }) => {
    const tier = only(prices.tiers(key, region))
    expect(tier?.how).toBe('computed')
    expect(Math.abs((tier === undefined ? 0 : number(tier)) / price - 1)).toBeLessThan(0.01)
  })

  test('an I/O-Optimized class of Aurora costs 1.3 times the standard one, whatever it was computed from', () => {
    const regions = catalog.regions().map(({ name }) => name)
    const keys = prices.keys('aurora').filter((key) => key.includes('.io_optimized.'))
    const tiers = regions.flatMap((region) => keys.flatMap((key) => prices.tiers(key, region) ?? []))
    for (const tier of tiers) {
      const standard = only(prices.tiers(tier.key.replace('.io_optimized', ''), tier.region))
      if (standard !== undefined && !/db\.t/.test(tier.key))
        expect(Math.abs(number(tier) / number(standard) / 1.3 - 1), `${tier.key} ${tier.region}`).toBeLessThan(0.015)
    }
    expect(tiers.length).toBeGreaterThan(500)
  })

  test('computed prices of EC2, RDS and ElastiCache say their base and factor too', () => {
    expect(only(prices.tiers('ec2.m5.4xlarge', 'eu-central-1'))?.note).toBe('computed: the base price of m5.large (0.115) times 8')
    expect(only(prices.tiers('rds.postgres.multi_az.db.t4g.small', 'us-east-1'))?.note).toBe(
      'computed: the base price of t4g.large (0.12925) times 0.25 times 2',
    )
  })
})

describe('what does not cost in proportion is never computed', () => {
  test.each([
    { why: 'Redshift RA3', key: 'redshift.ra3.8xlarge' },
    { why: 'Redshift RA3', key: 'redshift.ra3.xlarge' },
    { why: 'SQL Server has a floor of licences', key: 'rds.sqlserver-standard-li.db.m5.32xlarge' },
    { why: 'SQL Server has a floor of licences', key: 'rds.sqlserver-enterprise-li.db.x2iedn.xlarge' },
    { why: 'small t sizes are rounded by hand', key: 'opensearch.t3.large.search' },
    { why: 'small t sizes are rounded by hand', key: 'docdb.db.t3.large' },
    { why: 'small t sizes are rounded by hand', key: 'mq.activemq.single.mq.t3.small' },
    { why: 'small t sizes are rounded by hand', key: 'sagemaker.ml.t3.large' },
    { why: 'small t sizes are rounded by hand', key: 'msk.kafka.t3.large' },
    { why: 'accelerators', key: 'sagemaker.ml.g4dn.2xlarge' },
    { why: 'accelerators', key: 'sagemaker.ml.g5.48xlarge' },
    { why: 'UltraWarm', key: 'opensearch.ultrawarm1.large' },
    { why: 'some sizes of these are off the rule', key: 'neptune.db.r6i.8xlarge' },
    { why: 'some sizes of these are off the rule', key: 'neptune.io_optimized.db.r7i.8xlarge' },
    { why: 'there is no such size', key: 'docdb.db.r5.3xlarge' },
    { why: 'there is no such size', key: 'msk.kafka.m5.48xlarge' },
    { why: 'the family has no row', key: 'docdb.db.r8g.large' },
    { why: 'the family has no row', key: 'opensearch.or1.xlarge.search' },
    { why: 'the name is no size', key: 'docdb.db.r5.' },
    { why: 'the name is no size', key: 'docdb.toString.large' },
    { why: 'the name is no size', key: 'docdb.db.r5.constructor' },
    { why: 'the name is no size', key: 'opensearch..search' },
    { why: 'the name is no size', key: 'opensearch.search' },
  ])('$key: $why', ({ key }) => {
    for (const { name } of catalog.regions()) expect(prices.tiers(key, name), name).toBeUndefined()
    expect(prices.estimate(key, 'eu-west-1')).toBeUndefined()
  })

  test('any other text is no price, and no error', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(db\.|ml\.|kafka\.)?[a-z]\d?g?\.[a-z0-9]{0,8}(\.search)?$/))
    fc.assert(
      fc.property(fc.constantFrom(...SERVICES), text, (service, name) => {
        const key = `${service}.${name}`
        const known = prices.keys(service).includes(key)
        expect(prices.tiers(key, 'us-east-1') === undefined || known).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
