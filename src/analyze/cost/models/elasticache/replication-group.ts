import { isUnresolved, type Measure } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'
import { nodeHours } from './nodes.js'

/** Snapshots beyond the one that is free are not counted. */
export const replicationGroup: PriceModel = definePriceModel({
  type: 'AWS::ElastiCache::ReplicationGroup',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const clusters = numberAt(q, node, 'NumCacheClusters')
    const shards = orElse(numberAt(q, node, 'NumNodeGroups'), 1)
    const replicas = orElse(numberAt(q, node, 'ReplicasPerNodeGroup'), 0)
    const byShard: Measure = isUnresolved(shards) ? shards : isUnresolved(replicas) ? replicas : shards * (1 + replicas)
    return [nodeHours(node, q, clusters ?? byShard, 'redis')]
  },
})
