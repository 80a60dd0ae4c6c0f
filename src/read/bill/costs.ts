import type { Units } from '#core/index.js'
import { plainName, type Recognized } from './dialects.js'
import { Dictionary } from './dictionary.js'
import { type Sink, TextSink, UnitSink } from './sinks.js'
import { unusable } from './source.js'

/** What a line costs: as it was billed, or with what was paid ahead spread over the usage that it is for. */
export type Measure = 'unblended' | 'amortized'

/** Gives what a line of the batch costs; undefined where the line does not say. */
export type CostOf = (row: number) => Units | undefined

/** How the amortised cost of a line follows from others of its columns, by the kind of line. */
interface Share {
  readonly plus: readonly string[]
  readonly minus?: readonly string[]
}

/** https://docs.aws.amazon.com/cur/latest/userguide/amortized-reservation.html and the page on Savings Plans data beside it. */
const AMORTIZED: Readonly<Record<string, Share>> = {
  SavingsPlanCoveredUsage: { plus: ['savings_plan_savings_plan_effective_cost'] },
  SavingsPlanRecurringFee: { plus: ['savings_plan_total_commitment_to_date'], minus: ['savings_plan_used_commitment'] },
  SavingsPlanNegation: { plus: [] },
  SavingsPlanUpfrontFee: { plus: [] },
  DiscountedUsage: { plus: ['reservation_effective_cost'] },
  RIFee: { plus: ['reservation_unused_amortized_upfront_fee_for_billing_period', 'reservation_unused_recurring_fee'] },
}
/** What was paid ahead for a reservation is a fee that names it. */
const FEE = 'Fee'
const RESERVATION = 'reservation_reservation_a_r_n'

interface CostColumns {
  readonly file: string
  readonly headers: readonly string[]
  readonly recognized: Recognized
  /** Sinks by the column that they read. */
  readonly into: Map<string, Sink[]>
}

export function openCosts(columns: CostColumns, measure: Measure): CostOf {
  const { file, recognized, into } = columns
  const stated = recognized.headers.get(
    measure === 'amortized' && recognized.dialect.columns.amortized !== undefined ? 'amortized' : 'cost',
  )
  if (stated === undefined)
    throw unusable(file, `has no column ${(recognized.dialect.columns.amortized ?? []).join(' or ')}; ask for unblended costs`)
  const cost = unitSink(stated, into)
  const billed: CostOf = (row) => cost.at(row)
  return measure === 'unblended' || recognized.dialect.columns.amortized !== undefined ? billed : amortized(columns, billed)
}

function unitSink(header: string, into: Map<string, Sink[]>): UnitSink {
  const sink = new UnitSink('money', header)
  into.set(header, [...(into.get(header) ?? []), sink])
  return sink
}

function amortized({ file, headers, recognized, into }: CostColumns, billed: CostOf): CostOf {
  const byName = new Map(headers.map((header) => [plainName(header), header]))
  const kinds = new TextSink(new Dictionary())
  const charge = recognized.headers.get('charge') ?? ''
  into.set(charge, [...(into.get(charge) ?? []), kinds])
  const opened = new Map<string, UnitSink>()
  const needed = Object.values(AMORTIZED).flatMap(({ plus, minus = [] }) => [...plus, ...minus])
  for (const column of needed) {
    const header = byName.get(plainName(column))
    if (header !== undefined && !opened.has(column)) opened.set(column, unitSink(header, into))
  }
  const reservation = byName.get(plainName(RESERVATION))
  const reserved = reservation === undefined ? undefined : new TextSink(new Dictionary(), (raw) => (raw === '' ? '' : 'reserved'))
  if (reservation !== undefined && reserved !== undefined) into.set(reservation, [...(into.get(reservation) ?? []), reserved])
  const sumOf = (names: readonly string[], row: number): bigint | undefined => {
    let sum = 0n
    for (const name of names) {
      const sink = opened.get(name)
      if (sink === undefined)
        throw unusable(file, `has lines that need the column ${name} for amortized costs; add it to the export, or ask for unblended costs`)
      const units = sink.at(row)
      if (units === undefined) return undefined
      sum += BigInt(units)
    }
    return sum
  }
  return (row) => {
    const kind = kinds.dictionary.valueOf(kinds.codes[row] ?? 0)
    if (kind === FEE && reserved !== undefined && reserved.dictionary.valueOf(reserved.codes[row] ?? 0) !== '') return 0
    const share = Object.hasOwn(AMORTIZED, kind) ? AMORTIZED[kind] : undefined
    if (share === undefined) return billed(row)
    const plus = sumOf(share.plus, row)
    const minus = sumOf(share.minus ?? [], row)
    return plus === undefined || minus === undefined ? undefined : plus - minus
  }
}
