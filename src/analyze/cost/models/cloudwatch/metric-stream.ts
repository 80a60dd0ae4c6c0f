import { definePriceModel, type PriceModel } from '../../model.js'

export const metricStream: PriceModel = definePriceModel({
  type: 'AWS::CloudWatch::MetricStream',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { updates: { unit: 'update', about: 'updates of metrics streamed a month' } },
  meters: (_node, usage) => [{ name: 'Metric updates', price: 'cloudwatch.metric_streams', unit: 'update', quantity: usage['updates'] }],
})
