import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed, whereStated } from '../meters.js'

export const glueDatabase: PriceModel = definePriceModel({
  type: 'AWS::Glue::Database',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: { catalogRequests: { unit: 'request', about: 'requests to the catalog a month, beyond the first million' } },
  meters: (_node, usage) => [
    fixed({ name: 'Database of the catalog', price: 'glue.catalog_storage', unit: 'object-month' }, 1, 'one database, without its tables'),
    ...whereStated({ name: 'Catalog requests', price: 'glue.catalog_requests', unit: 'request' }, usage['catalogRequests']),
  ],
})
