import { divideHalfEven } from '#core/index.js'
import type { BillCell } from '#spec/index.js'
import { compareText } from './groups.js'
import { withoutLetters } from './usage-type.js'

/** How AWS meters what a price is for: usage types (without the region's letters) of a product. */
export interface BillMeter {
  /** A price key; `{Instance Type}` stands for a part that the usage type says too. */
  readonly key: string
  /** Product code; `AWSDataTransfer` is billed with whatever sends. */
  readonly service: string
  /** Pattern for the whole usage type. */
  readonly usage: string
  readonly operation?: readonly string[]
  /** One unit of the bill is that many of the price's. */
  readonly per?: number
}

/** A line of an estimate: a month, in units of 1e-12 dollars and 1e-9 of the unit. */
export interface EstimateLine {
  readonly resource: string
  readonly name: string
  readonly key: string
  readonly region: string
  readonly unit: string
  readonly monthly: bigint | undefined
  readonly quantity: bigint | undefined
}

export interface ComparedLine {
  readonly is: 'both' | 'only-estimated' | 'only-billed' | 'no-meter'
  readonly region: string
  readonly service: string
  /** Usage types of the bill; of the estimate's price keys where the bill has none. */
  readonly usageTypes: readonly string[]
  readonly keys: readonly string[]
  readonly resources: readonly string[]
  /** A month; undefined where the estimate has no price, or says nothing of it. */
  readonly estimated?: bigint
  /** What was billed, brought to a month of 730 hours. */
  readonly actual?: bigint
  readonly estimatedQuantity?: bigint
  readonly actualQuantity?: bigint
  readonly unit: string
}

const HOURS_A_MONTH = 730n
const HOURS_A_DAY = 24n

interface Slot {
  readonly region: string
  readonly meter: BillMeter | undefined
  readonly test: RegExp
  readonly captured: string
  readonly lines: EstimateLine[]
  readonly cells: BillCell[]
}

/** What an estimate says and what was billed, meter by meter; `days` is the time that the cells (of one currency) are of. */
export function compareBill(
  estimate: readonly EstimateLine[],
  cells: readonly BillCell[],
  meters: readonly BillMeter[],
  days: number,
): readonly ComparedLine[] {
  const slots = slotsOf(estimate, meters)
  const rest = new Map<string, BillCell[]>()
  for (const cell of cells) {
    const slot = slots.find((each) => belongs(cell, each))
    if (slot !== undefined) slot.cells.push(cell)
    else {
      const id = JSON.stringify([cell.values.region, cell.values.service, cell.values['usage-type']])
      rest.set(id, [...(rest.get(id) ?? []), cell])
    }
  }
  const compared = [...slots.map((slot) => ofSlot(slot, days)), ...[...rest.values()].map((own) => onlyBilled(own, days))]
  const weight = ({ estimated = 0n, actual = 0n }: ComparedLine): bigint => (estimated > actual ? estimated : actual)
  return compared.toSorted((one, other) => {
    const [mine, theirs] = [weight(one), weight(other)]
    if (mine !== theirs) return mine > theirs ? -1 : 1
    return compareText(
      JSON.stringify([one.service, one.usageTypes, one.keys, one.region]),
      JSON.stringify([other.service, other.usageTypes, other.keys, other.region]),
    )
  })
}

/** Lines of an estimate by the meter that they are billed by; two keys of one meter (two engines of a database class) are one slot. */
function slotsOf(estimate: readonly EstimateLine[], meters: readonly BillMeter[]): readonly Slot[] {
  const slots = new Map<string, Slot>()
  for (const line of estimate) {
    const { meter, captured } = meterOf(line.key, meters)
    const id = JSON.stringify([line.region, meter?.service ?? '', meter?.usage ?? line.key, captured, meter?.operation ?? []])
    const slot = slots.get(id) ?? {
      region: line.region,
      meter,
      test: new RegExp(`^(?:${meter?.usage ?? '(?!)'})$`, 'u'),
      captured,
      lines: [],
      cells: [],
    }
    slot.lines.push(line)
    slots.set(id, slot)
  }
  return [...slots.values()]
}

