import { definePriceModel, type PriceModel } from '../../model.js'

export const metricFilter: PriceModel = definePriceModel({
  type: 'AWS::Logs::MetricFilter',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters: () => [
    { name: 'Custom metric', price: 'cloudwatch.metrics_custom', unit: 'metric-month', quantity: 1, formula: 'one metric a filter' },
  ],
})
