import type { Query, Resource } from '#graph/index.js'
import type { GivenTraffic } from '#spec/index.js'

/** Where nothing in a plain template writes to a store that tells of its changes, the traffic is what others write to it. */
export function changesFromOutside(node: Resource, q: Query, { plain }: GivenTraffic): number | undefined {
  return plain && q.edges({ from: node }).some(({ kind }) => kind === 'invokes' || kind === 'publishes') ? 1 : undefined
}
