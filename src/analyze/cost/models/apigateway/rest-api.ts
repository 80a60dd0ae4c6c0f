import { definePriceModel, type PriceModel } from '../../model.js'

export const restApi: PriceModel = definePriceModel({
  type: 'AWS::ApiGateway::RestApi',
  refs: ['https://aws.amazon.com/api-gateway/pricing/'],
  usage: {
    requests: { unit: 'request', about: 'requests a month' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters: (_node, usage) => [{ name: 'Requests', price: 'apigateway.rest_requests', unit: 'request', quantity: usage['requests'] }],
})
