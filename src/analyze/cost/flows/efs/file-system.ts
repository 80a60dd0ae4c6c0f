import type { Resource } from '#graph/index.js'
import { gigabytes, originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { textAt } from '../../read.js'

/** A file for each operation; only elastic throughput pays for what is read and written. */
export const fileSystem: Flow = defineFlow({
  type: 'AWS::EFS::FileSystem',
  refs: ['https://docs.aws.amazon.com/efs/latest/ug/performance.html'],
  receives: ['routes'],
  flow: (node, incoming, context) => (incoming === undefined ? NOTHING : { quantities: movedBy(node, incoming, context) }),
})

function movedBy(node: Resource, incoming: Incoming, context: FlowContext): readonly FlowQuantity[] {
  if (textAt(context.q, node, 'ThroughputMode') !== 'elastic') return []
  const bytes = context.assumption('object-size')
  const reads = context.assumption('read-share')
  const part = (name: string, share: number): FlowQuantity => {
    const load = { ...incoming, perSecond: incoming.perSecond * share, formula: `${incoming.formula} x ${count(share * 100)}%` }
    return { ...gigabytes(name, load, bytes, 'a file'), origin: originOf(incoming, 'object-size', 'read-share') }
  }
  return [part('readGb', reads), part('writtenGb', 1 - reads)]
}
