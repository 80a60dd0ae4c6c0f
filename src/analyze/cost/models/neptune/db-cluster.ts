import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt } from '../../read.js'
import { whereStated } from '../meters.js'

/** Standard storage: CloudFormation has no property for the I/O-optimized kind. */
export const neptuneCluster: PriceModel = definePriceModel({
  type: 'AWS::Neptune::DBCluster',
  refs: ['https://aws.amazon.com/neptune/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'data in the cluster volume; what is used is billed' },
    ioRequests: { unit: 'request', about: 'reads and writes of storage a month' },
    backupGb: { unit: 'GB-month', about: 'backups beyond the size of the volume, up to which they are free' },
    exportedLogGb: { unit: 'GB', about: 'audit logs that go to CloudWatch' },
  },
  meters: (node, usage, q) => [
    { name: 'Storage', price: 'neptune.storage', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'Storage requests', price: 'neptune.io', unit: 'request', quantity: usage['ioRequests'] },
    ...whereStated({ name: 'Backups beyond the free allowance', price: 'neptune.backup', unit: 'GB-month' }, usage['backupGb']),
    ...(itemsAt(q, node, 'EnableCloudwatchLogsExports').length === 0
      ? []
      : [{ name: 'Database logs', price: 'cloudwatch.logs_ingest_standard', unit: 'GB', quantity: usage['exportedLogGb'] }]),
  ],
})
