import { definePriceModel, type PriceModel } from '../../model.js'

export const appMonitor: PriceModel = definePriceModel({
  type: 'AWS::RUM::AppMonitor',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { events: { unit: 'event', about: 'events of browsers taken in a month' } },
  meters: (_node, usage) => [{ name: 'Browser events', price: 'cloudwatch.rum_event', unit: 'event', quantity: usage['events'] }],
})
