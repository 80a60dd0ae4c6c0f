import { definePriceModel, type PriceModel } from '../../model.js'

/** Rotated key material adds up to two more key-months in later years; they are not counted. */
export const key: PriceModel = definePriceModel({
  type: 'AWS::KMS::Key',
  refs: ['https://aws.amazon.com/kms/pricing/'],
  usage: { requests: { unit: 'request', about: 'cryptographic requests a month, those of AWS services included' } },
  meters: (_node, usage) => [
    { name: 'Customer managed key', price: 'kms.cmk', unit: 'key-month', quantity: 1, formula: 'one key' },
    { name: 'Key requests', price: 'kms.requests', unit: 'request', quantity: usage['requests'] },
  ],
})
