import { definePriceModel, type PriceModel } from '../../model.js'

export const archive: PriceModel = definePriceModel({
  type: 'AWS::Events::Archive',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: {
    archivedGb: { unit: 'GB', about: 'events archived a month' },
    storedGb: { unit: 'GB-month', about: 'events kept' },
  },
  meters: (_node, usage) => [
    { name: 'Events archived', price: 'eventbridge.archive_processing', unit: 'GB', quantity: usage['archivedGb'] },
    { name: 'Storage', price: 'eventbridge.archive_storage', unit: 'GB-month', quantity: usage['storedGb'] },
  ],
})
