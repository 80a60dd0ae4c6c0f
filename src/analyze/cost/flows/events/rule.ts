import { count } from '../../amounts.js'
import { assuming } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { isGiven } from '../../read.js'
import { scheduledLoad } from '../schedule.js'

/** Every target gets every event that the pattern lets through, or every tick of the schedule. */
export const rule: Flow = defineFlow({
  type: 'AWS::Events::Rule',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html'],
  receives: ['publishes'],
  // Events of AWS and of others on the default bus.
  entry: (node, q, { plain }) => (plain && isGiven(q, node, 'EventPattern') ? 0 : undefined),
  flow(node, incoming, context) {
    const tick = scheduledLoad(node, context)
    if (tick !== undefined) return { quantities: [], send: (edge) => (edge.kind === 'invokes' ? scaledLoad(tick, 1, edge.to) : undefined) }
    if (incoming === undefined) return NOTHING
    const share = isGiven(context.q, node, 'EventPattern') ? context.assumption('event-match-share') : 1
    const passed = share === 1 ? incoming : assuming(incoming, 'event-match-share')
    const text = share === 1 ? '' : ` x ${count(share * 100)}%`
    return { quantities: [], send: (edge) => (edge.kind === 'invokes' ? scaledLoad(passed, share, edge.to, text) : undefined) }
  },
})
