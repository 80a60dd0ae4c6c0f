import { divideHalfEven, usdOf } from '#core/index.js'
import { numberIn, objectIn, type Packs, textIn } from './packs.js'
import type { PriceBook, PriceCatalog, PriceTier } from './types.js'

/** Where the other prices are known from. */
const BASE_REGION = 'us-east-1'
/** Fewer prices of the service itself say less about a region than all prices together. */
const FEWEST = 5

export interface Known {
  tiers(key: string, region: string): readonly PriceTier[] | undefined
  places(key: string): readonly string[]
}

interface Ratio {
  readonly median: string
  readonly low: string
  readonly high: string
  readonly count: number
}

/**
 * What a key probably costs in a region that the book has no figure for: its price in us-east-1 times how much dearer the service's other
 * prices are there. undefined where the key has a price, and where nothing lets one guess.
 */
export function openEstimates(packs: Packs, known: Known): (key: string, region: string) => readonly PriceTier[] | undefined {
  return (key, region) => {
    if (known.tiers(key, region) !== undefined) return undefined
    const base = known.tiers(key, BASE_REGION)
    if (base === undefined) return undefined
    const service = key.slice(0, key.indexOf('.'))
    const own = ratioOf(packs, service, region)
    // A service without any price in a region may not be there; but some prices were read for one region alone.
    if (own === undefined && known.places(key).some((name) => name !== BASE_REGION)) return undefined
    const [ratio, of] = own !== undefined && own.count >= FEWEST ? [own, service] : [ratioOf(packs, '*', region), 'all services']
    return ratio && base.map((tier) => estimated(tier, region, { ratio, of }))
  }
}

/** The book with estimates where it has no figure: for who asks for them, and shows which they are. */
export function withEstimates(prices: PriceCatalog): PriceBook {
  return {
    asOf: prices.asOf,
    keys: (service) => prices.keys(service),
    tiers: (key, region) => prices.tiers(key, region) ?? prices.estimate(key, region),
  }
}

function ratioOf(packs: Packs, service: string, region: string): Ratio | undefined {
  const where = 'price-ratios'
  const services = objectIn(packs.pack(where)['services'], where)
  const regions = Object.hasOwn(services, service) ? objectIn(services[service], where) : {}
  if (!Object.hasOwn(regions, region)) return undefined
  const { median, low, high, count } = objectIn(regions[region], where)
  return { median: textIn(median, where), low: textIn(low, where), high: textIn(high, where), count: numberIn(count, where) }
}

function estimated(tier: PriceTier, region: string, { ratio, of }: { readonly ratio: Ratio; readonly of: string }): PriceTier {
  const { sku: _sku, ...rest } = tier
  const price = divideHalfEven(tier.price * usdOf(ratio.median), 10n ** 12n)
  const note = `estimated: the price of ${BASE_REGION} times ${ratio.median}, the median of ${ratio.count} prices of ${of} in ${region} (8 in 10 lie between ${ratio.low} and ${ratio.high})`
  return { ...rest, region, price: usdOf(`${price}e-12`), how: 'estimated', note: tier.note === undefined ? note : `${note}; ${tier.note}` }
}
