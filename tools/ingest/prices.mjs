// The price book: one pack per service from the price facts and the compact tables of instance prices.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { computedTables } from './lib/computed-prices.mjs'
import { readCsv } from './lib/csv.mjs'
import { followedTables } from './lib/followed-prices.mjs'
import { sorted } from './lib/pack.mjs'
import { priceRatios } from './lib/price-ratios.mjs'
import { wheel } from './lib/wheels.mjs'

const RULES = JSON.parse(readFileSync(new URL('./tables/price-exceptions.json', import.meta.url), 'utf8'))
const NOT_PRICES = new Set(RULES.notPrices)
const REAL_ZEROS = new Set(RULES.realZeros)
const GLOBAL_KEYS = new Set(RULES.globalKeys)

/** A decimal without exponent, exactly as many digits as it needs. */
export function decimal(value) {
  const text = String(value)
  if (/^\d+(\.\d+)?$/.test(text)) return text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const match = /^(\d+)(?:\.(\d+))?e-(\d+)$/i.exec(text)
  if (match === null) throw new Error(`not a price: ${text}`)
  const [, whole, fraction = '', exponent] = match
  return `0.${(whole + fraction).padStart(Number(exponent) + fraction.length, '0')}`.replace(/0+$/, '')
}

/** A public reference for a source string of the facts. */
export function publicSource(source, asOf) {
  if (source === 'knowledge') return { ...RULES.knowledge, basis: 'knowledge' }
  if (RULES.sources[source] !== undefined) return { ...RULES.sources[source], basis: 'document' }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new Error(`no full date for a row from ${source}: "${asOf}"`)
  if (source.startsWith('https://')) return { source, asOf, basis: 'document' }
  const repository = /^([\w.-]+\/[\w.-]+):([\w./-]+)$/.exec(source)
  if (repository === null) throw new Error(`not a public source: ${source}`)
  return { source: `https://github.com/${repository[1]}/blob/HEAD/${repository[2]}`, asOf, basis: 'document' }
}

/** `global` prices hold everywhere; edge prices of CloudFront carry the zone: cloudfront:europe. */
function regionOf(key, region) {
  if (region === 'global' || GLOBAL_KEYS.has(key)) return 'global'
  return region.startsWith('cf-') ? `cloudfront:${region.slice(3)}` : region
}

/** Rows of the facts that are prices; says what it leaves out. Throws on two rows for one (key, region, tier). */
export function priceRows(facts) {
  const rows = []
  const seen = new Set()
  const left = { notPrices: 0, zeros: [] }
  for (const row of facts) {
    const key = `${row.service}.${row.dimension}`
    const region = regionOf(key, row.region)
    const identity = `${key} ${region} from ${decimal(row.tier_from)}`
    if (seen.has(identity)) throw new Error(`two rows for one price: ${identity}`)
    seen.add(identity)
    if (NOT_PRICES.has(key)) left.notPrices += 1
    else if (Number(row.price_usd) === 0 && !REAL_ZEROS.has(key)) left.zeros.push(`${key} ${region}`)
    else {
      const price = decimal(row.price_usd)
      rows.push({
        service: row.service,
        key,
        region,
        unit: row.unit,
        price,
        from: decimal(row.tier_from),
        ...publicSource(row.source, row.as_of),
      })
    }
  }
  return { rows, left }
}

/** Adds the full list of us-east-1; a row that the facts hold too must say the same. */
function withInstanceList(rows, list) {
  const known = new Map(rows.filter((row) => row.service === 'ec2' && row.region === 'us-east-1').map((row) => [row.key, row]))
  const more = []
  for (const [type, price] of Object.entries(list)) {
    const key = `ec2.${type}`
    const row = known.get(key)
    if (row === undefined) {
      more.push({
        service: 'ec2',
        key,
        region: 'us-east-1',
        unit: 'instance-hour',
        price: decimal(price),
        from: '0',
        ...RULES.ec2List,
        basis: 'document',
      })
    } else if (row.price !== decimal(price)) throw new Error(`two prices for ${key} us-east-1: ${row.price} and ${price}`)
  }
  return [...rows, ...more]
}

class Shard {
  constructor() {
    this.sources = []
    /** key -> { unit, regions: { region: [[price, from, number of the source]] } } */
    this.keys = {}
  }

  sourceOf({ source, asOf, basis }) {
    const at = this.sources.findIndex((each) => each.source === source && each.asOf === asOf)
    if (at >= 0) return at
    this.sources.push({ source, asOf, basis })
    return this.sources.length - 1
  }

