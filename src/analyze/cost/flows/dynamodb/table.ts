import type { Resource } from '#graph/index.js'
import { type DataNeed, perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, originOf, size } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { scalingTargetOf } from '../../models/scaling.js'
import { operationsOf } from '../../operations.js'
import { lengthAt, numberAt, textAt } from '../../read.js'

const KB = 1024
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget'
export const dynamodbTable: Flow = defineFlow({
  type: 'AWS::DynamoDB::Table',
  refs: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html'],
  receives: ['reads', 'writes'],
  flow(node, incoming, context) {
    const need = context.need(node, 'key-value')
    const stored = need === undefined ? [] : [storedGb(need)]
    if (incoming === undefined || need === undefined) return stored.length === 0 ? NOTHING : { quantities: stored }
    const units = unitsOf(node, need, incoming, context)
    const used = textAt(context.q, node, 'BillingMode') === 'PAY_PER_REQUEST' ? [units.read, units.write] : scaled(node, units, context)
    return { quantities: [...used, ...stored] }
  },
})

function storedGb({ name, sizeBytes }: DataNeed): FlowQuantity {
  return { name: 'storedGb', unit: 'GB-month', value: sizeBytes / GB, formula: size(sizeBytes), origin: `data ${name}` }
}

const READ_FACTOR = { eventual: 0.5, strong: 1, transactional: 2 } as const

/** A read unit is 4 KB, half of one when eventually consistent; a write unit is 1 KB, and every index is written too. Transactions cost double. */
function unitsOf(
  node: Resource,
  need: DataNeed,
  incoming: Incoming,
  { q }: FlowContext,
): { readonly read: FlowQuantity; readonly write: FlowQuantity } {
  const { reads, writes } = operationsOf(incoming, need.readShare)
  const indexes = lengthAt(q, node, 'GlobalSecondaryIndexes')
  const copies = 1 + (typeof indexes === 'number' ? indexes : 0)
  const perRead = Math.ceil(need.itemBytes / (4 * KB)) * READ_FACTOR[need.consistency]
  const perWrite = Math.ceil(need.itemBytes / KB) * copies * (need.consistency === 'transactional' ? 2 : 1)
  const of = (name: string, unit: string, operations: typeof reads, each: number): FlowQuantity => ({
    name,
    unit,
    value: perMonth(operations.perSecond) * each,
    formula: `${operations.formula} x ${count(SECONDS_A_MONTH)} s x ${count(each)} ${unit} for an item of ${size(need.itemBytes)}`,
    origin: `${originOf(incoming)}; data ${need.name}`,
  })
  return { read: of('readUnits', 'RRU', reads, perRead), write: of('writeUnits', 'WRU', writes, perWrite) }
}

/** Capacity that a provisioned table with scaling settles at: the average use over the target, not below the least. */
function scaled(
  node: Resource,
  units: { readonly read: FlowQuantity; readonly write: FlowQuantity },
  { q }: FlowContext,
): readonly FlowQuantity[] {
  const targets = q.edges({ to: node, kind: 'refers' }).filter(({ from }) => from.type === TARGET)
  return targets.flatMap(({ from }) => {
    const read = q.read(from, 'ScalableDimension')
    const least = numberAt(q, from, 'MinCapacity')
    const most = numberAt(q, from, 'MaxCapacity')
    if (!read.known || typeof least !== 'number' || typeof most !== 'number') return []
    const isRead = read.value === 'dynamodb:table:ReadCapacityUnits'
    if (!isRead && read.value !== 'dynamodb:table:WriteCapacityUnits') return []
    const used = isRead ? units.read : units.write
    const perSecond = used.value / SECONDS_A_MONTH
    const target = scalingTargetOf(from, q, `DynamoDB${isRead ? 'Read' : 'Write'}CapacityUtilization`) ?? 1
    return [
      {
        name: isRead ? 'readCapacity' : 'writeCapacity',
        unit: isRead ? 'RCU' : 'WCU',
        value: Math.min(most, Math.max(least, perSecond / target)),
        formula: `${count(perSecond)} units/s / ${count(target * 100)}%, from ${count(least)} to ${count(most)}`,
        origin: used.origin,
      },
    ]
  })
}
