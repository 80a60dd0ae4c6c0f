import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import * as z from 'zod'
import { OVERLAY_FORM, readOverlay, withOverlay } from '#catalog/index.js'
import { type Json, StanchionError } from '#core/index.js'
import { stop } from './failure.js'
import { jsonOrNothing } from './json.js'
import type { Context } from './operation.js'

/** The list of what `prices sync` wrote into a folder. */
export const BOOK_FILE = 'stanchion-prices.json'
/** Stands for the folder that `prices sync` writes to when it is given none. */
const OWN_FOLDER = 'synced'
const MOST_BYTES = 64 * 1024 * 1024

/** The flag of operations that price: built-in prices unless a folder is named, so that the same command says the same everywhere. */
export const PRICES = z
  .string()
  .min(1)
  .optional()
  .describe(`Folder that prices sync wrote; "${OWN_FOLDER}" is the one that it writes to by default. Default: built-in prices alone.`)

const BOOK = z.strictObject({
  form: z.literal(OVERLAY_FORM),
  published: z.iso.date(),
  services: z.record(
    z.string().regex(/^[a-z0-9]+$/),
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), rows: z.int().nonnegative() }),
  ),
})
export type Book = z.output<typeof BOOK>

export function shardFile(service: string): string {
  return `${service}.json.br`
}

/** The folder that is meant. Throws `usage.bad-argument` when this surface has no folder of the user. */
export function pricesFolder(context: Context, given: string | undefined): string {
  if (given !== undefined && given !== OWN_FOLDER) return given
  const own = context.dataFolder()
  if (own !== undefined) return join(own, 'prices')
  throw stop('usage.bad-argument', 'there is no folder for the data of this user here', 'name a folder: --to DIR, --prices DIR')
}

/** The context with synced prices in front of the built-in ones; the same context when no folder is named. */
export async function withPrices(context: Context, given: string | undefined): Promise<Context> {
  if (given === undefined) return context
  const folder = pricesFolder(context, given)
  const book = await readBook(context, folder)
  if (book === undefined)
    throw stop('usage.path-not-found', `"${folder}" holds no synced prices`, `write some with stanchion prices sync --to ${folder}`)
  const services = new Map<string, Json>()
  for (const [service, { sha256 }] of Object.entries(book.services))
    services.set(service, await readService(context, join(folder, shardFile(service)), sha256))
  const catalog = withOverlay(context.catalog(), readOverlay(services))
  return { ...context, catalog: () => catalog }
}

/** undefined: there is none. Throws `input.invalid` when the file is not what a sync wrote. */
export async function readBook(context: Context, folder: string): Promise<Book | undefined> {
  const file = join(folder, BOOK_FILE)
  if ((await context.files.kind(file)) === 'absent') return undefined
  const text = new TextDecoder().decode(await context.files.read(file, MOST_BYTES))
  const parsed = BOOK.safeParse(jsonOrNothing(text))
  if (parsed.success) return parsed.data
  throw stop('input.invalid', `"${file}" is not a list of synced prices`, `remove ${folder} and run stanchion prices sync again`)
}

async function readService(context: Context, file: string, sha256: string): Promise<Json> {
  const bytes = await context.files.read(file, MOST_BYTES)
  const again = 'run stanchion prices sync again'
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw stop('input.invalid', `"${file}" was changed since it was synced`, again)
  try {
    const value: Json = JSON.parse(brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8'))
    return value
  } catch (cause) {
    throw new StanchionError('input.invalid', `"${file}" is no pack of prices`, { cause, details: { fix: again } })
  }
}
