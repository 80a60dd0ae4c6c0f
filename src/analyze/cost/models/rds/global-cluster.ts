import { definePriceModel, type PriceModel } from '../../model.js'

/** Instances and storage are billed in each region; the cluster around them for what it copies. */
export const globalCluster: PriceModel = definePriceModel({
  type: 'AWS::RDS::GlobalCluster',
  refs: ['https://aws.amazon.com/rds/aurora/pricing/'],
  usage: { replicatedWrites: { unit: 'request', about: 'writes of storage a month, once for each region they are copied to' } },
  meters: (_node, usage) => [
    { name: 'Replicated writes', price: 'aurora.global_db_replicated_write_io', unit: 'request', quantity: usage['replicatedWrites'] },
  ],
})
