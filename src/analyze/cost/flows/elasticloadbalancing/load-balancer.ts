import { gigabytes } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { textAt } from '../../read.js'

export const classicLoadBalancer: Flow = defineFlow({
  type: 'AWS::ElasticLoadBalancing::LoadBalancer',
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/introduction.html'],
  entry: (node, q) => (textAt(q, node, 'Scheme') === 'internal' ? 1 : 2),
  flow(node, incoming, { q }) {
    if (incoming === undefined) return NOTHING
    const both = incoming.inBytes + incoming.outBytes
    const out = gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out')
    return {
      quantities: [gigabytes('processedGb', incoming, both, 'in and out'), ...(textAt(q, node, 'Scheme') === 'internal' ? [] : [out])],
      send: (edge, share) => (edge.kind === 'routes' ? scaledLoad(incoming, share, edge.to) : undefined),
    }
  },
})
