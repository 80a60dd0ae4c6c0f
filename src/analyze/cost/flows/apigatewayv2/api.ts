import { gigabytes, monthly } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, type Incoming } from '../../flow.js'
import { textAt } from '../../read.js'
import { scaledLoad } from '../../propagate.js'

/** An HTTP API is billed once for each 512 KB of a request and its response. */
const PIECE = 512 * 1024

export const httpApi: Flow = defineFlow({
  type: 'AWS::ApiGatewayV2::Api',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html', 'https://aws.amazon.com/api-gateway/pricing/'],
  entry: () => 2,
  flow(node, incoming, { q }) {
    if (incoming === undefined || textAt(q, node, 'ProtocolType') === 'WEBSOCKET') return { quantities: [] }
    return {
      quantities: [pieces(incoming), gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out')],
      send: (edge, share) => (edge.kind === 'contains' || edge.kind === 'routes' ? scaledLoad(incoming, share, edge.to) : undefined),
    }
  },
})

function pieces(incoming: Incoming): FlowQuantity {
  const each = Math.max(1, Math.ceil((incoming.inBytes + incoming.outBytes) / PIECE))
  const requests = monthly('requests', 'request', incoming)
  return each === 1
    ? requests
    : { ...requests, value: requests.value * each, formula: `${requests.formula} x ${count(each)} pieces of 512 KB` }
}
