import type { JsonObject } from '#core/index.js'
import { flagAt, isWhole, numberAt, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at } from './model.js'

const GROUP = 'AWS::ElastiCache::ReplicationGroup'
const CLUSTER = 'AWS::ElastiCache::CacheCluster'
const group = (more: JsonObject): JsonObject => ({ ReplicationGroupDescription: 'd', Engine: 'valkey', ...more })

export const nodesOfCache: ResourceModel = {
  id: 'cache-cluster',
  code: 'cache-cluster',
  types: [GROUP, CLUSTER],
  refs: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html'],
  examples: {
    wrong: [
      { name: 'nothing to fail over to', props: group({ AutomaticFailoverEnabled: true, NumCacheClusters: 1 }), says: 'at least 2' },
      {
        name: 'zones without failover',
        props: group({ MultiAZEnabled: true, AutomaticFailoverEnabled: false }),
        says: 'AutomaticFailoverEnabled: true',
      },
      {
        name: 'a password on an open line',
        props: group({ AuthToken: 'x', TransitEncryptionEnabled: false }),
        says: 'TransitEncryptionEnabled: true',
      },
      {
        name: 'nodes of a single cache',
        template: {
          Resources: { C: { Type: CLUSTER, Properties: { Engine: 'redis', CacheNodeType: 'cache.t4g.micro', NumCacheNodes: 2 } } },
        },
        says: 'one node',
      },
    ],
    right: [
      { name: 'two nodes', props: group({ AutomaticFailoverEnabled: true, NumCacheClusters: 2, MultiAZEnabled: true }) },
      { name: 'shards', props: group({ AutomaticFailoverEnabled: true, NumNodeGroups: 2, ReplicasPerNodeGroup: 1 }) },
      {
        name: 'many nodes of memcached',
        template: {
          Resources: { C: { Type: CLUSTER, Properties: { Engine: 'memcached', CacheNodeType: 'cache.t4g.micro', NumCacheNodes: 3 } } },
        },
      },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    if (type === GROUP) checkGroup(own, context)
    else {
      const nodes = numberAt(own, 'NumCacheNodes')
      const engine = textAt(own, 'Engine') ?? ''
      if (['redis', 'valkey'].includes(engine) && nodes !== undefined && nodes > 1)
        context.complain(
          `a cache cluster of ${engine} has one node, not ${nodes}; use a ReplicationGroup`,
          at(own, 'NumCacheNodes')?.place ?? place,
        )
    }
  },
}

function checkGroup(own: Located, { complain }: ModelContext): void {
  const failover = flagAt(own, 'AutomaticFailoverEnabled')
  const nodes = numberAt(own, 'NumCacheClusters')
  if (failover === true && nodes !== undefined && nodes < 2)
    complain(`AutomaticFailoverEnabled needs NumCacheClusters of at least 2, not ${nodes}`, at(own, 'NumCacheClusters')?.place ?? own.place)
  if (flagAt(own, 'MultiAZEnabled') === true && isOff(own, 'AutomaticFailoverEnabled'))
    complain('MultiAZEnabled needs AutomaticFailoverEnabled: true', at(own, 'MultiAZEnabled')?.place ?? own.place)
  const token = at(own, 'AuthToken')
  if (token !== undefined && isOff(own, 'TransitEncryptionEnabled')) complain('AuthToken needs TransitEncryptionEnabled: true', token.place)
}

/** Said to be off, and not only left out. */
function isOff(own: Located, name: string): boolean {
  return at(own, name) !== undefined && flagAt(own, name) === false
}
