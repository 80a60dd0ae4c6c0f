import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { fromStream } from '../streams.js'
import { scaledLoad } from '../../propagate.js'

/** What it brings from a source of another template is one that traffic enters at. */
export const eventSourceMapping: Flow = defineFlow({
  type: 'AWS::Lambda::EventSourceMapping',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html'],
  entry: (_node, _q, { plain }) => (plain ? 1 : undefined),
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    // A source in the template has made its batches already.
    const own = incoming.parts.every(({ edge }) => edge === undefined)
    return {
      quantities: [],
      send: (edge) => {
        if (edge.kind !== 'invokes') return undefined
        return own
          ? { ...fromStream(incoming, { ...edge, to: node }, 1, context), path: `${incoming.path} > ${edge.to.id}` }
          : scaledLoad(incoming, 1, edge.to)
      },
    }
  },
})
