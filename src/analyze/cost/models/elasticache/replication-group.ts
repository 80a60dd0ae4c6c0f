import { isUnresolved, type Measure } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'
import { whereStated } from '../meters.js'
import { nodeHours } from './nodes.js'

export const replicationGroup: PriceModel = definePriceModel({
  type: 'AWS::ElastiCache::ReplicationGroup',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  usage: { snapshotGb: { unit: 'GB-month', about: 'snapshots beyond the one that is free' } },
  meters(node, usage, q) {
    const clusters = numberAt(q, node, 'NumCacheClusters')
    const shards = orElse(numberAt(q, node, 'NumNodeGroups'), 1)
    const replicas = orElse(numberAt(q, node, 'ReplicasPerNodeGroup'), 0)
    const byShard: Measure = isUnresolved(shards) ? shards : isUnresolved(replicas) ? replicas : shards * (1 + replicas)
    return [
      nodeHours(node, q, clusters ?? byShard, 'redis'),
      ...whereStated({ name: 'Snapshots', price: 'elasticache.backup_storage', unit: 'GB-month' }, usage['snapshotGb']),
    ]
  },
})
