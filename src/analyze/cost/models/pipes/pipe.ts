import { definePriceModel, type PriceModel } from '../../model.js'

export const pipe: PriceModel = definePriceModel({
  type: 'AWS::Pipes::Pipe',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: { requests: { unit: 'request-64KB', about: 'events that pass the filter a month, in batches of 64 KB' } },
  meters: (_node, usage) => [{ name: 'Requests', price: 'eventbridge.pipes_requests', unit: 'request-64KB', quantity: usage['requests'] }],
})
