import { perMonth } from '#spec/index.js'
import { GB } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { insightsOf, servicesOf } from '../../models/ecs/cluster.js'
import { taskCountOf } from '../../models/ecs/running-tasks.js'

const EVENT_BYTES = 1024

/** An event a minute of the cluster, of each service, and of each task with its container. */
export const ecsCluster: Flow = defineFlow({
  type: 'AWS::ECS::Cluster',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html'],
  receives: [],
  after: servicesOf,
  flow(node, _incoming, context) {
    if (insightsOf(node, context.q) === 'disabled') return NOTHING
    let sources = 1
    for (const service of servicesOf(node, context.q)) {
      const average = context.result(service)?.quantities.find(({ name }) => name === 'averageTasks')?.value
      const counted = taskCountOf(service, context.q)
      sources += 1 + 2 * (average ?? ('least' in counted ? counted.least : 1))
    }
    const minutes = perMonth(1 / 60)
    return {
      quantities: [
        {
          name: 'insightsLogGb',
          unit: 'GB',
          value: (sources * minutes * EVENT_BYTES) / GB,
          formula: `${count(sources)} events a minute x ${count(minutes)} min x 1 KB`,
          origin: 'estimate of this project, 2026-08: events of 1 KB',
        },
      ],
    }
  },
})
