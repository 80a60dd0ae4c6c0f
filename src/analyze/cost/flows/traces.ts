import { monthly, originOf } from '../arithmetic.js'
import { count } from '../amounts.js'
import type { FlowContext, FlowQuantity, Load } from '../flow.js'

/** X-Ray traces a share of what arrives. */
export function tracesOf(load: Load, context: FlowContext): FlowQuantity {
  const share = context.assumption('trace-sampling')
  const all = monthly('traces', 'trace', load)
  return { ...all, value: all.value * share, formula: `${all.formula} x ${count(share * 100)}%`, origin: originOf(load, 'trace-sampling') }
}
