import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, textAt, waiting } from '../../read.js'
import { managedSecret } from '../rds/managed-secret.js'
import { whereStated } from '../meters.js'

export const docdbCluster: PriceModel = definePriceModel({
  type: 'AWS::DocDB::DBCluster',
  refs: ['https://aws.amazon.com/documentdb/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'data in the cluster volume; what is used is billed' },
    ioRequests: { unit: 'request', about: 'reads and writes of storage a month' },
    backupGb: { unit: 'GB-month', about: 'backups beyond the size of the volume, up to which they are free' },
    exportedLogGb: { unit: 'GB', about: 'database logs that go to CloudWatch' },
  },
  meters(node, usage, q) {
    const storage = textAt(q, node, 'StorageType')
    if (isUnresolved(storage)) return [waiting('Storage', 'GB-month', storage)]
    const optimized = storage === 'iopt1'
    return [
      { name: 'Storage', price: optimized ? 'docdb.storage_io_optimized' : 'docdb.storage', unit: 'GB-month', quantity: usage['storedGb'] },
      ...(optimized ? [] : [{ name: 'Storage requests', price: 'docdb.io', unit: 'request', quantity: usage['ioRequests'] }]),
      ...whereStated({ name: 'Backups beyond the free allowance', price: 'docdb.backup', unit: 'GB-month' }, usage['backupGb']),
      ...(itemsAt(q, node, 'EnableCloudwatchLogsExports').length === 0
        ? []
        : [{ name: 'Database logs', price: 'cloudwatch.logs_ingest_standard', unit: 'GB', quantity: usage['exportedLogGb'] }]),
      ...managedSecret(q, node),
    ]
  },
})
