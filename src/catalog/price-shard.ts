import { amountOf, type JsonObject, usdOf } from '#core/index.js'
import { type ComputedPrices, readComputed } from './computed-prices.js'
import { type FollowedPrices, readFollowed } from './followed-prices.js'
import { broken, listIn, objectIn, type Packs, provenanceIn, textIn } from './packs.js'
import type { PriceTier, Provenance } from './types.js'

/**
 * Prices of one service. A key's entry is its unit, and then in turn a list of tiers and the regions where they hold:
 * `["hour", "0.045 0 0", "us-east-1 us-west-2", …]`. A tier is its price, where it begins, the number of its source, and the SKU where
 * one was read.
 */
export interface PriceShard {
  keys(): readonly string[]
  /** The rows of a key; prices without a region hold in every region, not in CloudFront's zones. */
  listed(key: string, region: string): readonly PriceTier[] | undefined
  computed(key: string, region: string): readonly PriceTier[] | undefined
  /** Where a key has a price: regions, zones of CloudFront, or `global`. */
  places(key: string): readonly string[]
}

const GLOBAL = 'global'
const ZONE = 'cloudfront:'
const NO_ENTRY: Entry = { unit: '', tiers: new Map() }

interface Entry {
  readonly unit: string
  /** Tiers as text, by region. */
  readonly tiers: ReadonlyMap<string, string>
}

export function openShard(packs: Packs, service: string): PriceShard {
  const where = `prices/${service}`
  return readShard(packs.pack(where), where)
}

export function readShard(pack: JsonObject, where: string): PriceShard {
  const keys = objectIn(pack['keys'], where)
  const sources = listIn(pack['sources'], where).map((source) => provenanceIn(source, where))
  const computed = pack['computed'] === undefined ? undefined : readComputed(objectIn(pack['computed'], where), where)
  const followed = pack['follows'] === undefined ? undefined : readFollowed(pack['follows'], where)
  const entries = new Map<string, Entry>()
  const entryOf = (key: string): Entry => {
    const known = entries.get(key)
    if (known !== undefined) return known
    const entry = Object.hasOwn(keys, key) ? readEntry(keys, key, where) : NO_ENTRY
    entries.set(key, entry)
    return entry
  }
  const listed = (key: string, region: string): readonly PriceTier[] | undefined => {
    const { unit, tiers } = entryOf(key)
    const found = tiers.get(region) ?? (region.startsWith(ZONE) ? undefined : tiers.get(GLOBAL))
    return found?.split(',').map((tier) => tierOf(tier, { key, region, unit }, { sources, where }))
  }
  const placesOf = (key: string): readonly string[] => [...entryOf(key).tiers.keys()]
  return {
    keys: () => [...Object.keys(keys), ...(computed?.keys() ?? []), ...(followed?.keys() ?? [])],
    listed,
    computed: (key, region) => computedTier(computed, sources, { key, region, where }) ?? followed?.price(key, region, listed),
    places: (key) => [
      ...new Set([
        ...placesOf(key),
        ...(computed?.regions().filter((region) => computed.price(key, region) !== undefined) ?? []),
        ...followedPlaces(followed, key, placesOf),
      ]),
    ],
  }
}

function followedPlaces(
  followed: FollowedPrices | undefined,
  key: string,
  placesOf: (key: string) => readonly string[],
): readonly string[] {
  return followed?.basesOf(key).flatMap(placesOf) ?? []
}

function readEntry(keys: JsonObject, key: string, where: string): Entry {
  const [unit, ...groups] = listIn(keys[key], where).map((each) => textIn(each, where))
  const tiers = new Map<string, string>()
  for (let at = 0; at + 1 < groups.length; at += 2)
    for (const region of (groups[at + 1] ?? '').split(' ')) tiers.set(region, groups[at] ?? '')
  return { unit: textIn(unit, where), tiers }
}

function tierOf(
  text: string,
  of: Pick<PriceTier, 'key' | 'region' | 'unit'>,
  { sources, where }: { readonly sources: readonly Provenance[]; readonly where: string },
): PriceTier {
  const [price, from, source, sku] = text.split(' ')
  const listed = { ...of, price: usdOf(textIn(price, where)), from: amountOf(textIn(from, where)), how: 'listed' as const }
  return { ...listed, ...sourceAt(sources, Number(source), where), ...(sku === undefined ? {} : { sku }) }
}

function computedTier(
  computed: ComputedPrices | undefined,
  sources: readonly Provenance[],
  { key, region, where }: { readonly key: string; readonly region: string; readonly where: string },
): readonly PriceTier[] | undefined {
  const price = computed?.price(key, region)
  if (computed === undefined || price === undefined) return undefined
  const { unit, source } = computed
  const note = price.how === 'computed' ? { note: price.note } : {}
  return [{ key, region, unit, price: price.usd, from: amountOf(0), how: price.how, ...sourceAt(sources, source, where), ...note }]
}

function sourceAt(sources: readonly Provenance[], at: number, where: string): Provenance {
  const source = sources[at]
  if (source === undefined) throw broken(`the catalog's "${where}" names a source that it does not list; install stanchion again`)
  return source
}
