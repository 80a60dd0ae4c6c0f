import type { Query, Resource } from '#graph/index.js'
import type { Measure } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, textAt } from '../../read.js'
import { allMonth } from '../meters.js'

const STREAM = 'AWS::Kinesis::Stream'

export const streamConsumer: PriceModel = definePriceModel({
  type: 'AWS::Kinesis::StreamConsumer',
  refs: ['https://aws.amazon.com/kinesis/data-streams/pricing/'],
  usage: { readGb: { unit: 'GB', about: 'data that the consumer reads' } },
  meters(node, usage, q) {
    const stream = q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === STREAM)?.to
    if (stream !== undefined && textAt(q, stream, 'StreamModeDetails.StreamMode') === 'ON_DEMAND')
      return [{ name: 'Data read', price: 'kinesis.ondemand_efo_data', unit: 'GB', quantity: usage['readGb'] }]
    return [
      allMonth({ name: 'Consumer hours', price: 'kinesis.efo_consumer', unit: 'consumer-shard-hour' }, shardsOf(stream, q)),
      { name: 'Data read', price: 'kinesis.efo_data', unit: 'GB', quantity: usage['readGb'] },
    ]
  },
})

/** A consumer is billed for every shard of its stream. */
function shardsOf(stream: Resource | undefined, q: Query): Measure {
  if (stream === undefined) return { unresolved: 'StreamARN', why: 'the stream is not in the template' }
  return numberAt(q, stream, 'ShardCount') ?? { unresolved: 'ShardCount', why: 'it is not given' }
}
