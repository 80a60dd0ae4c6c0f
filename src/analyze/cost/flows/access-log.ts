import { logLoad } from '../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../flow.js'

/** The stage of an API: all that it takes is one line each in its access log. */
export function stageFlow(type: string, page: string): Flow {
  return defineFlow({
    type,
    refs: [page],
    receives: ['contains'],
    flow(_node, incoming, context) {
      if (incoming === undefined) return NOTHING
      return {
        quantities: [],
        send: (edge) => (edge.kind === 'logs-to' ? logLoad(incoming, edge, context, 'service') : undefined),
      }
    },
  })
}
