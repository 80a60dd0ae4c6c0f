import { amountOf } from '#core/index.js'
import type { FreeTier, PriceBook } from '#catalog/index.js'
import type { Query, Resource } from '#graph/index.js'
import { type Bill, type BillLine, totalled } from './bill.js'
import { EDGES } from './edges/all.js'
import { isNeeded, isUnresolved, type Measure, type Needed, product, type Unresolved } from './measure.js'
import type { Meter, ModelUsage, PriceModel, UsageTable } from './model.js'
import { MODELS } from './models/all.js'
import { freeOf, stacksRead, unpricedReason } from './models/unpriced.js'
import { type Account, openAccount } from './account.js'
import { watch } from './watch.js'
import { idIn, isRanged, type Quantities, quantitiesAt, type ResourceQuantities } from './quantities.js'
import { withRanges } from './ranges.js'

export interface BillOptions {
  /** What AWS gives the account; nothing unless asked for. */
  readonly freeTiers?: readonly FreeTier[]
  /** The account that several bills share, with their tiers and free tiers; `freeTiers` is then said where it is opened. */
  readonly account?: Account
  /** Name of a second stack: its resources stand on the bill as `stack/Id`. */
  readonly stack?: string
}

/** Region of a line when nothing says where the stack runs. */
const NOWHERE = 'unknown'

interface Run {
  readonly q: Query
  readonly account: Account
  readonly options: BillOptions
}

/** One line for each meter of each resource, in the order of the template; data that belongs to no resource at the end. */
export function billOf(q: Query, quantities: Quantities, book: PriceBook, options: BillOptions = {}): Bill {
  const account = options.account ?? openAccount(book, options.freeTiers)
  // Both ends are billed as a whole, each in an account of its own: tiers and free tiers are shared by all lines there, too.
  const ends = isRanged(quantities) ? account.ends() : account.opened()
  const bill = linesOf({ q, account, options }, quantities)
  if (ends === undefined) return totalled(bill)
  const low = linesOf({ q, account: ends.low, options }, quantitiesAt(quantities, 'low'))
  const high = linesOf({ q, account: ends.high, options }, quantitiesAt(quantities, 'high'))
  return totalled(withRanges(bill, low, high))
}

function linesOf(run: Run, quantities: Quantities): readonly BillLine[] {
  const { q } = run
  const lines: BillLine[] = []
  const transfers: BillLine[] = []
  const watched = watch(q)
  const read = stacksRead(q)
  for (const node of q.all()) {
    const model = MODELS.get(node.type)
    if (model === undefined) {
      if (freeOf(node, read) === undefined) lines.push(noModel(node, run))
      continue
    }
    const usage = usageIn(model.usage, quantities.get(node.id))
    const meters = model.meters(node, usage, watched.q)
    for (const meter of meters) lines.push(lineOf(meter, node, model.usage, run))
    for (const property of unmentioned(watched.take(), meters)) lines.push(openLine(property, node, run))
    for (const transfer of model.transfers ?? []) {
      const line = transferLine(transfer, node, { model, usage, run })
      if (line !== undefined) transfers.push(line)
    }
  }
  return [...lines, ...transfers]
}

/** Properties that are not known and that no line waits for; one for each reason. */
function unmentioned(unknown: readonly Unresolved[], meters: readonly Meter[]): readonly Unresolved[] {
  if (unknown.length === 0) return unknown
  const told = new Set(meters.flatMap(({ price, quantity }) => [price, quantity].flatMap((each) => (isUnresolved(each) ? [each.why] : []))))
  return unknown.filter(({ why }, at) => !told.has(why) && unknown.findIndex((each) => each.why === why) === at)
}

function openLine(property: Unresolved, node: Resource, run: Run): BillLine {
  return { ...draftOf({ name: `What depends on ${property.unresolved}`, unit: '' }, node, run), hint: unresolvedHint(property) }
}

