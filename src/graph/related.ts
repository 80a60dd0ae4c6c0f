import { CONNECTORS, type Pair, PAIRS, type Relation, RELATIONS, type RelationKind, rowType } from '#catalog/index.js'
import type { Edge, Resource } from './graph.js'
import { inside, isReferenceTo, type NameIndex, namedText, type Naming } from './names.js'
import { valuesAt } from './paths.js'
import { allGuards } from './policy.js'
import { bothGuards, type Branch, type Guard, referencesIn } from './value.js'

function byType<T extends { readonly type: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>()
  for (const row of rows) {
    const list = map.get(row.type)
    if (list === undefined) map.set(row.type, [row])
    else list.push(row)
  }
  return map
}

const relationsByType = byType(RELATIONS)
const pairsByType = byType(PAIRS)

/** What edges are made from. */
export interface Ground {
  readonly resources: ReadonlyMap<string, Resource>
  readonly names: NameIndex
}

/** A resource that a value means, with the choices it stands in. */
export interface Named {
  readonly id: string
  readonly attribute?: string | undefined
  readonly guards: readonly Guard[]
}

/** The resources that a value names: by reference, else by the name or ARN that its text is. */
export function namedIn({ value, guards }: Branch, { resources, names }: Ground, naming: Naming = {}): readonly Named[] {
  const references = referencesIn(value)
  if (references.length > 0) {
    return references.flatMap(({ reference: { target, attribute }, guards: inner }) => {
      const both = bothGuards(guards, inner)
      return both === undefined || !resources.has(target) ? [] : [{ id: target, attribute, guards: both }]
    })
  }
  const text = namedText(value)
  return text === undefined ? [] : names.find(text, naming).map((id) => ({ id, guards }))
}

/** What the relations of its type say of a resource. */
export function relatedBy(resource: Resource, ground: Ground): readonly Edge[] {
  return (relationsByType.get(rowType(resource.type)) ?? []).flatMap((relation) => {
    const { path } = relation
    const dot = path.indexOf('.')
    if (!resource.properties.entries.has(dot < 0 ? path : path.slice(0, dot))) return []
    return valuesAt(resource.properties, path).flatMap((found) =>
      namedIn(found, ground, relation).flatMap((named) => {
        const other = ground.resources.get(named.id)
        if (other === undefined || !fits(relation, named, { other, text: namedText(found.value) })) return []
        // A name leads to itself where a resource names its own kind; a reference may, and says so.
        if (named.attribute === undefined && other.id === resource.id) return []
        const [from, to] = relation.direction === 'out' ? [resource.id, other.id] : [other.id, resource.id]
        return [{ from, to, kind: relation.kind, at: resource.id, path: found.path, guards: named.guards }]
      }),
    )
  })
}

function fits(
  relation: Relation,
  { id, attribute }: Named,
  found: { readonly other: Resource; readonly text: string | undefined },
): boolean {
  if (relation.target !== undefined && relation.target !== found.other.type) return false
  if (relation.attribute !== undefined && relation.attribute !== attribute) return false
  if (relation.form === undefined || found.text === undefined) return true
  const name = inside(found.text, relation.form)
  // Either the reference alone, or the name that the index knows.
  return name !== undefined && (!found.text.includes(`@${id}`) || isReferenceTo(name, id))
}

/** Edges between two others that a resource ties together. Those that only permit come apart: whether they count hangs on the rest. */
export function pairedBy(resource: Resource, ground: Ground): { readonly certain: readonly Edge[]; readonly permitted: readonly Edge[] } {
  const [certain, permitted]: [Edge[], Edge[]] = [[], []]
  for (const pair of pairsByType.get(resource.type) ?? [])
    (pair.unlessLed === true ? permitted : certain).push(...pairEdges(resource, pair, ground))
  return { certain, permitted }
}

function pairEdges(resource: Resource, pair: Pair, ground: Ground): readonly Edge[] {
  const ends = (path: string, names: string | undefined): readonly (Named & { readonly path: string })[] =>
    valuesAt(resource.properties, path).flatMap((found) => {
      const all = namedIn(found, ground, { names })
      // The ARN of one thing may hold the names of its parts (`${Api}/${Stage}`): the first is what it is of.
      return (pair.unlessLed === true ? all.slice(0, 1) : all).map((named) => ({ ...named, path: found.path }))
    })
  const targets = ends(pair.to, pair.names?.to)
  if (targets.length === 0) return []
  return ends(pair.from, pair.names?.from).flatMap((source) =>
    targets.flatMap((target) => {
      const guards = allGuards(source.guards, target.guards)
      if (guards === undefined || source.id === target.id) return []
      return [{ from: source.id, to: target.id, kind: pair.kind, at: resource.id, path: target.path, guards }]
    }),
  )
}

const LEADS: ReadonlySet<string> = new Set<RelationKind>(['routes', 'invokes', 'publishes', 'subscribes'])

/** Without those whose source leads to their target already, through resources that only connect. */
export function notLed(permitted: readonly Edge[], edges: readonly Edge[], { resources }: Ground): readonly Edge[] {
  if (permitted.length === 0) return []
  const incoming = new Map<string, string[]>()
  for (const { kind, from, to } of edges) {
    if (!LEADS.has(kind)) continue
    const list = incoming.get(to)
    if (list === undefined) incoming.set(to, [from])
    else list.push(from)
  }
  const sources = new Map<string, ReadonlySet<string>>()
  return permitted.filter(({ from, to }) => {
    let known = sources.get(to)
    if (known === undefined) sources.set(to, (known = sourcesOf(to, incoming, resources)))
    return !known.has(from)
  })
}

function sourcesOf(
  target: string,
  incoming: ReadonlyMap<string, readonly string[]>,
  resources: ReadonlyMap<string, Resource>,
): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [target]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const from of incoming.get(id) ?? []) {
      if (found.has(from)) continue
      found.add(from)
      if (CONNECTORS.has(resources.get(from)?.type ?? '')) waiting.push(from)
    }
  }
  return found
}
