import { createHash } from 'node:crypto'
import { brotliCompressSync, constants } from 'node:zlib'
import { OVERLAY_FORM, type PriceCatalog } from '#catalog/index.js'
import { amountText, usdOf, usdText } from '#core/index.js'
import type { Part } from './price-parts.js'
import { type Book, BOOK_FILE, shardFile } from './synced-prices.js'

/** A price that moved by more than this part of what it was is said: the list may have changed under a rule. */
const MUCH = 0.5

export interface MergedRow {
  readonly key: string
  readonly region: string
  readonly unit: string
  readonly price: string
  readonly from: string
  readonly sku: string
  readonly source: string
  readonly published: string
}

export interface Moved {
  readonly key: string
  readonly region: string
  readonly from: string
  readonly before: string
  readonly after: string
}

/** All rows of all parts in one order. A key that two parts hold in one place is in neither: `clashes` names it. */
export function mergedRows(
  parts: readonly Part[],
  origin: string,
): { readonly rows: readonly MergedRow[]; readonly clashes: readonly string[] } {
  const owners = new Map<string, number>()
  const clashes = new Set<string>()
  parts.forEach((part, at) => {
    for (const [key, region] of part.rows) {
      const id = `${key} ${region}`
      const owner = owners.get(id)
      if (owner !== undefined && owner !== at) clashes.add(id)
      owners.set(id, at)
    }
  })
  const rows = parts.flatMap((part) =>
    part.rows.flatMap(([key, region, unit, price, from, sku, source]) => {
      const about = part.sources[source]
      if (about === undefined || clashes.has(`${key} ${region}`)) return []
      return [{ key, region, unit, price, from, sku, source: `${origin}${about.path}`, published: about.published }]
    }),
  )
  return { rows: rows.toSorted(byPlace), clashes: [...clashes].toSorted() }
}

function byPlace(a: MergedRow, b: MergedRow): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  if (a.region !== b.region) return a.region < b.region ? -1 : 1
  return Number(a.from) - Number(b.from)
}

/** How the rows compare with what the catalog said so far. */
export function compared(
  rows: readonly MergedRow[],
  prices: PriceCatalog,
): { readonly added: number; readonly changed: number; readonly moved: readonly Moved[] } {
  let [added, changed] = [0, 0]
  const moved: Moved[] = []
  for (const { key, region, from, price } of rows) {
    const before = prices.tiers(key, region)?.find((tier) => amountText(tier.from) === from)
    const after = usdOf(price)
    if (before === undefined) added += 1
    else if (before.price !== after) {
      changed += 1
      const part = Math.abs(Number(after - before.price) / Number(before.price))
      if (part > MUCH) moved.push({ key, region, from, before: usdText(before.price), after: price })
    }
  }
  return { added, changed, moved }
}

/** The files of a book: one pack for each service, and the list of them with their digests. */
export function bookFiles(rows: readonly MergedRow[]): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const services: Book['services'] = {}
  for (const [service, own] of grouped(rows, ({ key }) => key.slice(0, key.indexOf('.')))) {
    const bytes = packed(JSON.stringify(packOf(own)))
    services[service] = { sha256: createHash('sha256').update(bytes).digest('hex'), rows: own.length }
    files.set(shardFile(service), bytes)
  }
  const published = rows.reduce((newest, row) => (row.published > newest ? row.published : newest), '')
  const book: Book = { form: OVERLAY_FORM, published, services }
  files.set(BOOK_FILE, new TextEncoder().encode(`${JSON.stringify(book, null, 2)}\n`))
  return files
}

/** The form of the catalog's price packs, with an SKU in each tier. */
function packOf(rows: readonly MergedRow[]): object {
  const sources: { source: string; asOf: string; basis: 'document' }[] = []
  const numbers = new Map<string, number>()
  const sourceOf = ({ source, published }: MergedRow): number => {
    const id = `${source} ${published}`
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, sources.length)
    return sources.push({ source, asOf: published, basis: 'document' }) - 1
  }
  const keys: Record<string, string[]> = {}
  for (const [key, own] of grouped(rows, (row) => row.key)) {
    const entry = [own[0]?.unit ?? '']
    for (const [region, tiers] of grouped(own, (row) => row.region))
      entry.push(tiers.map((tier) => [tier.price, tier.from, sourceOf(tier), tier.sku].join(' ')).join(','), region)
    keys[key] = entry
  }
  return { sources, keys }
}

function grouped<Row>(rows: readonly Row[], by: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const own = groups.get(by(row))
    if (own === undefined) groups.set(by(row), [row])
    else own.push(row)
  }
  return groups
}

function packed(text: string): Uint8Array {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } })
}
