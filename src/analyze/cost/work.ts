import type { LinkedEdge, Query, Resource } from '#graph/index.js'
import { assuming, logLoad } from './arithmetic.js'
import { count } from './amounts.js'
import type { FlowContext, Incoming, Load } from './flow.js'
import { scaledLoad } from './propagate.js'

/** What code that handles a request or message sends on: log lines, operations on its stores, messages, calls. */
export function sentByCode(edge: LinkedEdge, incoming: Incoming, context: FlowContext): Load | undefined {
  const each = single(incoming)
  switch (edge.kind) {
    case 'logs-to':
      return logLoad(each, edge, context, 'application')
    case 'reads':
    case 'writes':
      return operations(edge, each, context)
    case 'publishes':
    case 'invokes':
      return scaledLoad(each, 1, edge.to)
    default:
      return undefined
  }
}

/** The same load by single requests or messages: what code does for each of a batch. */
export function single(load: Load): Load {
  if (load.batch === 1) return load
  return {
    ...load,
    perSecond: load.perSecond * load.batch,
    peakPerSecond: load.peakPerSecond * load.batch,
    batch: 1,
    formula: `${load.formula} x ${count(load.batch)} messages`,
  }
}

function operations(edge: LinkedEdge, load: Load, context: FlowContext): Load {
  const each = context.assumption('operations-per-request')
  const sent = scaledLoad(load, each, edge.to, each === 1 ? '' : ` x ${count(each)} operations`)
  return { ...assuming(sent, 'operations-per-request'), carries: 'operations' }
}

/** Log groups that the code itself writes to. */
export function hasLogGroup(node: Resource, q: Query): boolean {
  return q.edges({ from: node, kind: 'logs-to' }).length > 0
}
