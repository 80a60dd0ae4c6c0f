import { gigabytes, monthly } from '../../arithmetic.js'
import { defineFlow, type Flow } from '../../flow.js'
import { sentByApi } from '../api-ways.js'

export const restApi: Flow = defineFlow({
  type: 'AWS::ApiGateway::RestApi',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html'],
  entry: () => 2,
  flow(node, incoming, { q }) {
    if (incoming === undefined) return { quantities: [] }
    return {
      quantities: [
        monthly('requests', 'request', incoming),
        gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out'),
      ],
      send: sentByApi(node, incoming, q),
    }
  },
})
