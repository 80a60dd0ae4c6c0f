import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, textAt, waiting } from '../../read.js'

const SERVICE = 'AWS::ECS::Service'
const NAME = 'Container Insights metrics'
/** Custom metrics that Container Insights makes of each: from memory of an example on the pricing page, 2025; not read again. */
const METRICS = { cluster: 8, service: 11, taskDefinition: 6 }

/** A cluster is free; what Container Insights makes of it is not. */
export const ecsCluster: PriceModel = definePriceModel({
  type: 'AWS::ECS::Cluster',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { insightsLogGb: { unit: 'GB', about: 'performance events of Container Insights, in a log group of its own' } },
  meters(node, usage, q) {
    const setting = insightsOf(node, q)
    if (isUnresolved(setting)) return [waiting(NAME, 'metric-month', setting)]
    if (setting === 'disabled') return []
    const price = setting === 'enhanced' ? 'cloudwatch.insights_enhanced' : 'cloudwatch.metrics_custom'
    return [
      { name: NAME, price, unit: 'metric-month', ...metrics(node, q) },
      { name: 'Container Insights events', price: 'cloudwatch.logs_ingest_standard', unit: 'GB', quantity: usage['insightsLogGb'] },
    ]
  },
})

/** `enabled`, `enhanced` or `disabled`, which is what a cluster has where nothing is said. */
export function insightsOf(node: Resource, q: Query): string | Unresolved {
  for (const item of itemsAt(q, node, 'ClusterSettings')) {
    const name = textAt(q, item, 'Name')
    const value = textAt(q, item, 'Value')
    if (isUnresolved(name)) return name
    if (name === 'containerInsights' && value !== undefined) return value
  }
  return 'disabled'
}

/** Services of a cluster; each runs one task definition. */
export function servicesOf(node: Resource, q: Query): readonly Resource[] {
  return q.edges({ from: node, kind: 'contains' }).flatMap(({ to }) => (to.type === SERVICE ? [to] : []))
}

function metrics(node: Resource, q: Query): { readonly quantity: number; readonly formula: string } {
  const services = servicesOf(node, q).length
  return {
    quantity: METRICS.cluster + services * (METRICS.service + METRICS.taskDefinition),
    formula: `${METRICS.cluster} of the cluster + (${METRICS.service} of the service + ${METRICS.taskDefinition} of its task definition) x ${services}`,
  }
}
