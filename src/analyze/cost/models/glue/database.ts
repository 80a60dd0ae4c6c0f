import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

export const glueDatabase: PriceModel = definePriceModel({
  type: 'AWS::Glue::Database',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: {},
  meters: () => [
    fixed({ name: 'Database of the catalog', price: 'glue.catalog_storage', unit: 'object-month' }, 1, 'one database, without its tables'),
  ],
})
