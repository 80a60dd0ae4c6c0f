import type { Query, Resource } from '#graph/index.js'
import { drawnAs } from './drawn.js'
import type { DiagramEdge } from './model.js'

/** A stack, and what stands before the ids of its resources. */
export interface PrefixedStack {
  readonly q: Query
  readonly prefix: string
}

/** Arrows between stacks: a parameter of one is what another one makes, where only one thing can be meant. */
export function acrossStacks(stacks: readonly PrefixedStack[]): readonly DiagramEdge[] {
  return stacks.flatMap((stack) => stack.q.all().flatMap((resource) => arrowsInto(resource, stack, stacks)))
}

function arrowsInto(resource: Resource, { q, prefix }: PrefixedStack, stacks: readonly PrefixedStack[]): readonly DiagramEdge[] {
  return (drawnAs(resource, q).links ?? []).flatMap(({ from, label, elsewhere }): readonly DiagramEdge[] => {
    if (elsewhere === undefined || !isParameter(resource, from, q)) return []
    const others = stacks.filter((other) => other.q !== q)
    const makers = others.flatMap((other) => other.q.all(elsewhere).map((maker) => other.prefix + maker.id))
    return makers.length === 1 ? makers.map((maker) => ({ from: maker, to: prefix + resource.id, label, kind: 'support' })) : []
  })
}

function isParameter(resource: Resource, path: string, q: Query): boolean {
  const read = q.read(resource, path)
  return !read.known && read.value.kind === 'parameter'
}
