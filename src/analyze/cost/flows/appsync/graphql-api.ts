import { gigabytes, monthly } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'

/** Operations are spread evenly over the resolvers: which of them callers ask for the template does not say. */
export const graphqlApi: Flow = defineFlow({
  type: 'AWS::AppSync::GraphQLApi',
  refs: ['https://docs.aws.amazon.com/appsync/latest/devguide/what-is-appsync.html'],
  entry: () => 2,
  flow(_node, incoming) {
    if (incoming === undefined) return NOTHING
    return {
      quantities: [
        monthly('operations', 'operation', incoming),
        gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out'),
      ],
      send: (edge, share) => (edge.kind === 'routes' ? scaledLoad(incoming, share, edge.to) : undefined),
    }
  },
})
