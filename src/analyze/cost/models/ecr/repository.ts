import { definePriceModel, type PriceModel } from '../../model.js'

export const repository: PriceModel = definePriceModel({
  type: 'AWS::ECR::Repository',
  refs: ['https://aws.amazon.com/ecr/pricing/'],
  usage: { storedGb: { unit: 'GB-month', about: 'images kept, compressed, layers counted once' } },
  meters: (_node, usage) => [{ name: 'Image storage', price: 'ecr.storage_private', unit: 'GB-month', quantity: usage['storedGb'] }],
})
