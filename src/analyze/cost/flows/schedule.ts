import { SECONDS_A_MONTH } from '#spec/index.js'
import type { FlowContext, Load } from '../flow.js'
import type { Resource } from '#graph/index.js'
import { runsOf } from '../models/schedules.js'
import { textAt } from '../read.js'

/** What a schedule sets going: as often as the template says, whatever the traffic. */
export function scheduledLoad(node: Resource, { q, traffic }: FlowContext): Load | undefined {
  if (textAt(q, node, 'State') === 'DISABLED') return undefined
  const expression = textAt(q, node, 'ScheduleExpression')
  const runs = typeof expression === 'string' ? runsOf(expression) : undefined
  if (runs === undefined) return undefined
  const perSecond = runs.aMonth / SECONDS_A_MONTH
  return {
    carries: 'messages',
    perSecond,
    peakPerSecond: perSecond,
    inBytes: traffic.payload.inBytes,
    outBytes: 0,
    direct: 0,
    batch: 1,
    formula: `(${runs.formula}) / ${SECONDS_A_MONTH} s`,
    path: `schedule > ${node.id}`,
    assumptions: [],
  }
}