  add(row) {
    const { unit, regions } = (this.keys[row.key] ??= { unit: row.unit, regions: {} })
    if (unit !== row.unit) throw new Error(`two units for ${row.key}: ${unit} and ${row.unit}`)
    ;(regions[row.region] ??= []).push([row.price, row.from, this.sourceOf(row)])
  }

  /** Keys as they are packed: the unit, then in turn a list of tiers and the regions where they hold. Long texts are read fast. */
  packed() {
    return Object.fromEntries(
      Object.keys(this.keys)
        .sort()
        .map((key) => {
          const { unit, regions } = this.keys[key]
          const groups = new Map()
          for (const region of Object.keys(regions).sort()) {
            const tiers = regions[region].toSorted((a, b) => Number(a[1]) - Number(b[1])).map((tier) => tier.join(' '))
            const text = tiers.join(',')
            groups.set(text, [...(groups.get(text) ?? []), region])
          }
          return [key, [unit, ...[...groups].flatMap(([tiers, names]) => [tiers, names.join(' ')])]]
        }),
    )
  }
}

export function buildPrices({ data, work }) {
  const readData = (name) => JSON.parse(readFileSync(join(data, name), 'utf8'))
  const { rows, left } = priceRows(readCsv(readFileSync(join(data, 'prices.csv'), 'utf8')))
  const shards = new Map()
  for (const row of withInstanceList(rows, readData('ec2_us_east_1_2026-07-20.json'))) {
    const shard = shards.get(row.service) ?? new Shard()
    shard.add(row)
    shards.set(row.service, shard)
  }
  const cfnLint = wheel('cfnLint', work).folder
  const follows = followedTables(shards, { cfnLint, botocore: wheel('botocore', work).folder })
  const tables = computedTables({
    readData,
    extensions: join(cfnLint, 'cfnlint/data/schemas/extensions'),
    shards,
    decimal,
  })
  const packs = [...shards].sort().map(([service, shard]) => {
    const table = tables[service]
    const source = table === undefined ? undefined : shard.sourceOf({ ...RULES.computed[service], basis: 'document' })
    const followed = follows[service] === undefined ? {} : { follows: follows[service] }
    const value = { service, sources: shard.sources, keys: shard.packed(), ...followed }
    return { name: `prices/${service}.json.br`, value: table === undefined ? value : { ...value, computed: { source, ...sorted(table) } } }
  })
  return {
    label: 'price facts (see the sources of each row)',
    prices: true,
    notes: [
      ...sourceNotes([...shards.values()]),
      `left out, not prices: ${left.notPrices} rows`,
      `left out, a zero that is a gap: ${left.zeros.length} rows (${left.zeros.join(', ')})`,
    ],
    packs: [...packs, { name: 'price-ratios.json.br', value: priceRatios(shards, tables) }],
  }
}

function sourceNotes(shards) {
  const sources = [...new Set(shards.flatMap((shard) => shard.sources.map(({ source, asOf }) => `${source} (${asOf})`)))].sort()
  return [`${sources.length} sources:`, ...sources.map((source) => `  ${source}`)]
}

/** Each row of a packed shard. */
export function* packedRows(keys) {
  for (const [key, [unit, ...groups]] of Object.entries(keys)) {
    for (let at = 0; at < groups.length; at += 2) {
      for (const region of groups[at + 1].split(' ')) {
        for (const tier of groups[at].split(',')) {
          const [price, from, source] = tier.split(' ')
          yield { key, unit, region, price, from, source: Number(source) }
        }
      }
    }
  }
}

/** Rows for the comparison with the committed packs. */
export function priceText(name, value) {
  const rows = new Map()
  if (name === 'price-ratios.json.br') {
    for (const [service, regions] of Object.entries(value.services)) {
      for (const [region, { median, count }] of Object.entries(regions)) rows.set(`ratio ${service} ${region}`, `${median} of ${count}`)
    }
    return rows
  }
  for (const { key, unit, region, price, from } of packedRows(value.keys))
    rows.set(`${key} ${region} from ${from}`, `${price} USD a ${unit}`)
  for (const { prefix, suffix = '', families } of value.follows ?? []) {
    for (const [family, [bases, sizes]] of Object.entries(families))
      rows.set(`${prefix}${family}${suffix} sizes`, `${sizes}, from ${bases}`)
  }
  for (const [table, regions] of Object.entries(value.computed?.tables ?? {})) {
    for (const [region, { bases, exceptions }] of Object.entries(regions)) {
      for (const [family, price] of Object.entries(bases))
        rows.set(`${value.service} base ${table} ${family} ${region}`, `${price} USD an hour`)
      for (const [type, price] of Object.entries(exceptions))
        rows.set(`${value.service} exception ${table} ${type} ${region}`, `${price} USD an hour`)
    }
  }
  return rows
}
