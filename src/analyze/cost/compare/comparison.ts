import type { Usd } from '#core/index.js'
import type { Query } from '#graph/index.js'
import type { Bill, BillLine } from '../bill.js'
import type { Quantities } from '../quantities.js'

/** A stack with what it uses and costs. */
export interface BilledStack {
  /** Prefix of its resources on the bill. */
  readonly name: string | undefined
  readonly q: Query
  readonly quantities: Quantities
  readonly bill: Bill
}

/** The same stack before and after; undefined where it is not there. */
export interface StackPair {
  readonly old: BilledStack | undefined
  readonly new: BilledStack | undefined
}

export type Change = 'added' | 'removed' | 'changed' | 'unchanged'

/** What a difference of money says where lines have no price: nothing is missing, it is more, it is less, or either. */
export type Bound = 'exact' | 'at-least' | 'at-most' | 'open'

/** After minus before. */
export interface Delta {
  /** Of the lines that have a price. */
  readonly monthly: Usd
  readonly bound: Bound
}

export interface Subtotal {
  readonly monthly: Usd
  readonly leftOut: number
  readonly unknown: boolean
}

export interface ComparedLine {
  readonly change: Change
  readonly old: BillLine | undefined
  readonly new: BillLine | undefined
  readonly delta: Delta
}

export interface ComparedResource {
  /** As on the bill after the change; on the one before where it was removed. */
  readonly resource: string
  /** Its other name before, which is a guess: the type and all properties are equal. */
  readonly was: string | undefined
  readonly type: string
  readonly typeWas: string | undefined
  readonly change: Change
  readonly old: Subtotal | undefined
  readonly new: Subtotal | undefined
  readonly delta: Delta
  readonly lines: readonly ComparedLine[]
}

export interface Comparison {
  readonly old: Bill
  readonly new: Bill
  readonly delta: Delta
  /** How many resources with lines on a bill; `renamed` ones are among the others, too. */
  readonly counts: Readonly<Record<Change | 'renamed', number>>
  /** Lines whose difference is not known. */
  readonly open: number
  /** Lines without a price on either side that cost the same on both, whatever that is. */
  readonly openAlike: number
  /** In the order of the bills. */
  readonly resources: readonly ComparedResource[]
}
