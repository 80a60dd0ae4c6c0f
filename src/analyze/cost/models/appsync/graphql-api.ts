import { definePriceModel, type PriceModel } from '../../model.js'
import { whereStated } from '../meters.js'

export const graphqlApi: PriceModel = definePriceModel({
  type: 'AWS::AppSync::GraphQLApi',
  refs: ['https://aws.amazon.com/appsync/pricing/'],
  usage: {
    operations: { unit: 'operation', about: 'queries and mutations a month' },
    updates: { unit: 'message', about: 'messages to subscribers a month, in pieces of 5 KB' },
    connectionMinutes: { unit: 'minute', about: 'minutes that subscribers are connected' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters: (_node, usage) => [
    { name: 'Queries and mutations', price: 'appsync.query_mutation', unit: 'operation', quantity: usage['operations'] },
    ...whereStated({ name: 'Real-time updates', price: 'appsync.realtime_updates', unit: 'message' }, usage['updates']),
    ...whereStated(
      { name: 'Connection minutes', price: 'appsync.realtime_connection_minutes', unit: 'minute' },
      usage['connectionMinutes'],
    ),
  ],
})
