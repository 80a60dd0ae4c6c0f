import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

/** Hours that data is kept at no extra price, and up to which it is kept at the first extra price. */
const INCLUDED_HOURS = 24
const EXTENDED_HOURS = 168

export const kinesisStream: PriceModel = definePriceModel({
  type: 'AWS::Kinesis::Stream',
  refs: ['https://aws.amazon.com/kinesis/data-streams/pricing/'],
  usage: {
    putUnits: { unit: '25KB-unit', about: 'records put a month, in pieces of 25 KB, into a stream with shards' },
    inGb: { unit: 'GB', about: 'data put into a stream on demand, each record rounded up to 1 KB' },
    outGb: { unit: 'GB', about: 'data read from a stream on demand' },
    extendedGb: { unit: 'GB-month', about: 'data kept longer than a day and up to seven days, in a stream on demand' },
    longTermGb: { unit: 'GB-month', about: 'data kept longer than seven days' },
  },
  meters(node, usage, q) {
    const mode = orElse(textAt(q, node, 'StreamModeDetails.StreamMode'), 'PROVISIONED')
    const kept = orElse(numberAt(q, node, 'RetentionPeriodHours'), INCLUDED_HOURS)
    if (isUnresolved(mode)) return [waiting('Stream hours', 'shard-hour', mode)]
    if (isUnresolved(kept)) return [waiting('Data kept', 'GB-month', kept)]
    return [
      ...(mode === 'ON_DEMAND' ? onDemand(usage, kept) : provisioned(node, usage, q, kept)),
      ...(kept > EXTENDED_HOURS
        ? [{ name: 'Data kept beyond 7 days', price: 'kinesis.long_term_retention', unit: 'GB-month', quantity: usage['longTermGb'] }]
        : []),
    ]
  },
})

function onDemand(usage: ModelUsage, kept: number): readonly Meter[] {
  return [
    allMonth({ name: 'Stream hours', price: 'kinesis.ondemand_stream', unit: 'stream-hour' }),
    { name: 'Data in', price: 'kinesis.ondemand_in', unit: 'GB', quantity: usage['inGb'] },
    { name: 'Data out', price: 'kinesis.ondemand_out', unit: 'GB', quantity: usage['outGb'] },
    ...(kept > INCLUDED_HOURS
      ? [{ name: 'Data kept beyond a day', price: 'kinesis.ondemand_extended_retention', unit: 'GB-month', quantity: usage['extendedGb'] }]
      : []),
  ]
}

function provisioned(node: Resource, usage: ModelUsage, q: Query, kept: number): readonly Meter[] {
  const shards: number | Unresolved = numberAt(q, node, 'ShardCount') ?? { unresolved: 'ShardCount', why: 'it is not given' }
  return [
    allMonth({ name: 'Shard hours', price: 'kinesis.shard', unit: 'shard-hour' }, shards),
    { name: 'Records put', price: 'kinesis.put_payload_units', unit: '25KB-unit', quantity: usage['putUnits'] },
    ...(kept > INCLUDED_HOURS
      ? [allMonth({ name: 'Shards that keep data beyond a day', price: 'kinesis.extended_retention', unit: 'shard-hour' }, shards)]
      : []),
  ]
}
