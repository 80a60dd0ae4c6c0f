import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { originOf, size } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { operationsOf } from '../../operations.js'

/** One unit for each kilobyte that a simple command reads or writes. */
export const serverlessCache: Flow = defineFlow({
  type: 'AWS::ElastiCache::ServerlessCache',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  receives: ['reads', 'writes'],
  flow(_node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const { reads, writes } = operationsOf(incoming, 1)
    const bytes = context.assumption('item-size')
    const each = Math.max(1, bytes / 1024)
    const perSecond = reads.perSecond + writes.perSecond
    return {
      quantities: [
        {
          name: 'processingUnits',
          unit: 'ECPU',
          value: perMonth(perSecond) * each,
          formula: `${count(perSecond)}/s x ${count(SECONDS_A_MONTH)} s x ${count(each)} units for ${size(bytes)}`,
          origin: originOf(incoming, 'item-size'),
        },
      ],
    }
  },
})
