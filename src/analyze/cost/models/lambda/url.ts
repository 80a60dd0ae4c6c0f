import { definePriceModel, type PriceModel } from '../../model.js'
import { whereStated } from '../meters.js'

/** Requests are billed at the function. */
export const lambdaUrl: PriceModel = definePriceModel({
  type: 'AWS::Lambda::Url',
  refs: ['https://aws.amazon.com/lambda/pricing/'],
  usage: {
    streamedGb: { unit: 'GB', about: 'responses that are streamed, beyond the first 6 MB of each' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters: (_node, usage) =>
    whereStated({ name: 'Streamed responses', price: 'lambda.response_streaming', unit: 'GB' }, usage['streamedGb']),
})
