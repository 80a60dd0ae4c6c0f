import type { Query, Resource } from '#graph/index.js'
import type { FlowContext, Load } from '../../flow.js'
import { entryLoad } from '../../propagate.js'
import { textAt } from '../../read.js'

const ASSOCIATION = 'AWS::WAFv2::WebACLAssociation'
const DISTRIBUTION = 'AWS::CloudFront::Distribution'

/** Resources that a web ACL stands in front of. */
export function guardedBy(webAcl: Resource, q: Query): readonly Resource[] {
  return q.edges({ to: webAcl, kind: 'refers' }).flatMap(({ from }) => {
    if (from.type === DISTRIBUTION) return [from]
    if (from.type !== ASSOCIATION) return []
    return q.edges({ from, kind: 'refers' }).flatMap(({ to, path }) => (path.startsWith('ResourceArn') ? [to] : []))
  })
}

/** What passes a web ACL. One for CloudFront that stands alone in its template sees all the traffic of the design. */
export function guardedLoad(webAcl: Resource, context: FlowContext): Load | undefined {
  const { q, traffic } = context
  const guarded = guardedBy(webAcl, q)
  if (guarded.length === 0) return textAt(q, webAcl, 'Scope') === 'CLOUDFRONT' ? entryLoad(traffic, 1, webAcl) : undefined
  const loads = guarded.flatMap((each) => context.load(each) ?? [])
  return loads.find(({ perSecond }) => perSecond === Math.max(...loads.map((load) => load.perSecond)))
}
