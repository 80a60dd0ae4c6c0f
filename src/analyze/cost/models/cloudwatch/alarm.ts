import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isGiven, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'

/** An alarm on an anomaly pays for the metric and for the two bounds of its band. */
const ANOMALY_METRICS = 3

export const alarm: PriceModel = definePriceModel({
  type: 'AWS::CloudWatch::Alarm',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const period = orElse(numberAt(q, node, 'Period'), 60)
    if (isUnresolved(period)) return [waiting('Alarm', 'alarm-metric-month', period)]
    const metrics = metricsOf(node, q)
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

function metricsOf(node: Resource, q: Query): number {
  const metrics = itemsAt(q, node, 'Metrics')
  const read = metrics.filter((item) => isGiven(q, item, 'MetricStat')).length
  const band = metrics.some((item) => {
    const expression = textAt(q, item, 'Expression')
    return typeof expression === 'string' && expression.includes('ANOMALY_DETECTION_BAND')
  })
  return Math.max(1, read) * (band ? ANOMALY_METRICS : 1)
}
