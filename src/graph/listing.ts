import type { Edge, Graph, Resource } from './graph.js'
import type { Query } from './query.js'
import type { Guard, Value } from './value.js'

/** Whether something is there in the world of a query; `maybe`: the world does not decide it. */
export type Presence = 'yes' | 'no' | 'maybe'

export interface Listing {
  readonly resources: readonly (Resource & { readonly present: Presence })[]
  readonly edges: readonly (Edge & { readonly present: Presence })[]
}

/** Everything in a graph, with what is not there in this world as well: for printing, not for judging. */
export function listingOf(graph: Graph, q: Query): Listing {
  const truths = new Map<string, boolean | undefined>()
  const truth = (condition: string): boolean | undefined => {
    if (!truths.has(condition)) truths.set(condition, decided(condition, q))
    return truths.get(condition)
  }
  const given = ({ condition, holds }: Guard): boolean | undefined => {
    const holding = truth(condition)
    return holding === undefined ? undefined : holding === holds
  }
  const own = (id: string): readonly (boolean | undefined)[] => {
    const guard = graph.resources.get(id)?.guard
    return guard === undefined ? [] : [truth(guard)]
  }
  return {
    resources: [...graph.resources.values()].map((resource) => ({ ...resource, present: presence(own(resource.id)) })),
    edges: graph.edges.map((edge) => ({
      ...edge,
      present: presence([...own(edge.from), ...own(edge.to), ...own(edge.at), ...edge.guards.map(given)]),
    })),
  }
}

function presence(truths: readonly (boolean | undefined)[]): Presence {
  if (truths.includes(false)) return 'no'
  return truths.includes(undefined) ? 'maybe' : 'yes'
}

function decided(condition: string, q: Query): boolean | undefined {
  const literal = (value: boolean): Value => ({ kind: 'literal', value })
  const read = q.read({ kind: 'choice', condition, whenTrue: literal(true), whenFalse: literal(false) })
  return read.known && typeof read.value === 'boolean' ? read.value : undefined
}
