import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, gigabytes, sizedOrigin } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, type Load, NOTHING } from '../../flow.js'
import { single } from '../../work.js'

/** Each record that is taken in counts as a multiple of 5 KB. Source: https://aws.amazon.com/firehose/pricing/ */
const STEP_KB = 5

/** What is delivered is written in files of many records; the few writes are not counted. */
export const deliveryStream: Flow = defineFlow({
  type: 'AWS::KinesisFirehose::DeliveryStream',
  refs: ['https://docs.aws.amazon.com/firehose/latest/dev/what-is-this-service.html'],
  receives: ['publishes', 'routes', 'invokes', 'subscribes', 'logs-to'],
  entry: (_node, _q, { plain }) => (plain ? 1 : undefined),
  flow(_node, incoming) {
    if (incoming === undefined) return NOTHING
    const each = single(incoming)
    const plain = gigabytes('convertedGb', each, each.inBytes, each.carries.endsWith('logs') ? 'of log' : 'in')
    return {
      quantities: [takenIn(each), plain, { ...plain, name: 'partitionedGb' }, { ...plain, name: 'networkGb' }],
      send: () => undefined,
    }
  },
})

function takenIn(load: Load): FlowQuantity {
  const kb = Math.max(1, Math.ceil(load.inBytes / 1024 / STEP_KB)) * STEP_KB
  return {
    name: 'ingestedGb',
    unit: 'GB',
    value: (perMonth(load.perSecond) * kb * 1024) / GB,
    formula: `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${kb} KB, each record rounded up to 5 KB`,
    origin: load.carries.endsWith('logs') ? sizedOrigin(load, '') : sizedOrigin(load, 'in'),
  }
}
