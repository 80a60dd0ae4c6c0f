import type { LinkedEdge, Query, Resource } from '#graph/index.js'
import { assuming, logLoad } from './arithmetic.js'
import { count } from './amounts.js'
import type { FlowContext, Incoming, Load } from './flow.js'
import { scaledLoad } from './propagate.js'

/** What code that handles a request or message sends on: log lines, operations on its stores, messages, calls. */
export function sentByCode(edge: LinkedEdge, incoming: Incoming, context: FlowContext): Load | undefined {
  switch (edge.kind) {
    case 'logs-to':
      return logLoad(incoming, edge, context, 'application')
    case 'reads':
    case 'writes':
      return operations(edge, incoming, context)
    case 'publishes':
    case 'invokes':
      return scaledLoad(incoming, 1, edge.to)
    default:
      return undefined
  }
}

function operations(edge: LinkedEdge, incoming: Incoming, context: FlowContext): Load {
  const each = context.assumption('operations-per-request')
  const load = scaledLoad(incoming, each, edge.to, each === 1 ? '' : ` x ${count(each)} operations`)
  return { ...assuming(load, 'operations-per-request'), carries: 'operations' }
}

/** Log groups that the code itself writes to. */
export function hasLogGroup(node: Resource, q: Query): boolean {
  return q.edges({ from: node, kind: 'logs-to' }).length > 0
}
