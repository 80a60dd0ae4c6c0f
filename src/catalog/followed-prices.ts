import { amountOf, divideHalfEven, type Json, type JsonObject, type Usd, usdOf, usdText } from '#core/index.js'
import { sizeSixteenths } from './computed-prices.js'
import { listIn, objectIn, textIn } from './packs.js'
import type { PriceTier } from './types.js'

/** Digits of a computed price; AWS writes no instance price with more. */
const DIGITS = 5

type Rows = (key: string, region: string) => readonly PriceTier[] | undefined

/**
 * Prices of sizes that have no row of their own and follow from the row of another size of their family: an instance of twice the size
 * costs twice as much. Only families of which that was measured are in the pack; each price says what it was computed from.
 */
export interface FollowedPrices {
  price(key: string, region: string, rows: Rows): readonly PriceTier[] | undefined
  /** Keys whose rows a key's price may be computed from. */
  basesOf(key: string): readonly string[]
  keys(): readonly string[]
}

interface Group {
  readonly prefix: string
  readonly suffix: string
  /** By family: sizes that have rows, the best base first; and all sizes that can be started. */
  readonly families: ReadonlyMap<string, { readonly bases: readonly string[]; readonly sizes: ReadonlySet<string> }>
}

interface Base {
  readonly key: string
  /** Sizes as sixteenths of `large`. */
  readonly from: number
  readonly to: number
}

export function readFollowed(groups: Json, where: string): FollowedPrices {
  const all = listIn(groups, where).map((group) => groupIn(objectIn(group, where), where))
  const candidates = (key: string): readonly Base[] => {
    const group = all.find(({ prefix, suffix }) => key.startsWith(prefix) && key.endsWith(suffix))
    return group === undefined ? [] : basesIn(group, key)
  }
  return {
    price(key, region, rows) {
      for (const base of candidates(key)) {
        const [row, ...more] = rows(base.key, region) ?? []
        if (row !== undefined && more.length === 0) return [followed(key, row, base)]
      }
      return undefined
    },
    basesOf: (key) => candidates(key).map((base) => base.key),
    keys: () =>
      all.flatMap(({ prefix, suffix, families }) =>
        [...families].flatMap(([family, { sizes }]) => [...sizes].map((size) => `${prefix}${family}.${size}${suffix}`)),
      ),
  }
}

function basesIn({ prefix, suffix, families }: Group, key: string): readonly Base[] {
  const name = key.slice(prefix.length, key.length - suffix.length)
  const dot = name.lastIndexOf('.')
  const size = name.slice(dot + 1)
  const family = families.get(name.slice(0, Math.max(0, dot)))
  const to = sizeSixteenths(size)
  if (family === undefined || to === undefined || !family.sizes.has(size)) return []
  return family.bases.flatMap((base): readonly Base[] => {
    const from = sizeSixteenths(base)
    return from === undefined || base === size ? [] : [{ key: `${prefix}${name.slice(0, dot)}.${base}${suffix}`, from, to }]
  })
}

function followed(key: string, row: PriceTier, { from, to }: Base): PriceTier {
  const { sku: _sku, ...rest } = row
  const note = `computed: the price of ${row.key} in ${row.region} (${usdText(row.price)}) times ${to / from}`
  return { ...rest, key, from: amountOf(0), price: scaled(row.price, { from, to }), how: 'computed', note }
}

/** Rounded half to even. */
function scaled(price: Usd, { from, to }: Pick<Base, 'from' | 'to'>): Usd {
  const rounded = divideHalfEven(price * BigInt(to), BigInt(from) * 10n ** BigInt(12 - DIGITS))
  return usdOf(`${rounded}e-${DIGITS}`)
}

function groupIn(group: JsonObject, where: string): Group {
  const prefix = textIn(group['prefix'], where)
  const families = Object.entries(objectIn(group['families'], where)).map(([family, value]) => {
    const [bases = '', sizes = ''] = listIn(value, where).map((each) => textIn(each, where))
    return [family, { bases: bases.split(' '), sizes: new Set(sizes.split(' ')) }] as const
  })
  return { prefix, suffix: textIn(group['suffix'] ?? '', where), families: new Map(families) }
}
