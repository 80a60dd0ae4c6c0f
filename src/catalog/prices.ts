import type { JsonObject } from '#core/index.js'
import { openEstimates } from './estimates.js'
import { numberIn, objectIn, type Packs, textIn } from './packs.js'
import { openShard, type PriceShard } from './price-shard.js'
import type { PriceCatalog, PriceOverlay, PricePart, PriceTier } from './types.js'

/** Prices over their packs; those of the overlay, where there is one, stand in front. */
export function openPrices(packs: Packs, overlay?: PriceOverlay): PriceCatalog {
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
    const inBook = overlay?.tiers(key, region) ?? shard?.listed(key, region) ?? shard?.computed(key, region)
    found.set(id, inBook)
    return inBook
  }
  return {
    get asOf() {
      const own = textIn(about()['asOf'], 'manifest')
      return overlay === undefined || overlay.asOf < own ? own : overlay.asOf
    },
    tiers,
    keys: (service) => [...new Set([...(shardOf(service)?.keys() ?? []), ...(overlay?.keys(service) ?? [])])].sort(),
    estimate: openEstimates(packs, { tiers, regions: (key) => shardOf(serviceOf(key))?.regions(key) ?? [] }),
    services: () => Object.keys(objectIn(about()['services'], 'manifest')).sort(),
    parts: () => [...builtInParts(objectIn(about()['services'], 'manifest')), ...(overlay?.parts() ?? [])],
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
