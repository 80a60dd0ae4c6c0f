import { definePriceModel, type PriceModel } from '../../model.js'

/** The stream that takes the lines is billed by itself. */
export const realtimeLogConfig: PriceModel = definePriceModel({
  type: 'AWS::CloudFront::RealtimeLogConfig',
  refs: ['https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/'],
  usage: { lines: { unit: 'line', about: 'log lines a month, one for each request that is sampled' } },
  meters: (_node, usage) => [{ name: 'Log lines', price: 'cloudfront.realtime_logs', unit: 'line', quantity: usage['lines'] }],
})
