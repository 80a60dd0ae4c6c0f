import type { Query, Resource } from '#graph/index.js'
import { environmentOf } from '../environment.js'
import { isTrue, namedBy, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const CLUSTER = 'AWS::RDS::DBCluster'
const CACHE = 'AWS::ElastiCache::ReplicationGroup'
const PRODUCTION = [{ Key: 'Environment', Value: 'prod' }]

export const databaseSpansZones: Rule = defineRule({
  id: 'database-spans-zones',
  pillar: 'reliability',
  severity: 'high',
  title: 'Database survives the loss of a zone',
  why: 'A database in one zone is gone while that zone, its host or its maintenance is; a standby takes over in one to two minutes. Not high unless the template says that it is production.',
  fix: 'Set MultiAZ (ElastiCache: MultiAZEnabled and AutomaticFailoverEnabled) to true, or add a second instance to the Aurora cluster.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  ],
  types: [INSTANCE, CLUSTER, CACHE],
  maps: {
    'cdk-nag': ['AwsSolutions-RDS3', 'RDSMultiAZSupport', 'AwsSolutions-AEC4', 'ElastiCacheRedisClusterMultiAZ'],
    checkov: ['CKV_AWS_157'],
    'security-hub': ['RDS.5', 'RDS.15', 'ElastiCache.3'],
  },
  examples: {
    fail: [
      { name: 'one zone, in production', props: { Engine: 'postgres', MultiAZ: false, Tags: PRODUCTION } },
      { name: 'nobody said what it is for', props: { Engine: 'postgres' } },
      {
        name: 'a cluster of one instance',
        resources: {
          Orders: { Type: CLUSTER, Properties: { Engine: 'aurora-postgresql' } },
          First: { Type: INSTANCE, Properties: { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: 'Orders' } } },
        },
        subject: 'Orders',
      },
      { name: 'a cache without failover', type: CACHE, props: { ReplicationGroupDescription: 'sessions' } },
    ],
    pass: [
      { name: 'Multi-AZ', props: { Engine: 'postgres', MultiAZ: true } },
      { name: 'one zone, for development', props: { Engine: 'postgres', Tags: [{ Key: 'Environment', Value: 'dev' }] } },
      { name: 'a read replica', props: { SourceDBInstanceIdentifier: 'orders' } },
      {
        name: 'a cluster of two',
        resources: {
          Orders: { Type: CLUSTER, Properties: { Engine: 'aurora-postgresql' } },
          First: { Type: INSTANCE, Properties: { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: 'Orders' } } },
          Second: { Type: INSTANCE, Properties: { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: 'Orders' } } },
        },
        subject: 'Orders',
      },
      { name: 'a cache with failover', type: CACHE, props: { MultiAZEnabled: true, AutomaticFailoverEnabled: true } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { Engine: 'postgres', MultiAZ: { Ref: 'MultiAz' } } }],
  },
  check(node, q) {
    const environment = environmentOf(node, q)
    if (environment === 'other') return PASS
    const verdict = node.type === CLUSTER ? clusterVerdict(node, q) : flagVerdict(node, q)
    return verdict.is === 'fail' && environment === undefined ? { ...verdict, severity: 'medium' } : verdict
  },
})

function flagVerdict(node: Resource, q: Query): Verdict {
  const given = (path: string): boolean => q.read(node, path).set !== false
  // members of a cluster are counted there; a replica is a second copy already
  if (given('DBClusterIdentifier') || given('SourceDBInstanceIdentifier')) return PASS
  if (String(scalarOf(q.read(node, 'Engine')) ?? '').startsWith('aurora')) return PASS
  const path = node.type === CACHE ? 'MultiAZEnabled' : 'MultiAZ'
  const read = q.read(node, path)
  if (!read.known) return unknownAt(read, path)
  return isTrue(scalarOf(read)) ? PASS : { is: 'fail', what: `${path} is ${read.set ? 'false' : 'not set'}: it runs in one zone`, path }
}

/** Aurora needs a second instance; a Multi-AZ DB cluster of RDS (with an instance class of its own) has three. */
function clusterVerdict(node: Resource, q: Query): Verdict {
  const engine = scalarOf(q.read(node, 'Engine'))
  if (q.read(node, 'DBClusterInstanceClass').set !== false || scalarOf(q.read(node, 'EngineMode')) === 'serverless') return PASS
  if (typeof engine === 'string' && !engine.startsWith('aurora')) return PASS
  const members = namedBy(node, q, INSTANCE).filter(({ path }) => path === 'DBClusterIdentifier')
  if (members.length === 0) return { is: 'unknown', why: 'its instances are not in this template' }
  return members.length > 1 ? PASS : { is: 'fail', what: 'the cluster has one instance, in one zone' }
}
