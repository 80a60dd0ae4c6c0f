import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'
import { whereStated } from '../meters.js'
import { nodeHours } from './nodes.js'

export const cacheCluster: PriceModel = definePriceModel({
  type: 'AWS::ElastiCache::CacheCluster',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  usage: { snapshotGb: { unit: 'GB-month', about: 'snapshots beyond the one that is free' } },
  meters: (node, usage, q) => [
    nodeHours(node, q, orElse(numberAt(q, node, 'NumCacheNodes'), 1), 'memcached'),
    ...whereStated({ name: 'Snapshots', price: 'elasticache.backup_storage', unit: 'GB-month' }, usage['snapshotGb']),
  ],
})
