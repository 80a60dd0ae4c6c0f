import { HOURS_A_MONTH } from '#spec/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { flagAt, orElse, textAt, waiting } from '../../read.js'

const NAME = 'Cache hours'

export const restStage: PriceModel = definePriceModel({
  type: 'AWS::ApiGateway::Stage',
  refs: ['https://aws.amazon.com/api-gateway/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const enabled = flagAt(q, node, 'CacheClusterEnabled')
    if (isUnresolved(enabled)) return [waiting(NAME, 'hour', enabled)]
    if (!enabled) return []
    const size = orElse(textAt(q, node, 'CacheClusterSize'), '0.5')
    if (isUnresolved(size)) return [waiting(NAME, 'hour', size)]
    return [
      {
        name: NAME,
        price: `apigateway.cache_${size}GB`,
        unit: 'hour',
        quantity: HOURS_A_MONTH,
        formula: `a cache of ${size} GB for 730 h`,
      },
    ]
  },
})
