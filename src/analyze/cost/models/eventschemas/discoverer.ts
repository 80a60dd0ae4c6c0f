import { definePriceModel, type PriceModel } from '../../model.js'

export const discoverer: PriceModel = definePriceModel({
  type: 'AWS::EventSchemas::Discoverer',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: { events: { unit: 'event-8KB', about: 'events that it looks at a month, in pieces of 8 KB' } },
  meters: (_node, usage) => [
    { name: 'Events looked at', price: 'eventbridge.schema_discovery', unit: 'event-8KB', quantity: usage['events'] },
  ],
})
