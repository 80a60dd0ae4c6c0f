import { join } from 'node:path'
import { type PublishedFiles, StanchionError } from '#core/index.js'
import { type OfferPrices, readOffer } from '#read/pricelist/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'
import { type Job, type Part, partName, partOf, PARTS_FOLDER, readParts, rulesDigest, writePart } from './price-parts.js'
import { BOOK_FILE } from './synced-prices.js'

/** A file is read again from its beginning when a broken connection cannot be continued. */
const READINGS = 3
const NAMED_AT_MOST = 5

/** Throws `refused.output-not-ours` when the folder holds something else. */
export async function checkOurs(context: Context, folder: string): Promise<void> {
  const kind = await context.files.kind(folder)
  if (kind === 'absent') return
  if (kind !== 'folder') throw stop('refused.output-not-ours', `"${folder}" is a file`, 'give a folder: --to DIR')
  const names = (await context.files.list(folder)).filter((name) => !name.startsWith('.'))
  if (names.length === 0 || names.includes(BOOK_FILE) || names.every((name) => name === PARTS_FOLDER)) return
  throw stop(
    'refused.output-not-ours',
    `"${folder}" holds something else: ${names.slice(0, NAMED_AT_MOST).join(', ')}`,
    'give a folder of its own: --to DIR',
  )
}

export interface Fetched {
  readonly parts: ReadonlyMap<string, Part>
  /** Files that were read now; the others were as they had been read before. */
  readonly read: number
  readonly reused: number
}

/**
 * Brings the parts up to date, one file after the other; each is kept as soon as it was read whole. Throws when one of them could not be
 * read: what was read stays, and the next run goes on from there.
 */
export async function fetchParts(
  context: Context,
  files: PublishedFiles,
  { jobs, folder }: { readonly jobs: readonly Job[]; readonly folder: string },
): Promise<Fetched> {
  const parts = new Map(await readParts(context.files, folder))
  let read = 0
  const failed: { readonly job: Job; readonly error: StanchionError }[] = []
  for (const [at, job] of jobs.entries()) {
    const name = partName(job)
    const before = parts.get(name)
    if (before !== undefined && before.path === job.path && before.rules === rulesDigest(job.offer)) continue
    context.progress.step(`${job.offer.offer}${job.region === undefined ? '' : ` ${job.region}`}, ${at + 1} of ${jobs.length}`)
    try {
      const part = partOf(job, await readWhole(context, files, job), before)
      await writePart(context.files, folder, name, part)
      parts.set(name, part)
      read += 1
    } catch (error) {
      if (!(error instanceof StanchionError) || !isAboutTheList(error)) throw error
      failed.push({ job, error })
      // What cannot be reached now will not be reached for the next file either.
      if (error.code === 'aws.unreachable') break
    }
  }
  if (failed.length > 0) throw incomplete(failed, jobs.length)
  return { parts, read, reused: jobs.length - read }
}

function isAboutTheList({ code }: StanchionError): boolean {
  return code === 'input.invalid' || code === 'input.unreadable' || code === 'aws.unreachable' || code === 'aws.unexpected-answer'
}

async function readWhole(context: Context, files: PublishedFiles, { offer, region, path }: Job): Promise<OfferPrices> {
  const { letters } = context.catalog().priceList()
  for (let reading = 1; ; reading += 1) {
    try {
      return await readOffer(files.open(path), offer, { region, letters })
    } catch (error) {
      if (!(error instanceof StanchionError) || error.code !== 'aws.unreachable' || reading >= READINGS) throw error
    }
  }
}

function incomplete(failed: readonly { readonly job: Job; readonly error: StanchionError }[], jobs: number): StanchionError {
  const [first] = failed
  const lines = failed
    .slice(0, NAMED_AT_MOST)
    .map(({ job, error }) => `${job.offer.offer} ${job.region ?? 'all regions'}: ${error.message}`)
  const more = failed.length > NAMED_AT_MOST ? [`and ${failed.length - NAMED_AT_MOST} more`] : []
  const head = `${failed.length} of ${jobs} files of the price list could not be read; the prices are as they were`
  return new StanchionError(first?.error.code ?? 'internal.invariant', [head, ...lines, ...more].join('\n'), {
    cause: first?.error,
    details: { fix: 'run the command again: files that were read whole are not read a second time' },
  })
}

/** Files of an earlier book that the new one does not have. */
export async function staleFiles(context: Context, folder: string, names: Iterable<string>): Promise<readonly string[]> {
  if ((await context.files.kind(join(folder, BOOK_FILE))) === 'absent') return []
  const kept = new Set(names)
  return (await context.files.list(folder)).filter((name) => name.endsWith('.json.br') && !kept.has(name))
}
