import type { LinkedEdge, Query, Resource } from '#graph/index.js'
import type { Incoming, Load } from '../flow.js'
import { scaledLoad } from '../propagate.js'

/** What an API passes on: stages see everything; routes and integrations that stand in its own definition share it. */
export function sentByApi(node: Resource, incoming: Incoming, q: Query): (edge: LinkedEdge, share: number) => Load | undefined {
  const direct = q.edges({ from: node, kind: 'invokes' }).filter(({ path }) => !isAuthorizer(path))
  const targets = new Set(direct.map(({ to }) => to.id))
  const routes = new Set(q.edges({ from: node, kind: 'routes' }).map(({ to }) => to.id)).size
  return (edge, share) => {
    if (edge.kind === 'contains') return scaledLoad(incoming, share, edge.to)
    const part = targets.size === 0 ? share : 1 / (targets.size + routes)
    if (edge.kind === 'routes') return scaledLoad(incoming, part, edge.to)
    // An answer of an authorizer is kept for minutes, and how many callers there are nobody knows.
    return edge.kind === 'invokes' && targets.has(edge.to.id) ? scaledLoad(incoming, part, edge.to) : undefined
  }
}

function isAuthorizer(path: string): boolean {
  return /authorizer/i.test(path)
}
