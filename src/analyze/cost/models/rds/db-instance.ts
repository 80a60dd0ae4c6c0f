import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isNeeded, isUnresolved, type Measure, product } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { flagAt, isOn, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'
import { whereStated } from '../meters.js'
import { isConnectedTo } from './connections.js'
import { clusterOf, engineOf, pricedEngine } from './engine.js'
import { managedSecret } from './managed-secret.js'
import { storageMeters } from './storage.js'
import { extendedSupport } from './support.js'

const NAME = 'Instance hours'
const SERVERLESS = 'db.serverless'

export const dbInstance: PriceModel = definePriceModel({
  type: 'AWS::RDS::DBInstance',
  refs: ['https://aws.amazon.com/rds/postgresql/pricing/', 'https://aws.amazon.com/rds/aurora/pricing/'],
  usage: {
    averageAcu: { unit: 'ACU', about: 'Aurora capacity units, mean over the month, of a serverless instance' },
    backupGb: { unit: 'GB-month', about: 'backups beyond the size of the storage, up to which they are free' },
    monitoringLogGb: { unit: 'GB', about: 'logs of enhanced monitoring' },
    exportedLogGb: { unit: 'GB', about: 'database logs that go to CloudWatch' },
    insightsVcpus: { unit: 'vCPU-month', about: 'vCPUs whose Performance Insights are kept for more than 7 days' },
    surplusCreditHours: { unit: 'vCPU-hour', about: 'vCPU hours above the credits of a T instance, a month' },
    crossZoneGb: { unit: 'GB', about: 'data between the database and callers in other zones' },
  },
  transfers: [
    {
      over: 'cross-zone transfer',
      usage: 'crossZoneGb',
      expected: (node, q) => clusterOf(node, q) === undefined && isConnectedTo(node, q),
    },
  ],
  meters(node, usage, q) {
    const cluster = clusterOf(node, q)
    const own = cluster === undefined ? standalone(node, usage, q) : inCluster(node, cluster, usage, q)
    return [
      ...own,
      ...support(node, cluster, q),
      ...credits(cluster !== undefined, usage),
      ...managedSecret(q, node),
      ...watching(node, usage, q),
      ...(isOn(q, node, 'PubliclyAccessible') ? [publicAddresses(1)] : []),
    ]
  },
})

/** A version of an instance in a cluster is that of the cluster. */
function support(node: Resource, cluster: Resource | undefined, q: Query): readonly Meter[] {
  const engine = engineOf(node, q)
  if (isUnresolved(engine)) return []
  const version = textAt(q, node, 'EngineVersion') ?? (cluster === undefined ? undefined : textAt(q, cluster, 'EngineVersion'))
  const copies = cluster === undefined && isOn(q, node, 'MultiAZ') ? 2 : 1
  return extendedSupport(q, cluster ?? node, { engine, version, type: textAt(q, node, 'DBInstanceClass'), copies })
}

/** T instances of a database run in unlimited mode; those of Aurora pay more for it. */
function credits(inAurora: boolean, usage: ModelUsage): readonly Meter[] {
  const price = inAurora ? 'aurora.t3_cpu_credit' : 'rds.t3_t4g_cpu_credit'
  return whereStated({ name: 'CPU credits above the earned', price, unit: 'vCPU-hour' }, usage['surplusCreditHours'])
}

function standalone(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const engine = engineOf(node, q)
  const multiAz = flagAt(q, node, 'MultiAZ')
  if (isUnresolved(engine)) return [waiting(NAME, 'instance-hour', engine)]
  if (isUnresolved(multiAz)) return [waiting(NAME, 'instance-hour', multiAz), waiting('Storage', 'GB-month', multiAz)]
  const family = pricedEngine(engine, textAt(q, node, 'LicenseModel'))
  return [
    hours(node, q, isUnresolved(family) ? family : `rds.${family}.${multiAz ? 'multi_az.' : ''}`, multiAz ? 'two zones' : 'one zone'),
    ...storageMeters(node, q, engine, multiAz),
    ...(numberAt(q, node, 'BackupRetentionPeriod') === 0
      ? []
      : [{ name: 'Backups beyond the free allowance', price: 'rds.backup_storage', unit: 'GB-month', quantity: usage['backupGb'] }]),
  ]
}

function hours(node: Resource, q: Query, prefix: string | ReturnType<typeof waiting>['price'], where: string): Meter {
  const type = textAt(q, node, 'DBInstanceClass') ?? { unresolved: 'DBInstanceClass', why: 'it is not given' }
  if (isUnresolved(type)) return waiting(NAME, 'instance-hour', type)
  if (isUnresolved(prefix)) return waiting(NAME, 'instance-hour', prefix)
  return {
    name: `${NAME} (${type}, ${where})`,
    price: `${prefix}${type}`,
    unit: 'instance-hour',
    quantity: HOURS_A_MONTH,
    formula: 'one instance for 730 h',
  }
}

function inCluster(node: Resource, cluster: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const engine = engineOf(node, q)
  if (isUnresolved(engine)) return [waiting(NAME, 'instance-hour', engine)]
  const storage = textAt(q, cluster, 'StorageType')
  if (isUnresolved(storage)) return [waiting(NAME, 'instance-hour', storage)]
  const optimized = storage === 'aurora-iopt1'
  if (textAt(q, node, 'DBInstanceClass') === SERVERLESS) return serverless(cluster, usage, q, optimized)
  const family = pricedEngine(engine, undefined)
  return [hours(node, q, isUnresolved(family) ? family : `aurora.${family}.${optimized ? 'io_optimized.' : ''}`, 'Aurora')]
}

/** The average where it is known; else the least capacity, and what is above it and nobody stated. */
function serverless(cluster: Resource, usage: ModelUsage, q: Query, optimized: boolean): readonly Meter[] {
  const price = optimized ? 'aurora.serverless_v2_io_optimized' : 'aurora.serverless_v2'
  const meter = (name: string, capacity: Measure): Meter => ({
    name,
    price,
    unit: 'ACU-hour',
    quantity: product(capacity, factor(HOURS_A_MONTH, '730 h')),
  })
  const average = usage['averageAcu'] ?? { needs: 'averageAcu' }
  if (!isNeeded(average)) return [meter('Aurora capacity', average)]
  const least = orElse(numberAt(q, cluster, 'ServerlessV2ScalingConfiguration.MinCapacity'), 0.5)
  if (least === 0 || isUnresolved(least)) return [meter('Aurora capacity', average)]
  return [meter('Aurora capacity', least), meter(`Aurora capacity above ${least} ACU`, average)]
}

function watching(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const interval = orElse(numberAt(q, node, 'MonitoringInterval'), 0)
  const kept = orElse(numberAt(q, node, 'PerformanceInsightsRetentionPeriod'), 7)
  const log = { price: 'cloudwatch.logs_ingest_standard', unit: 'GB' }
  return [
    ...(interval === 0 ? [] : [{ ...log, name: 'Logs of enhanced monitoring', quantity: usage['monitoringLogGb'] }]),
    ...(itemsAt(q, node, 'EnableCloudwatchLogsExports').length === 0
      ? []
      : [{ ...log, name: 'Database logs', quantity: usage['exportedLogGb'] }]),
    ...(isOn(q, node, 'EnablePerformanceInsights') && kept !== 7
      ? [
          {
            name: 'Performance Insights beyond 7 days',
            price: 'aurora.performance_insights_ltr_vcpu',
            unit: 'vCPU-month',
            quantity: usage['insightsVcpus'],
          },
        ]
      : []),
  ]
}
