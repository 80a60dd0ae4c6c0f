import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const mskServerlessCluster: PriceModel = definePriceModel({
  type: 'AWS::MSK::ServerlessCluster',
  refs: ['https://aws.amazon.com/msk/pricing/'],
  usage: {
    partitions: { unit: 'partition', about: 'partitions, mean over the month' },
    writtenGb: { unit: 'GB', about: 'data written' },
    readGb: { unit: 'GB', about: 'data read' },
    storedGb: { unit: 'GB-month', about: 'data kept' },
  },
  meters: (_node, usage) => [
    allMonth({ name: 'Cluster hours', price: 'msk.serverless_cluster', unit: 'hour' }),
    allMonth({ name: 'Partition hours', price: 'msk.serverless_partition', unit: 'partition-hour' }, usage['partitions']),
    { name: 'Data written', price: 'msk.serverless_in', unit: 'GB', quantity: usage['writtenGb'] },
    { name: 'Data read', price: 'msk.serverless_out', unit: 'GB', quantity: usage['readGb'] },
    { name: 'Storage', price: 'msk.serverless_storage', unit: 'GB-month', quantity: usage['storedGb'] },
  ],
})
