import { addUsd, type Amount, type Usd, ZERO_USD } from '#core/index.js'
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
  /** The least and the most that it comes to, where a quantity it rests on is a range. */
  readonly range?: { readonly low: LinePoint; readonly high: LinePoint }
  /** What would make a line that is left out a price. */
  readonly hint?: string
}

/** A line at one end of its range. */
export interface LinePoint {
  readonly quantity: Amount
  readonly monthly: Usd
}

export interface Bill {
  readonly lines: readonly BillLine[]
  readonly monthly: Usd
  /** The sums of both ends of the lines; absent where no line has a range. */
  readonly range?: { readonly low: Usd; readonly high: Usd }
  /** Lines that are not in `monthly`. */
  readonly leftOut: number
  /** There are lines and none has a price. A bill without lines costs nothing, and that is known. */
  readonly unknown: boolean
}

/** A bill of these lines: their sum, and how many are not in it. */
export function totalled(lines: readonly BillLine[]): Bill {
  let [monthly, low, high] = [ZERO_USD, ZERO_USD, ZERO_USD]
  let priced = 0
  let ranged = false
  for (const line of lines) {
    if (line.monthly === undefined) continue
    monthly = addUsd(monthly, line.monthly)
    low = addUsd(low, line.range?.low.monthly ?? line.monthly)
    high = addUsd(high, line.range?.high.monthly ?? line.monthly)
    ranged ||= line.range !== undefined
    priced += 1
  }
  return {
    lines,
    monthly,
    ...(ranged ? { range: { low, high } } : {}),
    leftOut: lines.length - priced,
    unknown: priced === 0 && lines.length > 0,
  }
}
