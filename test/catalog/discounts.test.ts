import { describe, expect, test } from 'vitest'
import { type Discount, openCatalog } from '#catalog/index.js'
import { testCatalog } from '../support/catalog.js'

const catalog = testCatalog()
const { prices } = catalog
const ALL = catalog.discounts()
const FREE = catalog.freeTiers()

function commitment(key: string, terms: Partial<Discount>): Discount | undefined {
  return catalog.discounts(key).find((each) => Object.entries(terms).every(([name, value]) => Reflect.get(each, name) === value))
}

describe('discounts', () => {
  test.each([
    // ec2.shop 2025-04: 790 types, 1 year, standard, no upfront: median 37.0 %
    { key: 'ec2.c5n.large', terms: { kind: 'reserved', offering: 'standard', years: 1, payment: 'no-upfront' } as const, typical: 0.37 },
    { key: 'ec2.m6i.large', terms: { kind: 'reserved', offering: 'standard', years: 1, payment: 'no-upfront' } as const, typical: 0.338 },
    // 1 - (1 - 0.37) x 0.933; another source measured 41.2 %
    { key: 'ec2.c5n.large', terms: { kind: 'reserved', offering: 'standard', years: 1, payment: 'all-upfront' } as const, typical: 0.4122 },
    { key: 'ec2.t3.small', terms: { kind: 'savings-plan', offering: 'compute', years: 3, payment: 'no-upfront' } as const, typical: 0.503 },
    { key: 'ecs.fargate_vcpu_x86', terms: { kind: 'savings-plan', offering: 'compute', years: 1 } as const, typical: 0.2 },
    { key: 'dynamodb.ondemand_wru', terms: { kind: 'savings-plan', offering: 'database', years: 1 } as const, typical: 0.18 },
    // 1 - (1.50 / 8760 + 0.000128) / 0.00065
    { key: 'dynamodb.provisioned_wcu', terms: { kind: 'reserved', years: 1 } as const, typical: 0.5396 },
    { key: 'ec2.r5.xlarge', terms: { kind: 'spot' } as const, typical: 0.68 },
    { key: 'ec2.x2idn.16xlarge', terms: { kind: 'spot' } as const, typical: 0.459 },
  ])('$key, $terms', ({ key, terms, typical }) => {
    expect(commitment(key, terms)?.typical).toBe(typical)
  })

  test('there is none for what nobody discounts', () => {
    expect(catalog.discounts('vpc.nat_hour')).toEqual([])
    expect(catalog.discounts('lambda.requests')).toEqual([])
  })

  test('have a range, a source and a date; ids are told apart by payment', () => {
    for (const { id, low, typical, high, source, asOf } of ALL) {
      expect(0 < low && low <= typical && typical <= high && high < 1, id).toBe(true)
      expect({ source: source !== '', asOf: /^\d{4}-\d\d-\d\d$/.test(asOf) }, id).toEqual({ source: true, asOf: true })
    }
    const names = ALL.map((each) => `${each.id} ${each.kind === 'spot' ? '' : each.payment}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test('a longer term and an earlier payment never save less', () => {
    const better: readonly Partial<Discount>[] = [
      { kind: 'reserved', years: 1, payment: 'no-upfront' },
      { kind: 'reserved', years: 1, payment: 'partial-upfront' },
      { kind: 'reserved', years: 1, payment: 'all-upfront' },
    ] as const
    for (const offering of ['standard', 'convertible'] as const)
      for (const key of ['ec2.m5.large', 'ec2.c6i.large', 'ec2.x1e.xlarge']) {
        const saved = better.map((terms) => commitment(key, { ...terms, offering })?.typical ?? Number.NaN)
        expect(saved, key).toEqual(saved.toSorted((a, b) => a - b))
        expect(commitment(key, { kind: 'reserved', offering, years: 3, payment: 'no-upfront' })?.typical).toBeGreaterThan(saved[0] ?? 1)
      }
  })

  test('are for keys that the book has', () => {
    const services = new Map(prices.services().map((service) => [service, prices.keys(service)]))
    const wrong = ALL.flatMap(({ keys }) => keys).filter(
      (start) => !(services.get(start.split('.')[0] ?? '') ?? []).some((key) => key.startsWith(start)),
    )
    expect([...new Set(wrong)]).toEqual([])
  })
})

describe('free tiers', () => {
  test('come in three kinds', () => {
    expect(catalog.freeTiers('always').length).toBeGreaterThan(30)
    expect(catalog.freeTiers('legacy-12-months').length).toBeGreaterThan(20)
    expect(catalog.freeTiers('credits').map(({ quantity, unit }) => `${quantity} ${unit}`)).toEqual(['100 USD', '100 USD'])
  })

  test('are stated in the unit of the keys that share them', () => {
    const wrong = FREE.filter(({ kind }) => kind !== 'credits').flatMap(({ id, keys, unit }) =>
      keys.flatMap((key) => {
        const places = ['us-east-1', 'cloudfront:us']
        const units = new Set(places.flatMap((place) => prices.tiers(key, place)?.map((tier) => tier.unit) ?? []))
        return units.size === 1 && units.has(unit) ? [] : [`${id}: ${key} is priced in ${[...units].join(', ')}`]
      }),
    )
    // Ingestion is billed by the gigabyte, storage by the gigabyte and month: AWS gives 5 of either kind together.
    expect(wrong).toEqual(['always.cloudwatch.logs: cloudwatch.logs_storage is priced in GB-month'])
  })

  test('no key is given away twice by offers of one kind', () => {
    for (const kind of ['always', 'legacy-12-months'] as const) {
      const keys = catalog.freeTiers(kind).flatMap((each) => each.keys)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

test.each([
  { name: 'a discount of more than everything', table: 'discounts', row: { kind: 'spot', low: 0.5, typical: 0.6, high: 1.2 } },
  { name: 'a range that falls', table: 'discounts', row: { kind: 'spot', low: 0.5, typical: 0.4, high: 0.6 } },
  { name: 'a kind that does not exist', table: 'discounts', row: { kind: 'gift', low: 0.1, typical: 0.2, high: 0.3 } },
  {
    name: 'a term of two years',
    table: 'discounts',
    row: { kind: 'reserved', offering: 'standard', years: 2, low: 0.1, typical: 0.2, high: 0.3, payments: {} },
  },
  { name: 'a free tier of nothing', table: 'free-tiers', row: { kind: 'always', service: 'x', quantity: 0, unit: 'hour' } },
])('a damaged table is refused: $name', ({ table, row }) => {
  const whole = { id: 'x', title: 'x', keys: ['ec2.'], source: 'x', asOf: '2025-01-01', basis: 'document', ...row }
  const damaged = openCatalog({
    read: (name) => (name === `${table}.json` ? new TextEncoder().encode(JSON.stringify([whole])) : undefined),
  })
  expect(() => (table === 'discounts' ? damaged.discounts() : damaged.freeTiers())).toThrow(
    expect.objectContaining({ code: 'catalog.broken' }),
  )
})