/** One bill of several stacks. They share tiers and free tiers where they were billed with one `account`. */
export function mergeBills(bills: readonly Bill[]): Bill {
  return totalled(bills.flatMap(({ lines }) => lines))
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
  const line = lineOf(meter, node, model.usage, run)
  line.source = line.resource
  line.resource = idIn(run.options.stack, edge.id)
  line.type = 'data transfer'
  return line
}

/** A line while it is filled in; a property that has no value is left out. */
type Draft = { -readonly [Key in keyof BillLine]: BillLine[Key] }

function draftOf(meter: Pick<Meter, 'name' | 'unit' | 'region'>, node: Resource, { q, options }: Run): Draft {
  return {
    resource: idIn(options.stack, node.id),
    type: node.type,
    name: meter.name,
    status: 'needs-usage',
    key: '',
    region: meter.region ?? q.region ?? NOWHERE,
    unit: meter.unit,
    from: 'template',
    tiers: [],
  }
}

function noModel(node: Resource, run: Run): BillLine {
  const draft = draftOf({ name: 'No price model', unit: '' }, node, run)
  return { ...draft, status: 'no-price', hint: unpricedReason(node.type) }
}

function lineOf(meter: Meter, node: Resource, table: UsageTable, run: Run): Draft {
  const draft = draftOf(meter, node, run)
  const { price, quantity } = meter
  if (typeof price === 'string') draft.key = price
  const hint = openHint(meter, node, table, run)
  if (hint !== undefined) return open(draft, hint, run)
  if (isAmount(quantity)) quantify(draft, quantity, meter)
  const priced = draft.quantity === undefined ? undefined : run.account.price(draft.key, draft.region, draft.quantity)
  if (priced === undefined) return withoutPrice(draft)
  draft.status = 'priced'
  draft.tiers = priced.tiers
  draft.monthly = priced.monthly
  return draft
}

function withoutPrice(draft: Draft): Draft {
  draft.status = 'no-price'
  draft.hint = draft.region === NOWHERE ? 'say which region it runs in' : `the price book has no ${draft.key} in ${draft.region}`
  return draft
}

/** A line without a quantity says what a unit costs; one that no quantity would make a price says that instead. */
function open(draft: Draft, hint: string, { account }: Run): Draft {
  draft.hint = hint
  if (draft.key === '') return draft
  const tiers = account.tiers(draft.key, draft.region)
  if (tiers === undefined) return withoutPrice(draft)
  draft.tiers = tiers
  return draft
}

type KnownMeasure = Exclude<Measure, Needed | Unresolved>

function isAmount(quantity: Measure | undefined): quantity is KnownMeasure {
  return quantity !== undefined && !isNeeded(quantity) && !isUnresolved(quantity)
}

/** Why a line has no quantity yet; undefined when it has one. */
function openHint({ price, quantity }: Meter, node: Resource, table: UsageTable, run: Run): string | undefined {
  if (typeof price !== 'string') return unresolvedHint(price)
  if (quantity === undefined) return 'its quantity is not in the usage table of its price model'
  if (isUnresolved(quantity)) return unresolvedHint(quantity)
  if (isNeeded(quantity)) return neededHint(quantity, table)
  return run.q.exists(node) === undefined ? `whether it exists depends on condition ${node.guard ?? ''}` : undefined
}

function quantify(draft: Draft, quantity: KnownMeasure, meter: Meter): void {
  if (typeof quantity === 'number') {
    draft.quantity = amountOf(quantity)
    if (meter.formula !== undefined) draft.formula = meter.formula
    return
  }
  draft.quantity = quantity.value
  draft.from = quantity.from
  const formula = meter.formula ?? quantity.formula
  if (formula !== undefined) draft.formula = formula
  if (quantity.origin !== undefined) draft.origin = quantity.origin
}

function neededHint({ needs }: Needed, table: UsageTable): string {
  const entry = table[needs]
  return entry === undefined ? `state ${needs} in the usage file` : `state ${needs} (${entry.unit}: ${entry.about}) in the usage file`
}

function unresolvedHint({ unresolved, why }: { readonly unresolved: string; readonly why: string }): string {
  return `${unresolved} is not known: ${why}`
}
