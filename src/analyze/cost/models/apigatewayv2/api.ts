import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { textAt, waiting } from '../../read.js'

export const httpOrWebSocketApi: PriceModel = definePriceModel({
  type: 'AWS::ApiGatewayV2::Api',
  refs: ['https://aws.amazon.com/api-gateway/pricing/'],
  usage: {
    requests: { unit: 'request', about: 'requests a month; one of more than 512 KB counts once for each 512 KB begun' },
    messages: { unit: 'message', about: 'WebSocket messages a month, in pieces of 32 KB' },
    connectionMinutes: { unit: 'minute', about: 'minutes that WebSocket connections are open' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters(node, usage, q) {
    const protocol = textAt(q, node, 'ProtocolType')
    if (isUnresolved(protocol)) return [waiting('Requests', 'request', protocol)]
    return protocol === 'WEBSOCKET'
      ? webSocket(usage)
      : [{ name: 'Requests', price: 'apigateway.http_requests_512KB', unit: 'request', quantity: usage['requests'] }]
  },
})

function webSocket(usage: ModelUsage): readonly Meter[] {
  return [
    { name: 'Messages', price: 'apigateway.ws_messages_32KB', unit: 'message', quantity: usage['messages'] },
    { name: 'Connection minutes', price: 'apigateway.ws_connection_minutes', unit: 'minute', quantity: usage['connectionMinutes'] },
  ]
}
