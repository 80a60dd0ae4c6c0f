import { monthly, originOf, sizedOrigin } from '../arithmetic.js'
import { count } from '../amounts.js'
import type { FlowContext, FlowQuantity, Incoming } from '../flow.js'

/** Messages that come from clients, and those that go out to the clients that each of them concerns. */
export function messagesOf(
  name: string,
  unit: string,
  incoming: Incoming,
  { piece, context }: { readonly piece: number; readonly context: FlowContext },
): FlowQuantity {
  const updates = context.assumption('subscribers-per-update')
  const pieces = Math.max(1, Math.ceil(incoming.inBytes / piece))
  const base = monthly(name, unit, incoming)
  return {
    ...base,
    value: base.value * (1 + updates) * pieces,
    formula: `${base.formula} x (1 in + ${count(updates)} out) x ${count(pieces)} pieces`,
    origin: `${sizedOrigin(incoming, 'in')}; assumption subscribers-per-update`,
  }
}

export function connectionMinutes(incoming: Incoming, context: FlowContext): FlowQuantity {
  const seconds = context.assumption('connection-per-message') / 1000
  const base = monthly('connectionMinutes', 'minute', incoming)
  return {
    ...base,
    value: (base.value * seconds) / 60,
    formula: `${base.formula} x ${count(seconds)} s / 60 s`,
    origin: originOf(incoming, 'connection-per-message'),
  }
}
