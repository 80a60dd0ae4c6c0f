import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { scheduledLoad } from '../schedule.js'

/** What it costs follows from the template; what it sets going does, too. */
export const schedule: Flow = defineFlow({
  type: 'AWS::Scheduler::Schedule',
  refs: ['https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html'],
  receives: [],
  flow(node, _incoming, context) {
    const tick = scheduledLoad(node, context)
    return tick === undefined
      ? NOTHING
      : { quantities: [], send: (edge) => (edge.kind === 'invokes' ? scaledLoad(tick, 1, edge.to) : undefined) }
  },
})
