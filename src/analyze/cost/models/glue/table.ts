import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

export const glueTable: PriceModel = definePriceModel({
  type: 'AWS::Glue::Table',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: {},
  meters: () => [
    fixed({ name: 'Table of the catalog', price: 'glue.catalog_storage', unit: 'object-month' }, 1, 'one table, without its partitions'),
  ],
})
