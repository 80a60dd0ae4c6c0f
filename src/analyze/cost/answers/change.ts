import { addUsd, amountOf, priceOf, subtractUsd, type Usd, ZERO_USD } from '#core/index.js'
import type { Discount } from '#catalog/index.js'
import type { Bill, BillLine } from '../bill.js'
import { type AskedStack, priced, type Priced, type Situation } from './situation.js'

/** What of the catalog a change may ask. */
export interface Facts {
  discounts(key: string): readonly Discount[]
  regionNames(): readonly string[]
  /** Whether a type exists in a region; undefined when the catalog does not know. */
  available(type: string, region: string): boolean | undefined
}

export interface Asked {
  readonly situation: Situation
  readonly stacks: readonly AskedStack[]
  /** The bill as it is. */
  readonly bill: Bill
  readonly facts: Facts
  /** What follows `=`; the change's own default where nothing does. */
  readonly value: string
}

/** What part of a line's price is saved, where AWS publishes no price of its own that the book has. */
export interface Cut {
  readonly low: number
  readonly typical: number
  readonly high: number
  /** For people, with where it comes from: "EC2 reserved instance, 1 year, 2025-04-04". */
  readonly because: string
}

export type Outcome =
  | {
      readonly is: 'changed'
      /** What it changes, for people. */
      readonly what: readonly string[]
      readonly situation?: Situation
      readonly cut?: (line: BillLine) => Cut | undefined
      /** Requests a second that it can carry; no limit where it is not said. */
      readonly upTo?: number
      readonly caveats?: readonly string[]
    }
  | { readonly is: 'no'; readonly why: string }

/** One thing that could be otherwise: properties of the graph, or the terms that its prices are paid on. */
export interface Change {
  /** As it is named: `arm64`, `region`. */
  readonly id: string
  readonly title: string
  readonly caveat: string
  readonly refs: readonly string[]
  /** What follows `=`; without a default it must be given. */
  readonly value?: { readonly about: string; readonly example: string; readonly byDefault?: string }
  apply(asked: Asked): Outcome
}

export function defineChange(change: Change): Change {
  return change
}

export function no(why: string): Outcome {
  return { is: 'no', why }
}

export interface Range {
  readonly low: Usd
  readonly typical: Usd
  readonly high: Usd
}

/** What a situation costs with a change made. The saving is `before - after`; where discounts are ranges, so is it. */
export interface ChangedPrice {
  readonly after: Range
  readonly leftOut: number
  /** No line has a price, and so the amounts say nothing. */
  readonly unknown: boolean
  /** Why parts of it are ranges. */
  readonly because: readonly string[]
}

/** Prices an outcome, at other traffic when a rate is given. Whatever is asked of one outcome twice is prepared once. */
export function outcomePriced(outcome: Extract<Outcome, { is: 'changed' }>, before: Priced): (perSecond?: number) => ChangedPrice {
  const { situation, cut } = outcome
  const run = situation === undefined ? before : priced(situation, before)
  return (perSecond) => cutBill(run.bill(perSecond), cut)
}

function cutBill(bill: Bill, cut: ((line: BillLine) => Cut | undefined) | undefined): ChangedPrice {
  const whole = {
    after: { low: bill.monthly, typical: bill.monthly, high: bill.monthly },
    leftOut: bill.leftOut,
    unknown: bill.unknown,
    because: [],
  }
  if (cut === undefined) return whole
  const because = new Set<string>()
  const saved = { low: ZERO_USD, typical: ZERO_USD, high: ZERO_USD }
  for (const line of bill.lines) {
    const found = line.monthly === undefined ? undefined : cut(line)
    if (found === undefined || line.monthly === undefined) continue
    because.add(found.because)
    for (const part of ['low', 'typical', 'high'] as const) saved[part] = addUsd(saved[part], priceOf(line.monthly, amountOf(found[part])))
  }
  // What saves least costs most.
  return {
    ...whole,
    after: {
      low: subtractUsd(bill.monthly, saved.high),
      typical: subtractUsd(bill.monthly, saved.typical),
      high: subtractUsd(bill.monthly, saved.low),
    },
    because: [...because],
  }
}
