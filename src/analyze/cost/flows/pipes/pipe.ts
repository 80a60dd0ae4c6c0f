import { assuming, monthly, originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { isGiven } from '../../read.js'

const PIECE = 64 * 1024

/** Events that pass the filter, one request for each 64 KB begun; enrichment and target see each of them. */
export const pipe: Flow = defineFlow({
  type: 'AWS::Pipes::Pipe',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html', 'https://aws.amazon.com/eventbridge/pricing/'],
  receives: ['invokes'],
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const filtered = isGiven(context.q, node, 'SourceParameters.FilterCriteria')
    const share = filtered ? context.assumption('event-match-share') : 1
    const passed = scaledLoad(
      filtered ? assuming(incoming, 'event-match-share') : incoming,
      share,
      node,
      share === 1 ? '' : ` x ${count(share * 100)}%`,
    )
    const pieces = Math.max(1, Math.ceil((incoming.inBytes * incoming.batch) / PIECE))
    const requests = monthly('requests', 'request-64KB', passed)
    return {
      quantities: [
        { ...requests, value: requests.value * pieces, formula: `${requests.formula} x ${count(pieces)}`, origin: originOf(passed) },
      ],
      send: (edge) =>
        edge.kind === 'invokes' ? { ...scaledLoad(passed, 1, edge.to), path: `${incoming.path} > ${edge.to.id}` } : undefined,
    }
  },
})
