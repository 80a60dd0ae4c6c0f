import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, textAt } from '../../read.js'

/** A cluster is free; the metrics that Container Insights makes of it are not. */
export const ecsCluster: PriceModel = definePriceModel({
  type: 'AWS::ECS::Cluster',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { insightsMetrics: { unit: 'metric-month', about: 'custom metrics that Container Insights makes of the cluster' } },
  meters(node, usage, q) {
    const settings = itemsAt(q, node, 'ClusterSettings').filter((item) => textAt(q, item, 'Name') === 'containerInsights')
    const values = settings.map((item) => textAt(q, item, 'Value'))
    if (values.every((value) => !isUnresolved(value) && (value === undefined || value === 'disabled'))) return []
    return [
      { name: 'Container Insights metrics', price: 'cloudwatch.metrics_custom', unit: 'metric-month', quantity: usage['insightsMetrics'] },
    ]
  },
})
