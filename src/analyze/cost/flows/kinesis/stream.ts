import type { Query, Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, sizedOrigin } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { numberAt, orElse, textAt } from '../../read.js'
import { fromStream } from '../streams.js'

const KB = 1024
const HOURS_A_MONTH = SECONDS_A_MONTH / 3600
/** Shards that a stream on demand begins with. Source: https://docs.aws.amazon.com/streams/latest/dg/how-do-i-size-a-stream.html */
const FIRST_SHARDS = 4

export const kinesisStream: Flow = defineFlow({
  type: 'AWS::Kinesis::Stream',
  refs: ['https://docs.aws.amazon.com/streams/latest/dg/key-concepts.html', 'https://aws.amazon.com/kinesis/data-streams/pricing/'],
  receives: ['writes', 'publishes', 'routes', 'invokes'],
  entry: (_node, _q, { plain }) => (plain ? 1 : undefined),
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const { q } = context
    const onDemand = textAt(q, node, 'StreamModeDetails.StreamMode') === 'ON_DEMAND'
    const shards = orElse(numberAt(q, node, 'ShardCount'), FIRST_SHARDS)
    return {
      quantities: [...(onDemand ? dataOf(node, incoming, q) : [putUnits(incoming)]), ...keptLong(node, incoming, q)],
      send: (edge) => {
        if (edge.kind === 'invokes') return fromStream(incoming, edge, typeof shards === 'number' ? shards : 1, context)
        return edge.kind === 'routes' ? fromStream(incoming, edge, 1, context) : undefined
      },
    }
  },
})

function putUnits(incoming: Incoming): FlowQuantity {
  const each = Math.max(1, Math.ceil(incoming.inBytes / (25 * KB)))
  return {
    name: 'putUnits',
    unit: '25KB-unit',
    value: perMonth(incoming.perSecond) * each,
    formula: `${incoming.formula} x ${count(SECONDS_A_MONTH)} s x ${count(each)} pieces of 25 KB`,
    origin: sizedOrigin(incoming, 'in'),
  }
}

/** Gigabytes a month, each record rounded up to 1 KB. */
function gbOf(incoming: Incoming): { readonly gb: number; readonly formula: string } {
  const each = Math.max(1, Math.ceil(incoming.inBytes / KB))
  return {
    gb: (perMonth(incoming.perSecond) * each * KB) / GB,
    formula: `${incoming.formula} x ${count(SECONDS_A_MONTH)} s x ${count(each)} KB`,
  }
}

/** Readers that share the throughput of the stream: those with a consumer of their own are billed there. */
function dataOf(node: Resource, incoming: Incoming, q: Query): readonly FlowQuantity[] {
  const { gb, formula } = gbOf(incoming)
  const readers = new Set(q.edges({ from: node, kind: 'invokes' }).map(({ to }) => to.id)).size
  const origin = sizedOrigin(incoming, 'in')
  const hours = orElse(numberAt(q, node, 'RetentionPeriodHours'), 24)
  const extended = typeof hours === 'number' ? Math.max(0, Math.min(168, hours) - 24) : 0
  return [
    { name: 'inGb', unit: 'GB', value: gb, formula, origin },
    { name: 'outGb', unit: 'GB', value: gb * readers, formula: `${formula} x ${readers} readers`, origin },
    ...(extended === 0
      ? []
      : [
          {
            name: 'extendedGb',
            unit: 'GB-month',
            value: (gb * extended) / HOURS_A_MONTH,
            formula: `${count(gb)} GB x ${extended} h / 730 h`,
            origin,
          },
        ]),
  ]
}

function keptLong(node: Resource, incoming: Incoming, q: Query): readonly FlowQuantity[] {
  const hours = orElse(numberAt(q, node, 'RetentionPeriodHours'), 24)
  if (typeof hours !== 'number' || hours <= 168) return []
  const { gb } = gbOf(incoming)
  const formula = `${count(gb)} GB x ${count(hours - 168)} h / 730 h`
  return [
    { name: 'longTermGb', unit: 'GB-month', value: (gb * (hours - 168)) / HOURS_A_MONTH, formula, origin: sizedOrigin(incoming, 'in') },
  ]
}
