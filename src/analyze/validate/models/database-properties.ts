import type { JsonObject } from '#core/index.js'
import { flagAt, isGiven, isWhole, linked, numberAt, propertiesOf, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at } from './model.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const CLUSTER = 'AWS::RDS::DBCluster'
const member = (more: JsonObject, cluster: JsonObject = { Engine: 'aurora-mysql' }): JsonObject => ({
  Resources: {
    Member: {
      Type: INSTANCE,
      Properties: { Engine: 'aurora-mysql', DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: { Ref: 'Cluster' }, ...more },
    },
    Cluster: { Type: CLUSTER, Properties: cluster },
  },
})
const single: JsonObject = { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '100' }

/** What the cluster decides for its members, and RDS leaves aside; what it refuses is the schema's to report. */
const OF_CLUSTER = ['BackupRetentionPeriod', 'MultiAZ', 'StorageEncrypted']

export const propertiesOfDatabase: ResourceModel = {
  id: 'database-properties',
  code: 'database-properties',
  types: [INSTANCE, CLUSTER],
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html',
  ],
  examples: {
    wrong: [
      {
        name: 'another engine than the cluster',
        template: member({ Engine: 'aurora-postgresql' }),
        says: 'Cluster has the engine aurora-mysql',
      },
      { name: 'what the cluster decides', template: member({ MultiAZ: true }), says: 'MultiAZ' },
      {
        name: 'an instance of Aurora alone',
        props: { Engine: 'aurora-mysql', DBInstanceClass: 'db.r6g.large' },
        says: 'DBClusterIdentifier',
      },
      { name: 'too little storage', props: { ...single, AllocatedStorage: '5' }, says: 'at least 20 GiB' },
      {
        name: 'fast storage too small',
        props: { ...single, StorageType: 'io1', Iops: 1000, AllocatedStorage: 50 },
        says: 'at least 100 GiB',
      },
      { name: 'no rate', props: { ...single, StorageType: 'io1' }, says: 'needs Iops' },
      { name: 'figures without a role', props: { ...single, MonitoringInterval: 60 }, says: 'MonitoringRoleArn' },
      {
        name: 'figures kept without being on',
        props: { ...single, PerformanceInsightsRetentionPeriod: 31 },
        says: 'EnablePerformanceInsights',
      },
      { name: 'growth to less', props: { ...single, MaxAllocatedStorage: 100 }, says: 'MaxAllocatedStorage 100' },
    ],
    right: [
      { name: 'a member', template: member({}) },
      { name: 'a Multi-AZ instance', props: { ...single, MultiAZ: true, StorageType: 'gp3', MaxAllocatedStorage: 200 } },
      {
        name: 'a cluster from elsewhere',
        props: { Engine: 'aurora-mysql', DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: { 'Fn::ImportValue': 'c' } },
      },
      { name: 'a replica', props: { SourceDBInstanceIdentifier: 'main', DBInstanceClass: 'db.t4g.medium' } },
      {
        name: 'figures',
        props: { ...single, MonitoringInterval: 60, MonitoringRoleArn: { Ref: 'Role' }, EnablePerformanceInsights: true },
      },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (type !== INSTANCE || !isWhole(own)) return
    const engine = textAt(own, 'Engine') ?? ''
    checkCluster(own, engine, context)
    if (engine.startsWith('aurora')) checkAurora(own, engine, context)
    checkSize(own, engine, context)
    checkGrowth(own, context)
    checkFigures(own, context)
  },
}

function checkCluster(own: Located, engine: string, { declared, complain }: ModelContext): void {
  const cluster = linked(own, 'DBClusterIdentifier', [CLUSTER], declared)
  const theirs = cluster === undefined ? '' : (textAt(propertiesOf(cluster), 'Engine') ?? '')
  if (cluster !== undefined && engine !== '' && theirs !== '' && theirs !== engine)
    complain(`${cluster.id} has the engine ${theirs}, not ${engine}`, at(own, 'Engine')?.place ?? own.place)
}

function checkAurora(own: Located, engine: string, { complain }: ModelContext): void {
  const origins = ['DBClusterIdentifier', 'DBSnapshotIdentifier', 'SourceDBInstanceIdentifier']
  if (origins.every((name) => at(own, name) === undefined))
    complain(`an instance of ${engine} belongs to a cluster; write DBClusterIdentifier`, own.place)
  if (at(own, 'DBClusterIdentifier') === undefined) return
  for (const name of OF_CLUSTER) {
    const given = at(own, name)
    if (given !== undefined && isGiven(own, name))
      complain(`${name} is the cluster's to decide; write it there or remove it`, given.place, { severity: 'warning' })
  }
}

const FAST: ReadonlySet<string> = new Set(['io1', 'io2'])
const LEAST: Readonly<Record<string, number>> = { gp2: 20, gp3: 20, io1: 100, io2: 100 }
const COUNTED = /^(?:postgres|mysql|mariadb|oracle|sqlserver)/

function checkSize(own: Located, engine: string, { complain }: ModelContext): void {
  const given = at(own, 'StorageType') !== undefined
  const kind = given ? (textAt(own, 'StorageType') ?? '') : 'gp2'
  if (FAST.has(kind) && at(own, 'Iops') === undefined) complain(`${kind} storage needs Iops`, own.place)
  const size = COUNTED.test(engine) ? numberAt(own, 'AllocatedStorage') : undefined
  const least = LEAST[kind] ?? 0
  if (size === undefined || size >= least) return
  const message = `${kind} storage of ${engine} has at least ${least} GiB, not ${size}`
  // What RDS takes when nothing is said has changed over the years.
  complain(message, at(own, 'AllocatedStorage')?.place ?? own.place, { severity: given ? 'error' : 'warning' })
}

function checkGrowth(own: Located, { complain }: ModelContext): void {
  const size = numberAt(own, 'AllocatedStorage')
  const most = numberAt(own, 'MaxAllocatedStorage')
  if (most !== undefined && size !== undefined && most <= size)
    complain(`MaxAllocatedStorage ${most} must be above AllocatedStorage ${size}`, at(own, 'MaxAllocatedStorage')?.place ?? own.place)
}

function checkFigures(own: Located, { complain }: ModelContext): void {
  const interval = numberAt(own, 'MonitoringInterval')
  if (interval !== undefined && interval > 0 && at(own, 'MonitoringRoleArn') === undefined)
    complain(`MonitoringInterval ${interval} needs MonitoringRoleArn`, at(own, 'MonitoringInterval')?.place ?? own.place)
  const kept = at(own, 'PerformanceInsightsRetentionPeriod')
  if (kept !== undefined && at(own, 'DatabaseInsightsMode') === undefined && flagAt(own, 'EnablePerformanceInsights') === false)
    complain('PerformanceInsightsRetentionPeriod needs EnablePerformanceInsights: true', kept.place)
}
