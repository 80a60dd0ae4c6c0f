import { addAmounts, type Amount, amountBetween, amountOf } from '#core/index.js'
import type { FreeTier } from '#catalog/index.js'

const NONE = amountOf(0)

/** What is still free in an account: each tier once, for whoever comes first. */
export interface FreeShare {
  /** Takes what is free of a quantity of this key. */
  take(key: string, quantity: Amount): Amount
  /** The same that is left, for another account. */
  copy(): FreeShare
}

export function freeShareOf(tiers: readonly FreeTier[], used: ReadonlyMap<string, Amount> = new Map()): FreeShare {
  const byKey = new Map<string, FreeTier[]>()
  for (const tier of tiers) for (const key of tier.keys) byKey.set(key, [...(byKey.get(key) ?? []), tier])
  const left = new Map(used)
  return {
    copy: () => freeShareOf(tiers, left),
    take(key, quantity) {
      let free = NONE
      for (const tier of byKey.get(key) ?? []) {
        const before = left.get(tier.id) ?? amountOf(tier.quantity)
        const taken = amountBetween(amountBetween(quantity, free, undefined), NONE, before)
        left.set(tier.id, amountBetween(before, taken, undefined))
        free = addAmounts(free, taken)
      }
      return free
    },
  }
}
