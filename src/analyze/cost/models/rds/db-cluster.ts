import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isOn, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { isConnectedTo } from './connections.js'
import { engineOf, pricedEngine } from './engine.js'
import { managedSecret } from './managed-secret.js'

const NAME = 'Storage'

export const dbCluster: PriceModel = definePriceModel({
  type: 'AWS::RDS::DBCluster',
  refs: ['https://aws.amazon.com/rds/aurora/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'data in the cluster volume; Aurora bills what is used' },
    ioRequests: { unit: 'request', about: 'reads and writes of storage a month' },
    changeRecords: { unit: 'change-record', about: 'change records kept for backtracking, mean over the month times 730 h' },
    dataApiRequests: { unit: 'request', about: 'calls of the RDS Data API a month, in pieces of 32 KB' },
    backupGb: { unit: 'GB-month', about: 'backups beyond the size of the volume, up to which they are free' },
    exportedLogGb: { unit: 'GB', about: 'database logs that go to CloudWatch' },
    crossZoneGb: { unit: 'GB', about: 'data between the database and callers in other zones' },
  },
  transfers: [{ over: 'cross-zone transfer', usage: 'crossZoneGb', expected: isConnectedTo }],
  meters(node, usage, q) {
    const engine = engineOf(node, q)
    if (isUnresolved(engine)) return [waiting(NAME, 'GB-month', engine)]
    return [
      ...(engine.startsWith('aurora') ? aurora(node, usage, q) : multiAzCluster(node, q, engine)),
      ...managedSecret(q, node),
      { name: 'Backups beyond the free allowance', price: 'aurora.backup', unit: 'GB-month', quantity: usage['backupGb'] },
      ...(itemsAt(q, node, 'EnableCloudwatchLogsExports').length === 0
        ? []
        : [{ name: 'Database logs', price: 'cloudwatch.logs_ingest_standard', unit: 'GB', quantity: usage['exportedLogGb'] }]),
    ]
  },
})

function aurora(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const storage = textAt(q, node, 'StorageType')
  if (isUnresolved(storage)) return [waiting(NAME, 'GB-month', storage)]
  const optimized = storage === 'aurora-iopt1'
  return [
    { name: NAME, price: optimized ? 'aurora.storage_io_optimized' : 'aurora.storage', unit: 'GB-month', quantity: usage['storedGb'] },
    ...(optimized ? [] : [{ name: 'Storage requests', price: 'aurora.io', unit: 'request', quantity: usage['ioRequests'] }]),
    ...(orElse(numberAt(q, node, 'BacktrackWindow'), 0) === 0
      ? []
      : [{ name: 'Backtracking', price: 'aurora.backtrack', unit: 'change-record', quantity: usage['changeRecords'] }]),
    ...(isOn(q, node, 'EnableHttpEndpoint')
      ? [{ name: 'Data API requests', price: 'aurora.data_api_requests', unit: 'request', quantity: usage['dataApiRequests'] }]
      : []),
  ]
}

/** A writer and two standbys that can be read, priced as one class; the book has no such prices yet. */
function multiAzCluster(node: Resource, q: Query, engine: string): readonly Meter[] {
  const type = textAt(q, node, 'DBClusterInstanceClass') ?? { unresolved: 'DBClusterInstanceClass', why: 'it is not given' }
  if (isUnresolved(type)) return [waiting('Cluster hours', 'instance-hour', type)]
  const family = pricedEngine(engine, undefined)
  const price = isUnresolved(family) ? family : `rds.${family}.multi_az_cluster.${type}`
  return [
    {
      name: `Cluster hours (${type}, two standbys)`,
      price,
      unit: 'instance-hour',
      quantity: HOURS_A_MONTH,
      formula: 'one cluster for 730 h',
    },
    {
      name: `${NAME} (three zones)`,
      price: 'rds.cluster_iops_storage_2standby',
      unit: 'GB-month',
      quantity: numberAt(q, node, 'AllocatedStorage') ?? { unresolved: 'AllocatedStorage', why: 'it is not given' },
    },
    ...(numberAt(q, node, 'Iops') === undefined
      ? []
      : [{ name: 'IOPS', price: 'rds.cluster_iops', unit: 'IOPS-month', quantity: numberAt(q, node, 'Iops') }]),
  ]
}
