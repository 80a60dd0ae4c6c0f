import { COMPOSED } from '#catalog/index.js'
import { allowedIn, toldBy } from './allowed.js'
import type { Edge, Resource } from './graph.js'
import { nameIndexOf } from './names.js'
import { allGuards } from './policy.js'
import { type Ground, type Named, notLed, pairedBy, relatedBy } from './related.js'
import { statesOf } from './states.js'
import { type Guard, referencesIn } from './value.js'

type Resources = ReadonlyMap<string, Resource>

/** All edges of a graph, from properties alone, in a fixed order: the same code for what was read and what was designed. */
export function edgesOf(resources: Resources): readonly Edge[] {
  const ground: Ground = { resources, names: nameIndexOf(resources) }
  const allowed = allowedIn(ground)
  const permitted: Edge[] = []
  const direct = [...resources.values()].flatMap((resource) => {
    const pairs = pairedBy(resource, ground)
    permitted.push(...pairs.permitted)
    return [
      ...namedBy(resource, resources),
      ...relatedBy(resource, ground),
      ...pairs.certain,
      ...statesOf(resource, ground),
      ...allowed.edgesAt(resource.id),
    ]
  })
  const assumed = assumedIn(direct, resources)
  const told = [...resources.values()].flatMap((resource) =>
    toldBy(resource, assumed.rolesOf(resource.id), { ground, grants: allowed.grants }),
  )
  return unique([...direct, ...notLed(permitted, direct, ground), ...assumed.edges, ...told])
}

/** One edge of each kind, place and pair of ends; of guarded twins each, unless one of them is there in every world. */
function unique(edges: readonly Edge[]): readonly Edge[] {
  const always = new Map<string, Edge>()
  const guarded = new Map<string, Edge>()
  for (const edge of edges) {
    const key = keyOf(edge)
    const [among, own] = edge.guards.length === 0 ? [always, key] : [guarded, `${key}${guardsKey(edge.guards)}`]
    if (!among.has(own)) among.set(own, edge)
  }
  if (guarded.size === 0) return [...always.values()]
  const kept = new Set([...always.values(), ...[...guarded.values()].filter((edge) => !always.has(keyOf(edge)))])
  return edges.filter((edge) => kept.has(edge))
}

// The lengths keep the parts apart whatever characters they hold.
function keyOf({ kind, from, to, at, path }: Edge): string {
  return `${kind} ${from.length} ${to.length} ${at.length} ${from}${to}${at}${path}`
}

function guardsKey(guards: readonly Guard[]): string {
  const texts = guards.map(({ condition, holds }) => `${holds ? '' : '!'}${condition}`)
  return JSON.stringify(texts.toSorted((a, b) => (a < b ? -1 : 1)))
}

function namedBy({ id, properties, attributes }: Resource, resources: Resources): readonly Edge[] {
  const refers = referencesIn(properties).map(({ path, reference, guards }) => ({
    from: id,
    to: reference.target,
    kind: 'refers' as const,
    at: id,
    path,
    guards,
  }))
  const depends = attributes.dependsOn.map((to) => ({ from: id, to, kind: 'depends' as const, at: id, path: 'DependsOn', guards: [] }))
  return [...refers, ...depends].filter((edge) => resources.has(edge.to))
}

interface Assumed {
  /** What each resource may do through the roles it assumes. */
  readonly edges: readonly Edge[]
  /** The roles that a resource assumes, through an instance profile as well. */
  rolesOf(id: string): readonly Named[]
}

const FIRST: ReadonlySet<string> = new Set(COMPOSED.map(({ first }) => first))
const NEXT: ReadonlySet<string> = new Set(COMPOSED.flatMap(({ next }) => next))

/** An instance profile, and its role. */
const DEEPEST = 2

function assumedIn(edges: readonly Edge[], resources: Resources): Assumed {
  const steps = new Map<string, Edge[]>()
  const acts = new Map<string, Edge[]>()
  for (const edge of edges) {
    if (FIRST.has(edge.kind)) push(steps, edge)
    else if (NEXT.has(edge.kind)) push(acts, edge)
  }
  const rolesOf = (id: string): readonly Named[] => {
    const found: Named[] = []
    const seen = new Set([id])
    const waiting: (Named & { readonly depth: number })[] = [{ id, guards: [], depth: 0 }]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at.depth === DEEPEST) continue
      for (const step of steps.get(at.id) ?? []) {
        const guard = resources.get(step.to)?.guard
        const guards = allGuards(at.guards, step.guards, guard === undefined ? [] : [{ condition: guard, holds: true }])
        if (guards === undefined) continue
        // The same role by another way is another role: either way may be there without the other.
        const key = guards.length === 0 ? step.to : `${step.to} ${guardsKey(guards)}`
        if (seen.has(key)) continue
        seen.add(key)
        found.push({ id: step.to, guards })
        waiting.push({ id: step.to, guards, depth: at.depth + 1 })
      }
    }
    return found
  }
  return {
    rolesOf,
    edges: [...steps.keys()].flatMap((id) => rolesOf(id).flatMap((role) => actsThrough(id, role, acts.get(role.id) ?? []))),
  }
}

function push(map: Map<string, Edge[]>, edge: Edge): void {
  const list = map.get(edge.from)
  if (list === undefined) map.set(edge.from, [edge])
  else list.push(edge)
}

function actsThrough(id: string, role: Named, acts: readonly Edge[]): readonly Edge[] {
  return acts.flatMap((act) => {
    const guards = allGuards(role.guards, act.guards)
    return guards === undefined ? [] : [{ ...act, from: id, guards }]
  })
}
