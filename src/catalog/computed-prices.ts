import { divideHalfEven, type Json, type JsonObject, type Usd, usdOf } from '#core/index.js'
import { listIn, numberIn, objectIn, textIn, textsIn } from './packs.js'

/**
 * Instance prices that have no row of their own: the family's base price (of size `large`) times the size factor, and times 2 for a
 * database in two zones. Rounded to as many digits as AWS writes for the service. Differs from AWS's list by less than 1 % in about 98 of 100
 * cases; GPU and accelerator families are kept as exceptions with their own price.
 */
export interface ComputedPrices {
  readonly unit: string
  /** Index into the shard's sources. */
  readonly source: number
  price(key: string, region: string): InstancePrice | undefined
  keys(): readonly string[]
  /** Regions that have a base price of some family. */
  regions(): readonly string[]
}

/** A computed price says from what and how. */
export type InstancePrice =
  | { readonly usd: Usd; readonly how: 'listed' }
  | { readonly usd: Usd; readonly how: 'computed'; readonly note: string }

interface Group {
  readonly prefix: string
  readonly table: string
  readonly times: string
  /** The table was read from this group's own list, so an exception in it is a listed price. */
  readonly own: boolean
}

const SMALL_SIZES: Readonly<Record<string, number>> = { nano: 1, micro: 2, small: 4, medium: 8, large: 16, xlarge: 32 }

/** Size as sixteenths of `large`; undefined for sizes that follow no rule (`metal`). */
export function sizeSixteenths(size: string): number | undefined {
  const small = Object.hasOwn(SMALL_SIZES, size) ? SMALL_SIZES[size] : undefined
  if (small !== undefined) return small
  const match = /^(?:(\d+)xlarge|metal-(\d+)xl)$/.exec(size)
  return match === null ? undefined : 32 * Number(match[1] ?? match[2])
}

export function readComputed(pack: JsonObject, where: string): ComputedPrices {
  const groups = listIn(pack['groups'], where).map((group) => groupIn(objectIn(group, where), where))
  const tables = objectIn(pack['tables'], where)
  const sizes = objectIn(pack['sizes'], where)
  const digits = numberIn(pack['digits'], where)
  return {
    unit: textIn(pack['unit'], where),
    source: numberIn(pack['source'], where),
    price(key, region) {
      const group = groups.find((each) => key.startsWith(each.prefix))
      if (group === undefined) return undefined
      const type = typeNamed(key.slice(group.prefix.length))
      const inRegion = own(objectIn(tables[group.table], where), region)
      if (type === undefined || inRegion === undefined) return undefined
      const prices = objectIn(inRegion, where)
      // AWS's own list names types that nobody can start any more, and those that run keep their price.
      const named = group.own && own(objectIn(prices['exceptions'], where), type.name) !== undefined
      if (!named && !listed(own(sizes, type.family), type.size, where)) return undefined
      return priceOfType(type, group, { prices, digits, where })
    },
    regions: () => [...new Set(Object.values(tables).flatMap((table) => Object.keys(objectIn(table, where))))],
    keys: () => [
      ...groups.flatMap(({ prefix }) =>
        Object.keys(sizes).flatMap((family) => textsIn(sizes[family], where).map((size) => `${prefix}${family}.${size}`)),
      ),
      ...groups.filter((group) => group.own).flatMap((group) => exceptionKeys(group, objectIn(tables[group.table], where), where)),
    ],
  }
}

function exceptionKeys({ prefix }: Group, table: JsonObject, where: string): readonly string[] {
  return Object.values(table).flatMap((prices) =>
    Object.keys(objectIn(objectIn(prices, where)['exceptions'], where)).map((name) => prefix + name),
  )
}

interface TypeName {
  readonly name: string
  readonly family: string
  readonly size: string
}

function typeNamed(name: string): TypeName | undefined {
  const [family, size, ...more] = name.split('.')
  return family === undefined || size === undefined || more.length > 0 ? undefined : { name, family, size }
}

function listed(sizes: Json | undefined, size: string, where: string): boolean {
  return sizes !== undefined && textsIn(sizes, where).includes(size)
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function priceOfType(
  { name, family, size }: TypeName,
  group: Group,
  { prices, digits, where }: { prices: JsonObject; digits: number; where: string },
): InstancePrice | undefined {
  const exception = own(objectIn(prices['exceptions'], where), name)
  if (exception !== undefined) {
    const listedPrice = textIn(exception, where)
    if (group.own) return { usd: usdOf(listedPrice), how: 'listed' }
    return computedFrom(name, listedPrice, { times: group.times, sixteenths: 16, digits })
  }
  const base = own(objectIn(prices['bases'], where), family)
  const sixteenths = sizeSixteenths(size)
  if (base === undefined || sixteenths === undefined) return undefined
  return computedFrom(`${family}.large`, textIn(base, where), { times: group.times, sixteenths, digits })
}

interface Scale {
  readonly times: string
  readonly sixteenths: number
  readonly digits: number
}

function computedFrom(name: string, price: string, { times, sixteenths, digits }: Scale): InstancePrice {
  const factors = [...(sixteenths === 16 ? [] : [String(sixteenths / 16)]), ...(times === '1' ? [] : [times])]
  const by = factors.length === 0 ? '' : ` times ${factors.join(' times ')}`
  const note = `computed: the base price of ${name} (${price})${by}`
  return { usd: scaled(price, times, sixteenths, digits), how: 'computed', note }
}

function groupIn(group: JsonObject, where: string): Group {
  return {
    prefix: textIn(group['prefix'], where),
    table: textIn(group['table'], where),
    times: textIn(group['times'], where),
    own: group['own'] === true,
  }
}

/** base x times x sixteenths / 16, rounded half to even to `digits` decimals. */
function scaled(base: string, times: string, sixteenths: number, digits: number): Usd {
  const product = usdOf(base) * usdOf(times) * BigInt(sixteenths)
  const rounded = divideHalfEven(product, 16n * 10n ** BigInt(24 - digits))
  return usdOf(`${rounded}e-${digits}`)
}
