import { addAmounts, type Amount, amountBetween, amountOf, priceOf, type Usd, usdOf } from '#core/index.js'
import type { FreeTier, PriceBook, PriceTier } from '#catalog/index.js'
import { type FreeShare, freeShareOf } from './free-tier.js'

const NONE = amountOf(0)

export interface Priced {
  readonly monthly: Usd
  /** The tiers that it touches; the lowest one when the quantity is 0. */
  readonly tiers: readonly PriceTier[]
}

/**
 * One AWS account. It prices quantities in the order they are asked for; all quantities of one key in one region share the key's
 * tiers, as AWS adds them up: each takes the slice that follows on the one before, so the sum is exact. Free tiers are given once.
 */
export interface Account {
  price(key: string, region: string, quantity: Amount): Priced | undefined
  /** What a unit costs there, from the lowest tier on; nothing of it is used up. */
  tiers(key: string, region: string): readonly PriceTier[] | undefined
  /** The same account where all that is a range is at its least and at its most; until the first call both are this one. */
  ends(): AccountEnds
  /** The ends, where something has asked for them. */
  opened(): AccountEnds | undefined
}

export interface AccountEnds {
  readonly low: Account
  readonly high: Account
}

/** An account in which nothing has been used yet. `freeTiers`: what AWS gives it; nothing unless asked for. */
export function openAccount(book: PriceBook, freeTiers: readonly FreeTier[] = []): Account {
  return accountOf(book, freeTiers.length === 0 ? undefined : freeShareOf(freeTiers), new Map())
}

function accountOf(book: PriceBook, free: FreeShare | undefined, used: Map<string, Amount>): Account {
  let both: AccountEnds | undefined
  const copy = (): Account => accountOf(book, free?.copy(), new Map(used))
  return {
    tiers: (key, region) => book.tiers(key, region),
    ends() {
      both ??= { low: copy(), high: copy() }
      return both
    },
    opened: () => both,
    price(key, region, quantity) {
      const tiers = book.tiers(key, region)
      if (tiers === undefined) return undefined
      const [only] = tiers
      if (only !== undefined && tiers.length === 1 && free === undefined) return { monthly: priceOf(only.price, quantity), tiers }
      const id = `${key} ${region}`
      const from = used.get(id) ?? NONE
      const to = addAmounts(from, quantity)
      used.set(id, to)
      return slicePrice(tiers, addAmounts(from, free?.take(key, quantity) ?? NONE), to)
    },
  }
}

// The lowest row may begin above 0 where AWS gives the first units away; without free tiers its price holds from 0.
function slicePrice(tiers: readonly PriceTier[], from: Amount, to: Amount): Priced {
  let product = 0n
  const touched: PriceTier[] = []
  tiers.forEach((tier, index) => {
    const begin = index === 0 || tier.from < from ? from : tier.from
    const part = amountBetween(to, begin, tiers[index + 1]?.from)
    if (part > 0n) {
      product += tier.price * part
      touched.push(tier)
    }
  })
  const [lowest] = tiers
  if (touched.length === 0 && lowest !== undefined) touched.push(lowest)
  return { monthly: usdOf(`${product}e-21`), tiers: touched }
}
