import type { PriceListOffer } from '#catalog/index.js'
import { didYouMean, type PublishedFiles, StanchionError } from '#core/index.js'
import { csvPath, type OfferPaths, readIndex, readRegionIndex } from '#read/pricelist/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'
import type { Job } from './price-parts.js'

const INDEX = '/offers/v1.0/aws/index.json'
const MOST_INDEX_BYTES = 32 * 1024 * 1024

export interface Wanted {
  /** Services of the book; empty: all that the list has. */
  readonly services: readonly string[]
  readonly regions: readonly string[]
}

export interface Jobs {
  readonly jobs: readonly Job[]
  /** Offers, and offers in a region that was asked for, that the list does not have. */
  readonly absent: readonly string[]
}

/** Services that an offer has prices of. */
function servicesOf({ rules }: PriceListOffer): readonly string[] {
  return [...new Set(rules.map(({ key }) => key.slice(0, key.indexOf('.'))))]
}

/** The offers of the services; throws `usage.bad-argument`, with the nearest name, for a service that no rule is about. */
export function offersOf(context: Context, services: readonly string[]): readonly PriceListOffer[] {
  const { offers } = context.catalog().priceList()
  const known = new Set(offers.flatMap(servicesOf))
  const unknown = services.filter((service) => !known.has(service))
  if (unknown.length > 0)
    throw stop(
      'usage.bad-argument',
      unknown.map((service) => `no prices of "${service}" can be synced${didYouMean(service, known)}`).join('\n'),
      `say one of: ${[...known].toSorted().join(', ')}`,
    )
  return services.length === 0 ? offers : offers.filter((offer) => servicesOf(offer).some((service) => services.includes(service)))
}

/** What has to be read, from the indexes of the list. */
export async function jobsOf(context: Context, files: PublishedFiles, wanted: Wanted): Promise<Jobs> {
  const offers = offersOf(context, wanted.services)
  context.progress.step('reading the index of the price list')
  const index = readIndex(await textOf(files, INDEX))
  const jobs: Job[] = []
  const absent: string[] = []
  for (const offer of offers) {
    const paths = index.get(offer.offer)
    if (paths === undefined) absent.push(offer.offer)
    else if (offer.whole || paths.regionIndex === undefined) jobs.push({ offer, region: undefined, path: csvPath(paths.whole) })
    else jobs.push(...(await regionJobs(context, files, { offer, paths, wanted, absent })))
  }
  return { jobs, absent }
}

async function regionJobs(
  context: Context,
  files: PublishedFiles,
  {
    offer,
    paths,
    wanted,
    absent,
  }: { readonly offer: PriceListOffer; readonly paths: OfferPaths; readonly wanted: Wanted; readonly absent: string[] },
): Promise<readonly Job[]> {
  if (paths.regionIndex === undefined) return []
  const byRegion = readRegionIndex(await textOf(files, paths.regionIndex), offer.offer)
  const { regions } = wanted
  absent.push(...regions.filter((region) => !byRegion.has(region)).map((region) => `${offer.offer} in ${region}`))
  // Local zones and other partitions are in the index too.
  const sold = [...byRegion].filter(([region]) =>
    regions.length === 0 ? context.catalog().region(region) !== undefined : regions.includes(region),
  )
  return sold.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([region, path]) => ({ offer, region, path }))
}

async function textOf(files: PublishedFiles, path: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of files.open(path)) {
    size += chunk.length
    if (size > MOST_INDEX_BYTES)
      throw new StanchionError('input.too-large', `${files.origin}${path} is larger than any index of the price list`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
