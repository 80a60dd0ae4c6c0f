import { amountOf, divideHalfEven, usdOf, usdText } from '#core/index.js'
import type { CsvRow } from './csv.js'
import type { Header } from './header.js'
import type { Match } from './matcher.js'
import type { ListedPrice, RefusedPrice } from './rule.js'
import { unitFits } from './units.js'

const PRICE = /^\d{1,9}(\.\d{1,18})?$/
const BOUND = /^\d{1,18}$/
const ENDLESS = 'Inf'
const KEY = /^[a-z0-9]+(\.[A-Za-z0-9_-]+)+$/
const PLACE = /^(global|cloudfront:[a-z_]+|[a-z]{2}(-[a-z]+)+-\d)$/
const SKU = /^[A-Z0-9]+$/
const MOST_REASONS = 3

interface Found {
  readonly unit: string
  readonly price: string
  readonly from: string
  readonly to: string
  readonly sku: string
  readonly given: boolean
}

/** Gathers what rules take from rows, and lets through only prices that the list says exactly once. */
export class Collector {
  readonly #header: Header
  readonly #found = new Map<string, { readonly key: string; readonly region: string; readonly rows: Found[]; readonly wrong: string[] }>()

  constructor(header: Header) {
    this.#header = header
  }

  add(match: Match, row: CsvRow): void {
    const id = `${match.key} ${match.region}`
    const entry = this.#found.get(id) ?? { key: match.key, region: match.region, rows: [], wrong: [] }
    this.#found.set(id, entry)
    const found = this.#read(match, row)
    if (typeof found === 'string') entry.wrong.push(found)
    else if (!entry.rows.some((each) => same(each, found))) entry.rows.push(found)
  }

  result(): { readonly rows: readonly ListedPrice[]; readonly refused: readonly RefusedPrice[] } {
    const rows: ListedPrice[] = []
    const refused: RefusedPrice[] = []
    for (const [, { key, region, rows: tiers, wrong }] of [...this.#found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const sorted = tiers.toSorted((a, b) => Number(a.from) - Number(b.from))
      const why = wrong.length > 0 ? wrong.slice(0, MOST_REASONS).join('; ') : whyNot(key, region, sorted)
      if (why !== undefined) refused.push({ key, region, why })
      else for (const { unit, price, from, sku, given } of sorted) if (!given) rows.push({ key, region, unit, price, from, sku })
    }
    return { rows, refused }
  }

  /** The row's price, or what is wrong with it. */
  #read({ rule }: Match, row: CsvRow): Found | string {
    const [sku, price, unit] = [this.#text(row, 'SKU'), this.#text(row, 'PricePerUnit'), this.#text(row, 'Unit')]
    if (!SKU.test(sku)) return `row ${row.number} has the SKU "${sku}"`
    if (!PRICE.test(price)) return `${sku} costs "${price}", which is no price`
    const fits = rule.listUnits === undefined ? unitFits(rule.unit, unit) : rule.listUnits.includes(unit)
    if (!fits) return `${sku} is sold by "${unit}", and the book prices it by ${rule.unit}`
    const tier = this.#tier(rule.from, row)
    if (tier === undefined) return `${sku} has a tier from "${this.#text(row, 'StartingRange')}" to "${this.#text(row, 'EndingRange')}"`
    const { from, to } = tier
    if (rule.per !== undefined && from !== '0') return `${sku} has tiers, and its unit differs from ours`
    const ours = inOurUnits(price, rule.per)
    if (ours === undefined) return `${sku} costs ${price}, which is too little to be written`
    return { unit: rule.unit, price: ours, from: String(BigInt(from)), to, sku, given: Number(ours) === 0 && rule.free !== true }
  }

  /** Where the row's tier begins and ends, in units of the list; undefined when it does not say. */
  #tier(fixed: string | undefined, row: CsvRow): { readonly from: string; readonly to: string } | undefined {
    if (fixed !== undefined) return { from: fixed, to: ENDLESS }
    const from = this.#text(row, 'StartingRange') || '0'
    const to = this.#text(row, 'EndingRange') || ENDLESS
    return BOUND.test(from) && (to === ENDLESS || BOUND.test(to)) ? { from, to } : undefined
  }

  #text(row: CsvRow, name: Parameters<Header['column']>[0]): string {
    return row.text(this.#header.column(name))
  }
}

/** Exact to 1e-12 USD; undefined for a price that is lost by that. */
function inOurUnits(price: string, per: number | undefined): string | undefined {
  const whole = usdOf(price)
  const ours = per === undefined ? usdText(whole) : usdText(usdOf(`${divideHalfEven(whole * 10n ** 9n, amountOf(per))}e-12`))
  return Number(ours) === 0 && Number(price) !== 0 ? undefined : ours
}

function same(a: Found, b: Found): boolean {
  return a.sku === b.sku && a.from === b.from && a.to === b.to && a.price === b.price && a.unit === b.unit
}

/** undefined: the tiers are what a key must have. */
function whyNot(key: string, region: string, sorted: readonly Found[]): string | undefined {
  if (!KEY.test(key)) return `"${key}" is no key of the book`
  if (!PLACE.test(region)) return `"${region}" is no region`
  for (const [at, tier] of sorted.entries()) {
    const next = sorted[at + 1]
    if (next === undefined) continue
    if (next.from === tier.from) {
      const [one, two] = [tier, next].map(({ sku, price }) => `${sku} at ${price}`)
      return tier.sku === next.sku
        ? `the SKU ${tier.sku} has two prices from ${tier.from}: ${tier.price} and ${next.price}`
        : `two SKUs fit: ${one} and ${two}`
    }
    if (tier.to !== ENDLESS && tier.to !== next.from)
      return `the tier from ${tier.from} ends at ${tier.to}, and the next begins at ${next.from}`
  }
  const last = sorted.at(-1)
  if (last !== undefined && last.to !== ENDLESS) return `its last tier ends at ${last.to}`
  return sorted.every(({ given }) => given) ? 'it costs 0, which says nothing' : undefined
}
