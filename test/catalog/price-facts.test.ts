import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { amountOf, amountText, usdText } from '#core/index.js'
import { testCatalog } from '../support/catalog.js'
import { REPOSITORY } from '../support/run.js'

/** The compiled facts lie beside the checkout, or beside the folder of its worktrees. */
const DATA = ['..', '../..'].map((up) => join(REPOSITORY, up, 'shared', 'data')).find(existsSync) ?? ''
const HERE = DATA !== ''
const catalog = testCatalog()
const { prices } = catalog
const FACTS = z.array(z.record(z.string(), z.string()))
const COMPACT = z.object({
  bases: z.record(z.string(), z.record(z.string(), z.number())),
  exceptions: z.record(z.string(), z.record(z.string(), z.number())),
})

/** Not prices, though they stand in the column of prices. */
const NOT_PRICES = new Set(['lambda.free_gb_seconds', 'lambda.free_requests', 'eks.auto_mode_surcharge_pct_of_ec2'])
/** A price of 0 that AWS means. */
const FREE = new Set(['cloudfront.flat_plan_free', 'sns.delivery_lambda', 'sns.delivery_sqs'])

function bookRegion(region: string): string {
  return region === 'global' ? 'eu-west-1' : region.startsWith('cf-') ? `cloudfront:${region.slice(3)}` : region
}

async function facts(): Promise<z.output<typeof FACTS>> {
  const { readCsv }: { readCsv: (text: string) => unknown } = await import(join(REPOSITORY, 'tools', 'ingest', 'lib', 'csv.mjs'))
  return FACTS.parse(readCsv(readFileSync(join(DATA, 'prices.csv'), 'utf8')))
}

function compact(name: string): z.output<typeof COMPACT> {
  return COMPACT.parse(JSON.parse(readFileSync(join(DATA, `${name}_on_demand_compact.json`), 'utf8')))
}

/** Families whose sizes no list names any more: only types with a row or an exception of their own have a price. */
const RETIRED = new Set(['c1', 'm1', 'm2', 't1'].map((family) => `elasticache.redis.cache.${family}`))

describe.skipIf(!HERE)('every fact is in the book (skipped where the compiled facts are absent)', () => {
  test('each row of the 861 keys, but for quantities, ratios and zeros that are gaps', async () => {
    const rows = await facts()
    const keys = new Set(rows.map((row) => `${row['service']}.${row['dimension']} ${row['tier_from']}`))
    const dimensions = new Set(rows.map((row) => `${row['service']}.${row['dimension']}`))
    expect({ keys: keys.size, dimensions: dimensions.size }).toEqual({ keys: 861, dimensions: 813 })
    const wrong = rows.filter((row) => {
      const key = `${row['service']}.${row['dimension']}`
      const from = amountOf(row['tier_from'] ?? '')
      const tier = prices.tiers(key, bookRegion(row['region'] ?? ''))?.find((each) => each.from === from)
      if (NOT_PRICES.has(key)) return tier !== undefined
      // A zero that is a gap leaves no row of its own; where the row is for every region, a region's row may stand.
      if (Number(row['price_usd']) === 0 && !FREE.has(key)) return tier?.price === 0n
      return tier?.how !== 'listed' || tier.unit !== row['unit'] || Number(usdText(tier.price)) !== Number(row['price_usd'])
    })
    expect(wrong).toEqual([])
  })

  test.each([
    { name: 'ec2', keyOf: (type: string) => `ec2.${type}` },
    { name: 'elasticache', keyOf: (type: string) => `elasticache.redis.cache.${type}` },
    {
      name: 'rds',
      keyOf: (type: string) => `rds.${{ pg: 'postgres', my: 'mysql', ma: 'mariadb' }[type.slice(0, 2)]}.db.${type.slice(3)}`,
    },
  ])('every base and exception of $name', ({ name, keyOf }) => {
    const { bases, exceptions } = compact(name)
    const missing: string[] = []
    for (const [region, table] of Object.entries(exceptions))
      for (const type of Object.keys(table)) if (prices.tiers(keyOf(type), region) === undefined) missing.push(`${keyOf(type)} ${region}`)
    const families = new Map<string, string[]>()
    for (const key of prices.keys(name)) {
      const family = key.slice(0, key.lastIndexOf('.'))
      families.set(family, [...(families.get(family) ?? []), key])
    }
    for (const [region, table] of Object.entries(bases))
      for (const family of Object.keys(table)) {
        const sizes = families.get(keyOf(family)) ?? []
        if (!RETIRED.has(keyOf(family)) && !sizes.some((key) => prices.tiers(key, region) !== undefined))
          missing.push(`${keyOf(family)} ${region}`)
      }
    expect(missing).toEqual([])
    expect(new Set([...Object.keys(bases), ...Object.keys(exceptions)]).size).toBe(33)
  })

  test('a row of its own beats what is computed, where they differ too', async () => {
    const { bases } = compact('ec2')
    const rows = (await facts()).flatMap(({ service, dimension = '', region = '', price_usd: price }) => {
      const base = service === 'ec2' ? bases[region]?.[dimension.replace(/\.large$/, '')] : undefined
      return base === undefined ? [] : [{ key: `ec2.${dimension}`, region, price: Number(price), base }]
    })
    expect(rows.filter(({ price, base }) => price !== base)).not.toEqual([])
    for (const { key, region, price } of rows) {
      const shown = prices.tiers(key, region)?.map((tier) => ({ how: tier.how, price: Number(usdText(tier.price)) }))
      expect(shown).toEqual([{ how: 'listed', price }])
    }
  })
})

