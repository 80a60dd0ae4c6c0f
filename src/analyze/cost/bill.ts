import type { Amount, Usd } from '#core/index.js'
import type { PriceTier } from '#catalog/index.js'

/** One line of a bill: one meter of one resource, or of one flow of data that has no resource. */
export interface BillLine {
  /** Logical id (`stack/Id` for a second stack), or the name of the flow (`internet egress`). */
  readonly resource: string
  readonly type: string
  /** The resource that a flow of data comes from. */
  readonly source?: string
  /** What is metered: "Requests", "NAT gateway hours". */
  readonly name: string
  readonly status: 'priced' | 'needs-usage' | 'no-price'
  /** Key of the price book; empty while a property that decides it is not known, and where there is no price model. */
  readonly key: string
  readonly region: string
  readonly unit: string
  /** A month; undefined when usage is needed. */
  readonly quantity?: Amount
  /** How the quantity came about. */
  readonly formula?: string
  /** The journey or the assumption that a derived quantity rests on. */
  readonly origin?: string
  /** The weakest of what the quantity rests on: a statement, traffic, or the template alone. */
  readonly from: 'template' | 'derived' | 'stated'
  /** The tiers that were used, with source and date; all of them where no quantity is known; empty when there is no price. */
  readonly tiers: readonly PriceTier[]
  /** A month; undefined unless priced. */
  readonly monthly?: Usd
  /** What would make a line that is left out a price. */
  readonly hint?: string
}

export interface Bill {
  readonly lines: readonly BillLine[]
  readonly monthly: Usd
  /** Lines that are not in `monthly`. */
  readonly leftOut: number
  /** There are lines and none has a price. A bill without lines costs nothing, and that is known. */
  readonly unknown: boolean
}
