import type { LinkedEdge, Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, originOf, size } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import {
  defineFlow,
  type Flow,
  type FlowContext,
  type FlowQuantity,
  type Incoming,
  type Load,
  NOTHING,
  type StoreNeed,
} from '../../flow.js'
import { scalingTargetOf } from '../../models/scaling.js'
import { operationsOf } from '../../operations.js'
import { changesFromOutside } from '../leads.js'
import { fromStream } from '../streams.js'
import { lengthAt, numberAt, textAt } from '../../read.js'

const KB = 1024
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget'
export const dynamodbTable: Flow = defineFlow({
  type: 'AWS::DynamoDB::Table',
  refs: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html'],
  receives: ['reads', 'writes'],
  entry: changesFromOutside,
  flow(node, incoming, context) {
    const need = context.need(node, 'key-value')
    const stored = need === undefined ? [] : storedGb(need)
    if (incoming === undefined || need === undefined) return stored.length === 0 ? NOTHING : { quantities: stored }
    const units = unitsOf(node, need, incoming, context)
    const used = textAt(context.q, node, 'BillingMode') === 'PAY_PER_REQUEST' ? [units.read, units.write] : scaled(node, units, context)
    return {
      quantities: [...used, ...stored, ...changeRecords(node, need, incoming, context)],
      send: (edge) => changed(edge, need, incoming, context),
    }
  },
})

/** Shards of a table's stream: about one for each partition, and a small table has one. */
const STREAM_SHARDS = 1

/** Every write goes on to what reads the stream of changes. */
function changed(edge: LinkedEdge, need: StoreNeed, incoming: Incoming, context: FlowContext): Load | undefined {
  if (edge.kind !== 'invokes' && edge.kind !== 'publishes') return undefined
  const { perSecond, formula } = operationsOf(incoming, need.readShare).writes
  return fromStream({ ...incoming, perSecond, formula, inBytes: need.itemBytes, direct: 0 }, edge, STREAM_SHARDS, context)
}

/** Changes that go to a Kinesis stream are counted here, too. */
function changeRecords(node: Resource, need: StoreNeed, incoming: Incoming, { q }: FlowContext): readonly FlowQuantity[] {
  if (textAt(q, node, 'KinesisStreamSpecification.StreamArn') === undefined) return []
  const { perSecond, formula } = operationsOf(incoming, need.readShare).writes
  const each = Math.ceil(need.itemBytes / KB)
  return [
    {
      name: 'changeRecords',
      unit: 'unit',
      value: perMonth(perSecond) * each,
      formula: `${formula} x ${count(SECONDS_A_MONTH)} s x ${count(each)} units`,
      origin: `${originOf(incoming)}; ${need.origin}`,
    },
  ]
}

function storedGb({ origin, sizeBytes }: StoreNeed): readonly FlowQuantity[] {
  if (sizeBytes === undefined) return []
  return [{ name: 'storedGb', unit: 'GB-month', value: sizeBytes / GB, formula: size(sizeBytes), origin }]
}

const READ_FACTOR = { eventual: 0.5, strong: 1, transactional: 2 } as const

/** A read unit is 4 KB, half of one when eventually consistent; a write unit is 1 KB, and every index is written too. Transactions cost double. */
function unitsOf(
  node: Resource,
  need: StoreNeed,
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
    origin: `${originOf(incoming)}; ${need.origin}`,
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
