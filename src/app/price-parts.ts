import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import type { PriceListOffer } from '#catalog/index.js'
import type { FileStore } from '#core/index.js'
import type { OfferPrices } from '#read/pricelist/index.js'
import { stop } from './failure.js'
import { jsonOrNothing } from './json.js'

/** Below the folder of the book: what was read from each file of the price list. The book is made of all of them. */
export const PARTS_FOLDER = 'parts'
const FORM = 1
const MOST_BYTES = 64 * 1024 * 1024

/** key, region, unit, price, where the tier begins, SKU, number of the source */
const ROW = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.int().nonnegative()])
const REFUSED = z.strictObject({ key: z.string(), region: z.string(), why: z.string() })
const PART = z.strictObject({
  form: z.literal(FORM),
  offer: z.string(),
  region: z.string(),
  /** The file on the server; its path names the version. */
  path: z.string(),
  /** Of the rules that it was read by: other rules, another reading. */
  rules: z.string(),
  sources: z.array(z.strictObject({ path: z.string(), published: z.iso.date() })),
  rows: z.array(ROW),
  refused: z.array(REFUSED),
  broken: z.int().nonnegative(),
})
export type Part = z.output<typeof PART>
export type PartRow = z.output<typeof ROW>

/** One file of the price list that has to be read. */
export interface Job {
  readonly offer: PriceListOffer
  /** undefined: the file holds all regions. */
  readonly region: string | undefined
  readonly path: string
}

export function partName({ offer, region }: Job): string {
  return `${offer.offer}.${region ?? 'all'}.json`
}

export function rulesDigest(offer: PriceListOffer): string {
  return createHash('sha256').update(JSON.stringify(offer.rules)).digest('hex').slice(0, 16)
}

/** What was read before, by file name. Throws `input.invalid` for a file that no sync wrote. */
export async function readParts(files: FileStore, folder: string): Promise<ReadonlyMap<string, Part>> {
  const below = join(folder, PARTS_FOLDER)
  const parts = new Map<string, Part>()
  if ((await files.kind(below)) !== 'folder') return parts
  for (const name of await files.list(below)) {
    // Left behind by a run that was killed while it wrote.
    if (name.startsWith('.')) continue
    const text = new TextDecoder().decode(await files.read(join(below, name), MOST_BYTES))
    const parsed = PART.safeParse(jsonOrNothing(text))
    if (!parsed.success)
      throw stop('input.invalid', `"${join(below, name)}" is not what a sync wrote`, `remove it and run stanchion prices sync again`)
    parts.set(name, parsed.data)
  }
  return parts
}

/** What a file says, with the rows of `before` where the file now says nothing that can be used. */
export function partOf({ offer, region, path }: Job, read: OfferPrices, before: Part | undefined): Part {
  const rows: PartRow[] = read.rows.map((row) => [row.key, row.region, row.unit, row.price, row.from, row.sku, 0])
  const sources = [{ path, published: read.published }]
  const refused = refusals(read)
  for (const [key, place, unit, price, from, sku, source] of before?.rows ?? []) {
    const kept = before?.sources[source]
    if (kept === undefined || !refused(key, place)) continue
    let at = sources.findIndex((each) => each.path === kept.path)
    if (at < 0) at = sources.push(kept) - 1
    rows.push([key, place, unit, price, from, sku, at])
  }
  const about = { form: FORM, offer: offer.offer, region: region ?? 'all', path, rules: rulesDigest(offer) } as const
  return { ...about, sources, rows, refused: read.refused.map((each) => ({ ...each })), broken: read.broken }
}

function refusals(read: OfferPrices): (key: string, place: string) => boolean {
  const single = new Set(read.refused.map((each) => `${each.key} ${each.region}`))
  const whole = read.refused
    .filter(({ region }) => region === '*')
    .map(
      ({ key }) =>
        new RegExp(
          `^${key
            .split(/\{[^}]+\}/)
            .map(escaped)
            .join('.+')}$`,
          'u',
        ),
    )
  return (key, place) => single.has(`${key} ${place}`) || whole.some((pattern) => pattern.test(key))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

export async function writePart(files: FileStore, folder: string, name: string, part: Part): Promise<void> {
  await files.replaceAll(join(folder, PARTS_FOLDER), new Map([[name, new TextEncoder().encode(JSON.stringify(part))]]), [])
}
