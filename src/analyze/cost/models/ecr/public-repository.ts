import { definePriceModel, type PriceModel } from '../../model.js'

export const publicRepository: PriceModel = definePriceModel({
  type: 'AWS::ECR::PublicRepository',
  refs: ['https://aws.amazon.com/ecr/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'images kept, compressed, beyond the 50 GB that are free' },
    downloadedGb: { unit: 'GB', about: 'images pulled from outside AWS beyond the 5 TB a month that are free' },
  },
  meters: (_node, usage) => [
    { name: 'Image storage', price: 'ecr.storage_private', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'Downloads', price: 'ecr.public_dto_over_5TB', unit: 'GB', quantity: usage['downloadedGb'] },
  ],
})
