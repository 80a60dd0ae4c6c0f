import type { LinkedEdge, Query, Resource } from '#graph/index.js'

/** By the database's address; otherwise by what a policy allows, which is the Data API. */
export function isConnection({ path }: Pick<LinkedEdge, 'path'>): boolean {
  return !path.includes('PolicyDocument')
}

/** Whether something in the template connects to the database. */
export function isConnectedTo(node: Resource, q: Query): boolean {
  return [...q.edges({ to: node, kind: 'reads' }), ...q.edges({ to: node, kind: 'writes' })].some(isConnection)
}
