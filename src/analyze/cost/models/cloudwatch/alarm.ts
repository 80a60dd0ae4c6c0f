import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, numberAt, orElse, waiting } from '../../read.js'

export const alarm: PriceModel = definePriceModel({
  type: 'AWS::CloudWatch::Alarm',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const period = orElse(numberAt(q, node, 'Period'), 60)
    if (isUnresolved(period)) return [waiting('Alarm', 'alarm-metric-month', period)]
    const queries = itemsAt(q, node, 'Metrics').filter((item) => {
      const stat = q.read(item, 'MetricStat')
      return !stat.known || stat.set
    })
    const metrics = Math.max(1, queries.length)
    return [
      {
        name: period < 60 ? 'High-resolution alarm' : 'Alarm',
        price: period < 60 ? 'cloudwatch.alarm_high_res' : 'cloudwatch.alarm_standard',
        unit: 'alarm-metric-month',
        quantity: metrics,
        formula: metrics === 1 ? 'one metric' : `${metrics} metrics`,
      },
    ]
  },
})
