import { logLoad } from '../arithmetic.js'
import type { FlowContext, FlowResult, Incoming } from '../flow.js'

/** The stage of an API: all that it takes is one line each in its access log. */
export function loggedAtStage(incoming: Incoming, context: FlowContext): FlowResult {
  return { quantities: [], send: (edge) => (edge.kind === 'logs-to' ? logLoad(incoming, edge, context, 'service') : undefined) }
}
