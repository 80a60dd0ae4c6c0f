import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { originOf } from '../arithmetic.js'
import { count } from '../amounts.js'
import type { FlowContext, FlowQuantity, Load } from '../flow.js'

/** X-Ray traces the first request of every second, and of the others a share. */
export function tracesOf(load: Load, context: FlowContext): FlowQuantity {
  const share = context.assumption('trace-sampling')
  const others = Math.max(0, load.perSecond - 1)
  const first = others === 0 ? load.formula : `(1/s + (${load.formula} - 1/s) x ${count(share * 100)}%)`
  return {
    name: 'traces',
    unit: 'trace',
    value: perMonth(Math.min(load.perSecond, 1) + others * share),
    formula: `${first} x ${count(SECONDS_A_MONTH)} s`,
    origin: originOf(load, 'trace-sampling'),
  }
}
