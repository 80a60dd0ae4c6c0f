import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

export const gluePartition: PriceModel = definePriceModel({
  type: 'AWS::Glue::Partition',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: {},
  meters: () => [fixed({ name: 'Partition of the catalog', price: 'glue.catalog_storage', unit: 'object-month' }, 1, 'one partition')],
})
