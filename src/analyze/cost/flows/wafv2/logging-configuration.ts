import type { Query, Resource } from '#graph/index.js'
import { logLoad } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { guardedBy, guardedLoad } from './guarded.js'

export const loggingConfiguration: Flow = defineFlow({
  type: 'AWS::WAFv2::LoggingConfiguration',
  refs: ['https://docs.aws.amazon.com/waf/latest/developerguide/logging.html'],
  receives: [],
  after: (node, q) => webAclsOf(node, q).flatMap((webAcl) => guardedBy(webAcl, q)),
  flow(node, _incoming, context) {
    const [webAcl] = webAclsOf(node, context.q)
    const load = webAcl === undefined ? undefined : guardedLoad(webAcl, context)
    if (load === undefined) return NOTHING
    return {
      quantities: [],
      send: (edge) => (edge.path.startsWith('LogDestinationConfigs') ? logLoad(load, edge, context, 'service') : undefined),
    }
  },
})

function webAclsOf(node: Resource, q: Query): readonly Resource[] {
  return q.edges({ from: node, kind: 'refers' }).flatMap(({ to, path }) => (path.startsWith('ResourceArn') ? [to] : []))
}
