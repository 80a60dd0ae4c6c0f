import { amountOf, type Json, type JsonObject, usdOf } from '#core/index.js'
import { type ComputedPrices, readComputed } from './computed-prices.js'
import { listIn, numberIn, objectIn, type Packs, provenanceIn, textIn, textsIn } from './packs.js'
import type { PriceBook, PriceTier, Provenance } from './types.js'

/** Prices of one service: the rows, and the tables that instance prices without a row are computed from. */
interface PriceShard {
  readonly where: string
  readonly keys: JsonObject
  readonly sources: readonly Provenance[]
  readonly computed: ComputedPrices | undefined
}

export function openPrices(packs: Packs): PriceBook {
  const shards = new Map<string, PriceShard>()
  const found = new Map<string, readonly PriceTier[] | undefined>()
  const about = (): JsonObject => objectIn(packs.manifest()['prices'], 'manifest')
  let services: ReadonlySet<string> | undefined
  const shardOf = (service: string): PriceShard | undefined => {
    services ??= new Set(textsIn(about()['services'], 'manifest'))
    if (!services.has(service)) return undefined
    const shard = shards.get(service) ?? openShard(packs, service)
    shards.set(service, shard)
    return shard
  }
  return {
    get asOf() {
      return textIn(about()['asOf'], 'manifest')
    },
    tiers(key, region) {
      const id = `${key} ${region}`
      if (found.has(id)) return found.get(id)
      const shard = shardOf(serviceOf(key))
      const tiers = shard && (listedTiers(shard, key, region) ?? computedTier(shard, key, region))
      found.set(id, tiers)
      return tiers
    },
    keys(service) {
      const shard = shardOf(service)
      if (shard === undefined) return []
      return [...new Set([...Object.keys(shard.keys), ...(shard.computed?.keys() ?? [])])].sort()
    },
  }
}

function serviceOf(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

function openShard(packs: Packs, service: string): PriceShard {
  const where = `prices/${service}`
  const pack = packs.pack(where)
  const sources = listIn(pack['sources'], where).map((source) => provenanceIn(source, where))
  const computed = pack['computed'] === undefined ? undefined : readComputed(objectIn(pack['computed'], where), where)
  return { where, keys: objectIn(pack['keys'], where), sources, computed }
}

/** The rows of a key; prices without a region hold in every region, not in CloudFront's zones. */
function listedTiers(shard: PriceShard, key: string, region: string): readonly PriceTier[] | undefined {
  if (!Object.hasOwn(shard.keys, key)) return undefined
  const entry = objectIn(shard.keys[key], shard.where)
  const regions = objectIn(entry['regions'], shard.where)
  const rows = ownValue(regions, region) ?? (region.startsWith('cloudfront:') ? undefined : ownValue(regions, 'global'))
  if (rows === undefined) return undefined
  const unit = textIn(entry['unit'], shard.where)
  return listIn(rows, shard.where).map((row) => {
    const [price, from, source] = listIn(row, shard.where)
    return {
      key,
      region,
      unit,
      price: usdOf(textIn(price, shard.where)),
      from: amountOf(textIn(from, shard.where)),
      how: 'listed',
      ...sourceAt(shard, numberIn(source, shard.where)),
    }
  })
}

function computedTier(shard: PriceShard, key: string, region: string): readonly PriceTier[] | undefined {
  const price = shard.computed?.price(key, region)
  if (shard.computed === undefined || price === undefined) return undefined
  const { unit, source } = shard.computed
  return [{ key, region, unit, price: price.usd, from: amountOf(0), how: price.how, ...sourceAt(shard, source) }]
}

function sourceAt(shard: PriceShard, at: number): Provenance {
  return shard.sources[at] ?? provenanceIn(undefined, shard.where)
}

function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
