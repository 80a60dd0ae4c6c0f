import type { JsonObject } from '#core/index.js'
import { openEstimates } from './estimates.js'
import { numberIn, objectIn, type Packs, textIn } from './packs.js'
import { openShard, type PriceShard } from './price-shard.js'
import type { PriceCatalog, PricePart, PriceTier } from './types.js'

export function openPrices(packs: Packs): PriceCatalog {
  const shards = new Map<string, PriceShard>()
  const found = new Map<string, readonly PriceTier[] | undefined>()
  const about = (): JsonObject => objectIn(packs.manifest()['prices'], 'manifest')
  let services: JsonObject | undefined
  const shardOf = (service: string): PriceShard | undefined => {
    services ??= objectIn(about()['services'], 'manifest')
    if (!Object.hasOwn(services, service)) return undefined
    const shard = shards.get(service) ?? openShard(packs, service)
    shards.set(service, shard)
    return shard
  }
  const tiers = (key: string, region: string): readonly PriceTier[] | undefined => {
    const id = `${key} ${region}`
    if (found.has(id)) return found.get(id)
    const shard = shardOf(serviceOf(key))
    const inBook = shard?.listed(key, region) ?? shard?.computed(key, region)
    found.set(id, inBook)
    return inBook
  }
  const places = (key: string): readonly string[] => (shardOf(serviceOf(key))?.places(key) ?? []).toSorted()
  return {
    get asOf() {
      return textIn(about()['asOf'], 'manifest')
    },
    tiers,
    keys: (service) => [...new Set(shardOf(service)?.keys() ?? [])].sort(),
    places,
    estimate: openEstimates(packs, { tiers, places }),
    services: () => Object.keys(objectIn(about()['services'], 'manifest')).sort(),
    parts: () => builtInParts(objectIn(about()['services'], 'manifest')),
  }
}

export function serviceOf(key: string): string {
  return key.slice(0, key.indexOf('.'))
}

function builtInParts(services: JsonObject): readonly PricePart[] {
  return Object.entries(services).map(([service, value]) => {
    const part = objectIn(value, 'manifest')
    return {
      service,
      from: 'built-in',
      rows: numberIn(part['rows'], 'manifest'),
      bases: numberIn(part['bases'], 'manifest'),
      oldest: textIn(part['oldest'], 'manifest'),
      newest: textIn(part['newest'], 'manifest'),
    }
  })
}
