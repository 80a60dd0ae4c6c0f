import { describe, expect, test } from 'vitest'
import { openCatalog, readOverlay, withOverlay } from '#catalog/index.js'
import { amountText, type Json, usdText } from '#core/index.js'
import { testCatalog } from '../support/catalog.js'

const catalog = testCatalog()
const { prices } = catalog
const { offers, letters } = catalog.priceList()
const RULES = offers.flatMap(({ offer, rules }) => rules.map((rule) => ({ offer, rule })))

function unitsOf(key: string): readonly string[] {
  return (prices.tiers(key, 'us-east-1') ?? prices.tiers(key, prices.places(key)[0] ?? '') ?? []).map(({ unit }) => unit)
}

describe("the table of AWS's price list", () => {
  test('is about keys of the book, in their units', () => {
    const wrong = RULES.flatMap(({ rule: { key, unit } }) => {
      const start = key.split('{')[0] ?? ''
      const service = key.slice(0, key.indexOf('.'))
      const keys = prices.keys(service).filter((each) => (key.includes('{') ? each.startsWith(start) : each === key))
      // What a template matches may be more than it makes: docdb.storage begins as docdb.{Instance Type} does.
      const units = new Set(
        keys.filter((each) => !key.includes('{') || each.includes('.large') || each.includes('inter_region')).flatMap(unitsOf),
      )
      return units.size === 1 && units.has(unit) ? [] : [`${key} is priced by ${unit}, and in the book by ${[...units].join(' or ')}`]
    })
    expect(wrong).toEqual([])
  })

  test('says each key in one offer, and once but for tiers and zones', () => {
    const places = RULES.map(({ rule: { key, place, from } }) => `${key} ${place ?? ''} ${from ?? ''}`)
    expect(places.filter((each, at) => places.indexOf(each) !== at)).toEqual([])
    const offerOf = new Map(RULES.map(({ offer, rule }) => [rule.key, offer]))
    expect(RULES.filter(({ offer, rule }) => offerOf.get(rule.key) !== offer)).toEqual([])
  })

  test('covers the instances and the services that most designs are made of', () => {
    const keys = new Set(RULES.map(({ rule }) => rule.key))
    expect(keys.size).toBeGreaterThan(300)
    for (const key of [
      'ec2.{Instance Type}',
      'rds.postgres.multi_az.{Instance Type}',
      'elasticache.valkey.{Instance Type}',
      'vpc.nat_hour',
      'lambda.requests',
    ])
      expect(keys).toContain(key)
  })

  test('only keys of the book that are given away may cost 0', () => {
    const free = RULES.filter(({ rule }) => rule.free === true).map(({ rule }) => rule.key)
    expect(
      free.map((key) => usdText(prices.tiers(key, 'us-east-1')?.[0]?.price ?? prices.tiers('vpc.nat_hour', 'us-east-1')![0]!.price)),
    ).toEqual(free.map(() => '0'))
  })

  test('knows the letters of every region that has prices, each its own', () => {
    const priced = catalog.regions().filter(({ name }) => prices.tiers('vpc.nat_hour', name) !== undefined)
    expect(priced.map(({ name }) => name).filter((name) => letters[name] === undefined)).toEqual([])
    const all = Object.values(letters).flat()
    expect(new Set(all).size).toBe(all.length)
  })

  test('a usage type that is no pattern is a damaged catalog', () => {
    const row = {
      id: 'AmazonEC2',
      title: 'x',
      rules: [{ key: 'a.b', unit: 'hour', usage: '(' }],
      source: 'x',
      asOf: '2026-01-01',
      basis: 'knowledge',
    }
    const damaged = openCatalog({
      read: (name) => (name === 'price-list.json' ? new TextEncoder().encode(JSON.stringify([row])) : undefined),
    })
    expect(() => damaged.priceList()).toThrow(expect.objectContaining({ code: 'catalog.broken' }))
  })
})

describe('synced rows', () => {
  const SOURCES = [{ source: 'https://pricing.us-east-1.amazonaws.com/x.csv', asOf: '2026-11-01', basis: 'document' }]
  const vpc = (keys: Json): ReadonlyMap<string, Json> => new Map([['vpc', { sources: SOURCES, keys }]])
  const overlay = readOverlay(
    vpc({
      'vpc.nat_hour': ['hour', '0.05 0 0 SKUA', 'eu-west-1'],
      'vpc.interface_endpoint_data': ['GB', '0.02 0 0 SKUB,0.01 100 0 SKUB', 'eu-west-1'],
    }),
  )
  const with_ = withOverlay(catalog, overlay).prices
  const shown = (key: string, region: string): unknown =>
    with_.tiers(key, region)?.map((tier) => `${usdText(tier.price)} from ${amountText(tier.from)} ${tier.sku ?? ''} ${tier.asOf}`.trim())

  test('stand in front with all their tiers, in their region alone', () => {
    expect(shown('vpc.nat_hour', 'eu-west-1')).toEqual(['0.05 from 0 SKUA 2026-11-01'])
    expect(shown('vpc.interface_endpoint_data', 'eu-west-1')).toEqual(['0.02 from 0 SKUB 2026-11-01', '0.01 from 100 SKUB 2026-11-01'])
    expect(shown('vpc.nat_hour', 'us-east-1')).toEqual(
      prices.tiers('vpc.nat_hour', 'us-east-1')?.map((tier) => `0.045 from 0  ${tier.asOf}`),
    )
    expect(with_.asOf).toBe('2026-11-01')
  })

  test('are a part of their own, and no estimate is made for what they hold', () => {
    expect(with_.parts().at(-1)).toEqual({ service: 'vpc', from: 'synced', rows: 3, bases: 0, oldest: '2026-11-01', newest: '2026-11-01' })
    expect(with_.estimate('vpc.nat_hour', 'eu-west-1')).toBeUndefined()
    expect(with_.places('vpc.nat_hour')).toEqual(prices.places('vpc.nat_hour'))
    expect(with_.services()).toEqual(prices.services())
  })

  test.each([
    { name: 'no object', value: [], says: 'are no object' },
    { name: 'no keys', value: { sources: SOURCES }, says: 'have no list of sources or keys' },
    { name: 'no sources', value: { sources: [], keys: {} }, says: 'have no source' },
    { name: 'a source without a date', value: { sources: [{ ...SOURCES[0], asOf: 'today' }], keys: {} }, says: 'a source without a date' },
    { name: 'a source without a name', value: { sources: [1], keys: {} }, says: 'a source without a name' },
    ...[
      ['hour', '0.05 0 0 SKUA'],
      ['hour', '-0.05 0 0 SKUA', 'eu-west-1'],
      ['hour', '0.05 0 1 SKUA', 'eu-west-1'],
      ['hour', '0.05 0 0', 'eu-west-1'],
      ['hour', '1e5 0 0 SKUA', 'eu-west-1'],
      ['hour', 5, 'eu-west-1'],
      ['hour', '0.05 0 0 SKUA', '../x'],
      'hour',
      [],
    ].map((entry) => ({
      name: `the row ${JSON.stringify(entry)}`,
      value: { sources: SOURCES, keys: { 'vpc.nat_hour': entry } },
      says: 'have a row that is not one, at "vpc.nat_hour"',
    })),
    {
      name: 'a key of another service',
      value: { sources: SOURCES, keys: { 'ec2.x': ['hour', '1 0 0 S', 'eu-west-1'] } },
      says: 'a key of another service: "ec2.x"',
    },
  ])('with $name are refused', ({ value, says }) => {
    expect(() => readOverlay(new Map<string, Json>([['vpc', value as Json]]))).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining(says) }),
    )
  })
})
