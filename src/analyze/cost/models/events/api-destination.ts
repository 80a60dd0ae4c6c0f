import { definePriceModel, type PriceModel } from '../../model.js'

export const apiDestination: PriceModel = definePriceModel({
  type: 'AWS::Events::ApiDestination',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: { calls: { unit: 'invocation', about: 'calls of the endpoint a month' } },
  meters: (_node, usage) => [{ name: 'Calls', price: 'eventbridge.api_destinations', unit: 'invocation', quantity: usage['calls'] }],
})
