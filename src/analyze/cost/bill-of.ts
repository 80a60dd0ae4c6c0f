import { type Amount, amountOf, addUsd, type Usd, ZERO_USD } from '#core/index.js'
import type { PriceBook } from '#catalog/index.js'
import type { Query, Resource } from '#graph/index.js'
import type { Bill, BillLine } from './bill.js'
import { EDGES } from './edges/all.js'
import { allowancesOf } from './free-tier.js'
import { isNeeded, isUnresolved, type Measure, type Needed, product } from './measure.js'
import type { Meter, ModelUsage, PriceModel, UsageTable } from './model.js'
import { MODELS } from './models/all.js'
import { freeReason } from './models/free.js'
import { poolOf, type Pool } from './pool.js'
import { idIn, type Quantities, type ResourceQuantities } from './quantities.js'

export interface BillOptions {
  /**
   * What AWS gives away for ever, once for the account: everything, or the services named as price keys begin (`lambda`).
   * Off unless asked for.
   */
  readonly freeTier?: boolean | readonly string[]
  /** Name of a second stack: its resources stand on the bill as `stack/Id`. */
  readonly stack?: string
}

interface Run {
  readonly q: Query
  readonly pool: Pool
  readonly options: BillOptions
}

/** One line for each meter of each resource, in the order of the template; data that belongs to no resource at the end. */
export function billOf(q: Query, quantities: Quantities, book: PriceBook, options: BillOptions = {}): Bill {
  const run: Run = { q, pool: poolOf(book, allowancesOf(options.freeTier)), options }
  const lines: BillLine[] = []
  const transfers: BillLine[] = []
  for (const node of q.all()) {
    const model = MODELS.get(node.type)
    if (model === undefined) {
      if (freeReason(node.type) === undefined) lines.push(noModel(node, run))
      continue
    }
    const usage = usageIn(model.usage, quantities.get(node.id))
    for (const meter of model.meters(node, usage, q)) lines.push(lineOf(meter, node, model.usage, run))
    for (const transfer of model.transfers ?? []) {
      const line = transferLine(transfer, node, { model, usage, run })
      if (line !== undefined) transfers.push(line)
    }
  }
  return totalled([...lines, ...transfers])
}

/** One bill of several stacks. Each stack's tiers are its own: no price of the book falls enough for stacks of one design to matter. */
export function mergeBills(bills: readonly Bill[]): Bill {
  return totalled(bills.flatMap(({ lines }) => lines))
}

function totalled(lines: readonly BillLine[]): Bill {
  let monthly: Usd = ZERO_USD
  let priced = 0
  for (const line of lines) {
    if (line.monthly === undefined) continue
    monthly = addUsd(monthly, line.monthly)
    priced += 1
  }
  return { lines, monthly, leftOut: lines.length - priced, unknown: priced === 0 }
}

function usageIn(table: UsageTable, quantities: ResourceQuantities | undefined): ModelUsage {
  const usage: Record<string, Measure> = {}
  for (const [name, { unit }] of Object.entries(table)) {
    const quantity = quantities?.get(name)
    if (quantity === undefined) usage[name] = { needs: name }
    else if (quantity.unit === unit) usage[name] = quantity
    else usage[name] = { unresolved: name, why: `it is stated in "${quantity.unit}"; state it in "${unit}"` }
  }
  return usage
}

function transferLine(
  transfer: NonNullable<PriceModel['transfers']>[number],
  node: Resource,
  { model, usage, run }: { readonly model: PriceModel; readonly usage: ModelUsage; readonly run: Run },
): BillLine | undefined {
  const edge = EDGES.get(transfer.over)
  const quantity = usage[transfer.usage]
  if (edge === undefined || quantity === undefined) return undefined
  if (isNeeded(quantity) && !transfer.expected(node, run.q)) return undefined
  const meter: Meter = {
    name: `From ${node.id}`,
    price: edge.price,
    unit: edge.unit,
    quantity: edge.times === 1 ? quantity : product(quantity, edge.times),
  }
  return { ...lineOf(meter, node, model.usage, run), resource: idIn(run.options.stack, edge.id), type: 'data transfer' }
}

function baseLine(node: Resource, { q, options }: Run): Pick<BillLine, 'resource' | 'type' | 'region'> {
  return { resource: idIn(options.stack, node.id), type: node.type, region: q.region ?? 'unknown' }
}

function noModel(node: Resource, run: Run): BillLine {
  return {
    ...baseLine(node, run),
    name: 'No price model',
    status: 'no-price',
    key: '',
    unit: '',
    from: 'template',
    tiers: [],
    hint: `there is no price model for ${node.type}`,
  }
}

function lineOf(meter: Meter, node: Resource, table: UsageTable, run: Run): BillLine {
  const { name, unit, price, quantity } = meter
  const base = { ...baseLine(node, run), ...(meter.region === undefined ? {} : { region: meter.region }), name, unit, tiers: [] }
  if (isUnresolved(price)) return { ...base, status: 'needs-usage', key: '', from: 'template', hint: unresolvedHint(price) }
  const open = { ...base, key: price, status: 'needs-usage' as const, from: 'template' as const }
  if (quantity === undefined) return { ...open, hint: 'its quantity is not in the usage table of its price model' }
  if (typeof quantity === 'object' && 'needs' in quantity) return { ...open, hint: neededHint(quantity, table) }
  if (isUnresolved(quantity)) return { ...open, hint: unresolvedHint(quantity) }
  if (run.q.exists(node) === undefined) return { ...open, hint: `whether it exists depends on condition ${node.guard ?? ''}` }
  return pricedLine({ ...base, key: price, ...known(quantity, meter) }, run.pool)
}

type Unpriced = Omit<BillLine, 'status'> & { readonly quantity: Amount }

function pricedLine(line: Unpriced, pool: Pool): BillLine {
  const priced = pool.price(line.key, line.region, line.quantity)
  if (priced === undefined) return { ...line, status: 'no-price', hint: `the price book has no ${line.key} in ${line.region}` }
  return { ...line, status: 'priced', tiers: priced.tiers, monthly: priced.monthly }
}

function known(
  quantity: Exclude<Measure, { readonly needs: string } | { readonly unresolved: string }>,
  meter: Meter,
): { readonly quantity: Amount; readonly from: BillLine['from']; readonly formula?: string; readonly origin?: string } {
  if (typeof quantity === 'number')
    return { quantity: amountOf(quantity), from: 'template', ...(meter.formula === undefined ? {} : { formula: meter.formula }) }
  const formula = meter.formula ?? quantity.formula
  return {
    quantity: quantity.value,
    from: quantity.from,
    ...(formula === undefined ? {} : { formula }),
    ...(quantity.origin === undefined ? {} : { origin: quantity.origin }),
  }
}

function neededHint({ needs }: Needed, table: UsageTable): string {
  const entry = table[needs]
  return entry === undefined ? `state ${needs} in the usage file` : `state ${needs} (${entry.unit}: ${entry.about}) in the usage file`
}

function unresolvedHint({ unresolved, why }: { readonly unresolved: string; readonly why: string }): string {
  return `${unresolved} is not known: ${why}`
}
