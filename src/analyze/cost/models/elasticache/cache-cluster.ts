import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'
import { nodeHours } from './nodes.js'

export const cacheCluster: PriceModel = definePriceModel({
  type: 'AWS::ElastiCache::CacheCluster',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [nodeHours(node, q, orElse(numberAt(q, node, 'NumCacheNodes'), 1), 'memcached')],
})
