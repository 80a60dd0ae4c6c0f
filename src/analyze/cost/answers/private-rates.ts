import { amountOf, priceOf, subtractUsd, usdOf } from '#core/index.js'
import type { PriceBook, PriceTier } from '#catalog/index.js'
import type { PrivateRate } from '#spec/index.js'

/** A price book in which private rates stand instead of list prices, each tier with the list price that it had. */
export function withPrivateRates(book: PriceBook, rates: readonly PrivateRate[], asOf: string): PriceBook {
  const holding = rates
    .filter(({ from, until }) => (from === undefined || from <= asOf) && (until === undefined || asOf <= until))
    .toSorted((a, b) => b.keys.length - a.keys.length)
  if (holding.length === 0) return book
  return {
    asOf: book.asOf,
    keys: (service) => book.keys(service),
    tiers(key, region) {
      const tiers = book.tiers(key, region)
      const rate = holding.find(({ keys }) => fits(keys, key))
      return tiers === undefined || rate === undefined ? tiers : ratedTiers(tiers, rate)
    },
  }
}

/** `lambda` and `ec2.m7g` fit what begins with them up to a dot or an underscore. */
function fits(keys: string, key: string): boolean {
  return key === keys || (key.startsWith(keys) && /^[._]/.test(key.slice(keys.length)))
}

function ratedTiers(tiers: readonly PriceTier[], rate: PrivateRate): readonly PriceTier[] {
  const note = noteOf(rate)
  const { price } = rate
  if (price === undefined) {
    const off = amountOf(rate.off ?? 0)
    return tiers.map((tier) => ({ ...tier, price: subtractUsd(tier.price, priceOf(tier.price, off)), list: tier.price, note }))
  }
  const [first] = tiers
  return first === undefined ? tiers : [{ ...first, from: amountOf(0), price: usdOf(price), list: first.price, note }]
}

function noteOf({ keys, off, price, from, until }: PrivateRate): string {
  const what = price === undefined ? `${Number(((off ?? 0) * 100).toPrecision(12))}% off` : `$${price} a unit`
  const when = [...(from === undefined ? [] : [`from ${from}`]), ...(until === undefined ? [] : [`until ${until}`])].join(' ')
  return `private rate for ${keys}: ${what}${when === '' ? '' : `, ${when}`}`
}
