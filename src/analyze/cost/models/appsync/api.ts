import { definePriceModel, type PriceModel } from '../../model.js'

export const eventApi: PriceModel = definePriceModel({
  type: 'AWS::AppSync::Api',
  refs: ['https://aws.amazon.com/appsync/pricing/'],
  usage: {
    operations: { unit: 'operation', about: 'messages published, delivered and handled, and connections made, a month' },
    connectionMinutes: { unit: 'minute', about: 'minutes that clients are connected' },
    internetOutGb: { unit: 'GB', about: 'messages to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters: (_node, usage) => [
    { name: 'Operations', price: 'appsync.event_api_operations', unit: 'operation', quantity: usage['operations'] },
    {
      name: 'Connection minutes',
      price: 'appsync.realtime_connection_minutes',
      unit: 'minute',
      quantity: usage['connectionMinutes'],
    },
  ],
})
