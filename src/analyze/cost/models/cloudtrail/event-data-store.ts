import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'

export const eventDataStore: PriceModel = definePriceModel({
  type: 'AWS::CloudTrail::EventDataStore',
  refs: ['https://aws.amazon.com/cloudtrail/pricing/'],
  usage: {
    ingestedGb: { unit: 'GB', about: 'events taken in a month' },
    scannedGb: { unit: 'GB', about: 'data that queries look through' },
  },
  meters: (node, usage, q) => [
    {
      name: 'Events taken in',
      price: textAt(q, node, 'BillingMode') === 'FIXED_RETENTION_PRICING' ? 'cloudtrail.lake_ingest_7yr' : 'cloudtrail.lake_ingest_1yr',
      unit: 'GB',
      quantity: usage['ingestedGb'],
    },
    { name: 'Queries', price: 'cloudtrail.lake_query', unit: 'GB', quantity: usage['scannedGb'] },
  ],
})