describe('the packs', () => {
  const folder = join(REPOSITORY, 'catalog', 'prices')

  test('weigh less than 150 KiB, and little more unpacked than a parser reads in a few milliseconds', () => {
    const names = readdirSync(folder).map((name) => join(folder, name))
    names.push(join(REPOSITORY, 'catalog', 'price-ratios.json.br'))
    expect(names.reduce((sum, name) => sum + statSync(name).size, 0)).toBeLessThan(150 * 1024)
    expect(names.reduce((sum, name) => sum + brotliDecompressSync(readFileSync(name)).length, 0)).toBeLessThan(800_000)
  })

  test('say their rows and dates in the manifest', () => {
    const parts = prices.parts()
    expect(parts.map(({ service }) => service).toSorted()).toEqual(prices.services())
    for (const { service, rows, bases, oldest, newest, from } of parts) {
      expect({ from, oldest: oldest <= newest, some: rows + bases > 0 }, service).toEqual({ from: 'built-in', oldest: true, some: true })
    }
    expect(parts.find(({ service }) => service === 'ec2')).toMatchObject({ newest: '2026-07-20' })
  })
})

describe('estimates', () => {
  const shown = (key: string, region: string) =>
    prices.estimate(key, region)?.map(({ price, from, how }) => `${usdText(price)} from ${amountText(from)}, ${how}`)

  test.each([
    // 0.19568 in us-east-1 x 1.0632
    { key: 'ec2.m9g.xlarge', region: 'eu-north-1', tiers: ['0.208046976 from 0, estimated'] },
    { key: 'fsx.windows_ssd_single_az', region: 'us-west-2', tiers: ['0.13 from 0, estimated'] },
  ])('$key in $region', ({ key, region, tiers }) => {
    expect(prices.tiers(key, region)).toBeUndefined()
    expect(shown(key, region)).toEqual(tiers)
  })

  test('the medians are those that were measured (pricing knowledge, section 2)', () => {
    const median = (region: string) =>
      Number(/times ([\d.]+),/.exec(prices.estimate('ec2.m9g.xlarge', region)?.[0]?.note ?? '')?.[1] ?? 'none')
    const medians = {
      'us-west-2': 1,
      'eu-north-1': 1.063,
      'eu-west-1': 1.115,
      'eu-central-1': 1.198,
      'ap-northeast-1': 1.267,
      'sa-east-1': 1.594,
    }
    for (const [region, expected] of Object.entries(medians)) expect(Math.abs(median(region) - expected), region).toBeLessThan(0.002)
  })

  test('say how they were made, and where the price they come from stands', () => {
    const [tier] = prices.estimate('opensearch.ebs_gp3', 'eu-west-1') ?? []
    expect(tier?.note).toMatch(
      /^estimated: the price of us-east-1 times 1\.\d+, the median of \d+ prices of opensearch in eu-west-1 \(8 in 10 lie between /,
    )
    expect(tier?.source).toMatch(/^https:/)
  })

  test.each([
    { why: 'the price is known', key: 'vpc.nat_hour', region: 'eu-west-1' },
    { why: 'there is no such key', key: 'vpc.no_such_thing', region: 'eu-west-1' },
    { why: 'there is no such region', key: 'fsx.windows_ssd_single_az', region: 'mars-north-1' },
    { why: 'the service has no price there', key: 'amplify.build', region: 'ap-southeast-7' },
    { why: 'zones of CloudFront are no regions', key: 'vpc.nat_hour', region: 'cloudfront:europe' },
    { why: 'a quantity is no price', key: 'lambda.free_requests', region: 'eu-west-1' },
  ])('none where $why', ({ key, region }) => {
    expect(prices.estimate(key, region)).toBeUndefined()
  })

  test('never stand in the book, and stand only where the book has nothing', () => {
    for (const service of ['waf', 'rds', 'cognito', 'fsx'])
      for (const key of prices.keys(service).slice(0, 40))
        for (const { name } of catalog.regions()) {
          const tiers = prices.tiers(key, name)
          const estimate = prices.estimate(key, name)
          expect(tiers?.some(({ how }) => how === 'estimated') ?? false).toBe(false)
          if (tiers !== undefined) expect(estimate).toBeUndefined()
          expect(estimate?.every(({ how, price }) => how === 'estimated' && price > 0n) ?? true).toBe(true)
        }
  })
})
