import { monthly, originOf, sizedOrigin } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { isGiven } from '../../read.js'

const PIECE = 64 * 1024

export const eventBus: Flow = defineFlow({
  type: 'AWS::Events::EventBus',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html', 'https://aws.amazon.com/eventbridge/pricing/'],
  entry: (_node, _q, { plain }) => (plain ? 1 : undefined),
  flow(node, incoming, { q }) {
    if (incoming === undefined) return NOTHING
    const send: NonNullable<ReturnType<Flow['flow']>['send']> = (edge) =>
      edge.kind === 'publishes' || edge.kind === 'writes' ? scaledLoad(incoming, 1, edge.to) : undefined
    if (isGiven(q, node, 'EventSourceName'))
      return { quantities: [{ ...monthly('partnerEvents', 'event', incoming), origin: originOf(incoming) }], send }
    const each = Math.max(1, Math.ceil(incoming.inBytes / PIECE))
    const events = monthly('events', 'event-64KB', incoming)
    const counted =
      each === 1 ? events : { ...events, value: events.value * each, formula: `${events.formula} x ${count(each)} pieces of 64 KB` }
    return { quantities: [{ ...counted, origin: each === 1 ? events.origin : sizedOrigin(incoming, 'in') }], send }
  },
})
