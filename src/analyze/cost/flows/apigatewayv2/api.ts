import type { Resource } from '#graph/index.js'
import { gigabytes, monthly } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type FlowResult, type Incoming } from '../../flow.js'
import { textAt } from '../../read.js'
import { sentByApi } from '../api-ways.js'
import { connectionMinutes, messagesOf } from '../messages.js'

/** An HTTP API is billed once for each 512 KB of a request and its response. */
const PIECE = 512 * 1024

export const httpApi: Flow = defineFlow({
  type: 'AWS::ApiGatewayV2::Api',
  refs: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html', 'https://aws.amazon.com/api-gateway/pricing/'],
  entry: () => 2,
  flow(node, incoming, context) {
    const { q } = context
    if (incoming === undefined) return { quantities: [] }
    if (textAt(q, node, 'ProtocolType') === 'WEBSOCKET') return webSocket(node, incoming, context)
    return {
      quantities: [pieces(incoming), gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out')],
      send: sentByApi(node, incoming, q),
    }
  },
})

/** A message that comes in, and those that go out to the clients that it concerns. */
function webSocket(node: Resource, incoming: Incoming, context: FlowContext): FlowResult {
  const updates = context.assumption('subscribers-per-update')
  return {
    quantities: [
      messagesOf('messages', 'message', incoming, { piece: 32 * 1024, context }),
      connectionMinutes(incoming, context),
      gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct * updates }, incoming.inBytes, 'in'),
    ],
    send: sentByApi(node, incoming, context.q),
  }
}

function pieces(incoming: Incoming): FlowQuantity {
  const each = Math.max(1, Math.ceil((incoming.inBytes + incoming.outBytes) / PIECE))
  const requests = monthly('requests', 'request', incoming)
  return each === 1
    ? requests
    : { ...requests, value: requests.value * each, formula: `${requests.formula} x ${count(each)} pieces of 512 KB` }
}
