import { definePriceModel, type PriceModel } from '../../model.js'

export const keyValueStore: PriceModel = definePriceModel({
  type: 'AWS::CloudFront::KeyValueStore',
  refs: ['https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/'],
  usage: { reads: { unit: 'request', about: 'reads of the store by functions a month' } },
  meters: (_node, usage) => [{ name: 'Reads', price: 'cloudfront.kvs_reads', unit: 'request', quantity: usage['reads'] }],
})
