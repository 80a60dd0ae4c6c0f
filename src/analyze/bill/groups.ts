import { type BillCell, type BillDimension, GROUPED_CHARGES } from '#spec/index.js'

/** Lines that are equal in what a bill is grouped by. Money in units of 1e-12 of the currency, amounts of 1e-9. */
export interface BillGroup {
  /** A value for each dimension; empty where lines have none. */
  readonly keys: readonly string[]
  readonly cost: bigint
  readonly lines: number
  /** Where all lines count the same. */
  readonly quantity?: bigint
  readonly unit?: string
}

export interface ChargeTotal {
  readonly charge: string
  readonly cost: bigint
  readonly lines: number
}

/** A bill in one currency: `grouped` is the sum of the groups, `total` that and what stands apart. */
export interface CurrencyBill {
  /** Empty when the bill does not say one. */
  readonly currency: string
  readonly total: bigint
  readonly grouped: bigint
  readonly groups: readonly BillGroup[]
  /** Tax, credits, refunds and adjustments: no costs of a service. */
  readonly apart: readonly ChargeTotal[]
  /** What the groups are made of. */
  readonly charges: readonly ChargeTotal[]
}

interface Sum {
  readonly keys: readonly string[]
  cost: bigint
  lines: number
  quantity: bigint | undefined
  readonly units: Set<string>
}

/** Groups the cells of a bill, each currency by itself: money of two currencies is never added. */
export function groupBill(cells: readonly BillCell[], by: readonly BillDimension[]): readonly CurrencyBill[] {
  const currencies = [...new Set(cells.map(({ values }) => values.currency ?? ''))]
  const bills = currencies.map((currency) =>
    oneCurrency(
      currency,
      cells.filter(({ values }) => (values.currency ?? '') === currency),
      by,
    ),
  )
  return bills.toSorted((one, other) => compareText(one.currency, other.currency))
}

function oneCurrency(currency: string, cells: readonly BillCell[], by: readonly BillDimension[]): CurrencyBill {
  const isGrouped = ({ values }: BillCell): boolean => GROUPED_CHARGES.has(values.charge ?? '')
  const charged = cells.filter(isGrouped)
  const sums = sumsBy(charged, by)
  const grouped = sums.reduce((total, { cost }) => total + cost, 0n)
  const apart = chargeTotals(cells.filter((cell) => !isGrouped(cell)))
  return {
    currency,
    total: apart.reduce((total, { cost }) => total + cost, grouped),
    grouped,
    groups: inOrder(sums, by).map(groupOf),
    apart,
    charges: chargeTotals(charged),
  }
}

function sumsBy(cells: readonly BillCell[], by: readonly BillDimension[]): readonly Sum[] {
  const sums = new Map<string, Sum>()
  for (const { values, cost, quantity, lines } of cells) {
    const keys = by.map((dimension) => values[dimension] ?? '')
    const id = JSON.stringify(keys)
    const sum = sums.get(id) ?? { keys, cost: 0n, lines: 0, quantity: undefined, units: new Set<string>() }
    sum.cost += cost
    sum.lines += lines
    if (quantity !== undefined) sum.quantity = (sum.quantity ?? 0n) + quantity
    sum.units.add(values.unit ?? '')
    sums.set(id, sum)
  }
  return [...sums.values()]
}

function groupOf({ keys, cost, lines, quantity, units }: Sum): BillGroup {
  const [unit = ''] = units
  return { keys, cost, lines, ...(quantity === undefined || units.size !== 1 || unit === '' ? {} : { quantity, unit }) }
}

/** Times in their order, everything else dearest first. */
function inOrder(sums: readonly Sum[], by: readonly BillDimension[]): readonly Sum[] {
  const times = by.map((dimension) => dimension === 'day' || dimension === 'month')
  return sums.toSorted((one, other) => {
    for (const [index, isTime] of times.entries()) {
      const order = isTime ? compareText(one.keys[index] ?? '', other.keys[index] ?? '') : 0
      if (order !== 0) return order
    }
    if (one.cost !== other.cost) return one.cost > other.cost ? -1 : 1
    return compareText(JSON.stringify(one.keys), JSON.stringify(other.keys))
  })
}

function chargeTotals(cells: readonly BillCell[]): readonly ChargeTotal[] {
  return inOrder(sumsBy(cells, ['charge']), []).map(({ keys: [charge = ''], cost, lines }) => ({ charge, cost, lines }))
}

export function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
