import type { Resource } from '#graph/index.js'
import { perMonth } from '#spec/index.js'
import { assuming, GB, originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING, type Outbound } from '../../flow.js'
import { isUnresolved } from '../../measure.js'
import { scalingOf, taskCountOf } from '../../models/ecs/running-tasks.js'
import { taskSizeOf } from '../../models/ecs/task-size.js'
import { scalingTargetOf } from '../../models/scaling.js'

export const ecsService: Flow = defineFlow({
  type: 'AWS::ECS::Service',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html'],
  entry: () => 0,
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    return { quantities: averageTasks(node, incoming, context), outbound: outboundOf(incoming, context) }
  },
})

/** Processors that the average traffic keeps busy, at the target of scaling, with what scaling adds; within what it may start. */
function averageTasks(node: Resource, incoming: Incoming, context: FlowContext): readonly FlowQuantity[] {
  const tasks = taskCountOf(node, context.q)
  const size = taskSizeOf(node, context.q)
  if (isUnresolved(tasks) || isUnresolved(size) || tasks.most === undefined) return []
  const scaling = scalingOf(node, context.q)
  const own = scaling && scalingTargetOf(scaling, context.q, 'ECSServiceAverageCPUUtilization')
  const assumed = context.assumption('fargate-cpu-target')
  const target = own ?? assumed
  const overhead = context.assumption('autoscaling-overhead')
  const { cpuMs } = context.traffic.work
  const busy = (incoming.perSecond * cpuMs) / 1000
  return [
    {
      name: 'averageTasks',
      unit: 'task',
      value: Math.min(tasks.most, Math.max(tasks.least, (busy / (target * size.vcpu)) * overhead)),
      formula: `${incoming.formula} x ${count(cpuMs)} ms / (${count(target * 100)}% x ${size.vcpu} vCPU) x ${count(overhead)}, from ${tasks.least} to ${tasks.most}`,
      origin: originOf(
        target === assumed ? assuming(incoming, 'fargate-cpu-target') : incoming,
        'autoscaling-overhead',
        ...(context.traffic.plain === undefined ? [] : ['request-cpu' as const]),
      ),
    },
  ]
}

function outboundOf(incoming: Incoming, context: FlowContext): Outbound {
  const requests = perMonth(incoming.perSecond)
  return {
    requestsGb: (requests * context.assumption('outbound-per-request')) / GB,
    imagesGb: (context.assumption('image-size') * context.assumption('task-starts-per-month')) / GB,
    logsGb: (requests * context.assumption('log-per-request')) / GB,
  }
}
