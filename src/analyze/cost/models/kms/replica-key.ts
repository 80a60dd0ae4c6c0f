import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

/** A replica is billed like the key that it copies. */
export const replicaKey: PriceModel = definePriceModel({
  type: 'AWS::KMS::ReplicaKey',
  refs: ['https://aws.amazon.com/kms/pricing/'],
  usage: { requests: { unit: 'request', about: 'cryptographic requests a month in this region, those of AWS services included' } },
  meters: (_node, usage) => [
    fixed({ name: 'Replica of a key', price: 'kms.cmk', unit: 'key-month' }, 1, 'one key'),
    { name: 'Key requests', price: 'kms.requests', unit: 'request', quantity: usage['requests'] },
  ],
})