/** `m7g.large`, `db.r6g.xlarge`; not `multi_az.db.r6g.xlarge`, which is the key of another meter. */
const CLASS = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/

function meterOf(key: string, meters: readonly BillMeter[]): { readonly meter: BillMeter | undefined; readonly captured: string } {
  const exact = meters.find((meter) => meter.key === key)
  if (exact !== undefined) return { meter: exact, captured: '' }
  for (const meter of meters) {
    const [before = '', after] = meter.key.split(/\{[^}]*\}/)
    if (after === undefined || !key.startsWith(before) || !key.endsWith(after)) continue
    const captured = key.slice(before.length, key.length - after.length)
    if (CLASS.test(captured)) return { meter, captured }
  }
  return { meter: undefined, captured: '' }
}

/** Products whose usage is billed under each other's code. */
const TOGETHER: ReadonlySet<string> = new Set(['AmazonEC2', 'AmazonVPC', 'AWSELB'])
const ANY_PRODUCT = 'AWSDataTransfer'

function belongs({ values }: BillCell, { region, meter, test, captured }: Slot): boolean {
  if (meter === undefined || values.region !== region) return false
  const usage = withoutLetters(values['usage-type'] ?? '')
  const isMetered = test.test(usage) && usage.endsWith(captured)
  return isMetered && (meter.operation?.includes(values.operation ?? '') ?? true) && isBilledAs(meter.service, values.service ?? '')
}

function isBilledAs(product: string, service: string): boolean {
  return product === service || product === ANY_PRODUCT || (TOGETHER.has(product) && TOGETHER.has(service))
}

function ofSlot({ region, meter, lines, cells }: Slot, days: number): ComparedLine {
  const estimated = sumOf(lines.map(({ monthly }) => monthly))
  const estimatedQuantity = sumOf(lines.map(({ quantity }) => quantity))
  return {
    is: sideOf(meter, cells),
    region,
    service: cells[0]?.values.service ?? meter?.service ?? '',
    usageTypes: usageTypesOf(cells),
    keys: [...new Set(lines.map(({ key }) => key))],
    resources: [...new Set(lines.map(({ resource }) => resource))],
    ...(estimated === undefined ? {} : { estimated }),
    ...(estimatedQuantity === undefined ? {} : { estimatedQuantity }),
    ...(cells.length === 0 ? {} : actualOf(cells, days, meter?.per)),
    unit: lines[0]?.unit ?? '',
  }
}

function sideOf(meter: BillMeter | undefined, cells: readonly BillCell[]): ComparedLine['is'] {
  if (meter === undefined) return 'no-meter'
  return cells.length === 0 ? 'only-estimated' : 'both'
}

function usageTypesOf(cells: readonly BillCell[]): readonly string[] {
  return [...new Set(cells.map(({ values }) => values['usage-type'] ?? ''))].toSorted()
}

function onlyBilled(cells: readonly BillCell[], days: number): ComparedLine {
  const { region = '', service = '', unit = '' } = cells[0]?.values ?? {}
  return { is: 'only-billed', region, service, usageTypes: usageTypesOf(cells), keys: [], resources: [], ...actualOf(cells, days), unit }
}

function actualOf(cells: readonly BillCell[], days: number, per = 1): { readonly actual: bigint; readonly actualQuantity?: bigint } {
  const cost = cells.reduce((sum, cell) => sum + cell.cost, 0n)
  const quantity = sumOf(cells.map((cell) => cell.quantity))
  return { actual: aMonth(cost, days), ...(quantity === undefined ? {} : { actualQuantity: aMonth(quantity * BigInt(per), days) }) }
}

function aMonth(units: bigint, days: number): bigint {
  return divideHalfEven(units * HOURS_A_MONTH, HOURS_A_DAY * BigInt(days))
}

function sumOf(values: readonly (bigint | undefined)[]): bigint | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0n)
}
