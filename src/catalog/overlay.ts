import { isJsonObject, type Json, type JsonObject, StanchionError } from '#core/index.js'
import { readShard, type PriceShard } from './price-shard.js'
import { serviceOf } from './prices.js'
import type { Catalog, PriceCatalog, PriceOverlay, PricePart } from './types.js'

/** What `prices sync` writes, beside the shards: the list of them. */
export const OVERLAY_FORM = 1

const PRICE = /^\d+(\.\d{1,12})? \d+(\.\d{1,9})? \d+ [A-Z0-9]+$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const PLACE = /^[a-z][a-z0-9:_-]*$/

/**
 * The rows that a sync wrote, one JSON object for each service in the form of a price pack. Throws `input.invalid`, naming the service,
 * when one is not of that form: the folder is the user's.
 */
export function readOverlay(services: ReadonlyMap<string, Json>): PriceOverlay {
  const shards = new Map<string, PriceShard>()
  const parts: PricePart[] = []
  for (const [service, value] of services) {
    const { pack, part } = checkedPack(service, value)
    shards.set(service, readShard(pack, service))
    parts.push(part)
  }
  return {
    asOf: parts.reduce((newest, part) => (part.newest > newest ? part.newest : newest), ''),
    tiers: (key, region) => shards.get(serviceOf(key))?.listed(key, region),
    keys: (service) => (shards.get(service)?.keys() ?? []).toSorted(),
    places: (key) => shards.get(serviceOf(key))?.places(key) ?? [],
    parts: () => parts,
  }
}

/** The catalog with the synced rows in front of its own; a key that they hold for a region is theirs with all its tiers. */
export function withOverlay(catalog: Catalog, overlay: PriceOverlay): Catalog {
  const own = catalog.prices
  const tiers: PriceCatalog['tiers'] = (key, region) => overlay.tiers(key, region) ?? own.tiers(key, region)
  return {
    ...catalog,
    prices: {
      asOf: own.asOf > overlay.asOf ? own.asOf : overlay.asOf,
      tiers,
      keys: (service) => [...new Set([...own.keys(service), ...overlay.keys(service)])].sort(),
      places: (key) => [...new Set([...own.places(key), ...overlay.places(key)])].sort(),
      estimate: (key, region) => (tiers(key, region) === undefined ? own.estimate(key, region) : undefined),
      services: () => [...new Set([...own.services(), ...overlay.parts().map(({ service }) => service)])].sort(),
      parts: () => [...own.parts(), ...overlay.parts()],
    },
  }
}

function checkedPack(service: string, value: Json): { readonly pack: JsonObject; readonly part: PricePart } {
  const wrong = (what: string): StanchionError => new StanchionError('input.invalid', `the synced prices of ${service} ${what}`)
  if (!isJsonObject(value)) throw wrong('are no object')
  const { sources, keys } = value
  if (!Array.isArray(sources) || !isJsonObject(keys)) throw wrong('have no list of sources or keys')
  const dates = sources.map((source) => {
    const date = isJsonObject(source) ? source['asOf'] : undefined
    if (!isJsonObject(source) || typeof source['source'] !== 'string' || source['basis'] !== 'document')
      throw wrong('have a source without a name')
    if (typeof date !== 'string' || !DATE.test(date)) throw wrong(`have a source without a date: "${source['source']}"`)
    return date
  })
  let rows = 0
  for (const [key, entry] of Object.entries(keys)) {
    if (serviceOf(key) !== service) throw wrong(`have a key of another service: "${key}"`)
    rows += rowsIn(entry, sources.length) ?? fail(wrong(`have a row that is not one, at "${key}"`))
  }
  const [oldest, newest] = [dates.toSorted()[0], dates.toSorted().at(-1)]
  if (oldest === undefined || newest === undefined) throw wrong('have no source')
  return { pack: value, part: { service, from: 'synced', rows, bases: 0, oldest, newest } }
}

function fail(error: StanchionError): never {
  throw error
}

/** How many tiers an entry has in all its places; undefined when it is no entry. */
function rowsIn(entry: Json | undefined, sources: number): number | undefined {
  if (!Array.isArray(entry) || entry.length % 2 === 0 || !entry.every((each) => typeof each === 'string')) return undefined
  let rows = 0
  for (let at = 1; at < entry.length; at += 2) {
    const tiers = String(entry[at]).split(',')
    const places = String(entry[at + 1]).split(' ')
    if (!places.every((place) => PLACE.test(place)) || !tiers.every((tier) => PRICE.test(tier) && Number(tier.split(' ')[2]) < sources))
      return undefined
    rows += tiers.length * places.length
  }
  return rows
}
