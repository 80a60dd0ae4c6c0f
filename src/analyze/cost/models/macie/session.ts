import { HOURS_A_MONTH } from '#spec/index.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { factor, product } from '../../measure.js'
import { textAt } from '../../read.js'

export const macieSession: PriceModel = definePriceModel({
  type: 'AWS::Macie::Session',
  refs: ['https://aws.amazon.com/macie/pricing/'],
  usage: {
    buckets: { unit: 'bucket', about: 'buckets of the account in the region' },
    discoveredGb: { unit: 'GB', about: 'data that discovery looks through' },
  },
  meters(node, usage, q) {
    if (textAt(q, node, 'Status') === 'PAUSED') return []
    const buckets = usage['buckets'] ?? { needs: 'buckets' }
    return [
      {
        name: 'Buckets watched',
        price: 'macie.bucket',
        unit: 'bucket-day',
        quantity: product(buckets, factor(HOURS_A_MONTH, '730 h / 24 h', 24)),
      },
      { name: 'Data discovery', price: 'macie.discovery', unit: 'GB', quantity: usage['discoveredGb'] },
    ]
  },
})
