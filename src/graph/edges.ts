import { ACTION_RELATIONS, COMPOSED, POLICY_PLACES, RELATIONS, type Relation, type RelationKind } from '#catalog/index.js'
import type { Edge, Resource } from './graph.js'
import { valuesAt } from './paths.js'
import { allGuards, elementsAt, type Statement, statementsOf, plainText } from './policy.js'
import { type Branch, bothGuards, type Guard, referencesIn } from './value.js'

const relationsByType = new Map<string, Relation[]>()
for (const relation of RELATIONS) {
  const list = relationsByType.get(relation.type) ?? []
  list.push(relation)
  relationsByType.set(relation.type, list)
}

/** IAM takes the names of services and actions in any case. */
const SERVICES = new Map(
  Object.entries(ACTION_RELATIONS).map(([service, { types, relations }]) => [
    service,
    relations.map(({ verbs, kind }) => ({ types, kind, verbs: new RegExp(verbs.source, 'i') })),
  ]),
)

type Resources = ReadonlyMap<string, Resource>

/** All edges of a graph, from properties alone, in a fixed order: the same code for what was read and what was designed. */
export function edgesOf(resources: Resources): readonly Edge[] {
  const direct = [...resources.values()].flatMap((resource) => [
    ...namedBy(resource, resources),
    ...relatedBy(resource, resources),
    ...allowedBy(resource, resources),
  ])
  return unique([...direct, ...composed(direct, resources)])
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

function relatedBy(resource: Resource, resources: Resources): readonly Edge[] {
  return (relationsByType.get(resource.type) ?? []).flatMap((relation) =>
    valuesAt(resource.properties, relation.path).flatMap((found) =>
      referencesIn(found.value).flatMap(({ reference, guards: inner }) => {
        const other = resources.get(reference.target)
        const guards = bothGuards(found.guards, inner)
        if (guards === undefined || other === undefined || !fits(relation, reference.attribute, other)) return []
        const [from, to] = relation.direction === 'out' ? [resource.id, other.id] : [other.id, resource.id]
        return [{ from, to, kind: relation.kind, at: resource.id, path: found.path, guards }]
      }),
    ),
  )
}

function fits(relation: Relation, attribute: string | undefined, other: Resource): boolean {
  if (relation.target !== undefined && relation.target !== other.type) return false
  return relation.attribute === undefined || relation.attribute === attribute
}

/** What an action does to a resource of a type; an action of another service does nothing to it. */
function relationsOf(action: string, type: string): readonly RelationKind[] {
  const colon = action.indexOf(':')
  const rows = action === '*' ? [...SERVICES.values()].flat() : (SERVICES.get(action.slice(0, Math.max(colon, 0)).toLowerCase()) ?? [])
  const verb = action.slice(colon + 1)
  return rows.filter(({ types, verbs }) => type.startsWith(types) && verbs.test(verb)).map(({ kind }) => kind)
}

interface Named {
  readonly id: string
  readonly guards: readonly Guard[]
}

function namedIn({ value, guards }: Branch, resources: Resources): readonly Named[] {
  return referencesIn(value).flatMap(({ reference, guards: inner }) => {
    const both = bothGuards(guards, inner)
    return both === undefined || !resources.has(reference.target) ? [] : [{ id: reference.target, guards: both }]
  })
}

function holdersOf(resource: Resource, path: string, resources: Resources): readonly Named[] {
  return path === 'self'
    ? [{ id: resource.id, guards: [] }]
    : valuesAt(resource.properties, path).flatMap((found) => namedIn(found, resources))
}

/** What identity policies allow: role -> resource. Only statements that name the resource; `*` names none. */
function allowedBy(resource: Resource, resources: Resources): readonly Edge[] {
  return POLICY_PLACES.filter((place) => place.type === resource.type).flatMap((place) => {
    const holders = holdersOf(resource, place.holders, resources)
    return valuesAt(resource.properties, place.document).flatMap((document) =>
      statementsOf(document.value)
        .filter((statement) => statement.effect === 'Allow')
        .flatMap((statement) =>
          allowances(statement, resources).flatMap(({ to, kind, guards: own }) =>
            holders.flatMap((holder) => {
              const guards = allGuards(holder.guards, document.guards, own)
              return guards === undefined
                ? []
                : [{ from: holder.id, to, kind, at: resource.id, path: `${document.path}.${statement.path}`, guards }]
            }),
          ),
        ),
    )
  })
}

interface Allowance {
  readonly to: string
  readonly kind: RelationKind
  readonly guards: readonly Guard[]
}

/** Each kind of thing that a statement allows with each resource it names, once. */
function allowances({ value, guards }: Statement, resources: Resources): readonly Allowance[] {
  const actions = elementsAt(value, 'Action')
  const found = new Map<string, Allowance>()
  for (const target of elementsAt(value, 'Resource').flatMap((each) => namedIn(each, resources))) {
    const type = resources.get(target.id)?.type ?? ''
    for (const action of actions) {
      const all = allGuards(guards, target.guards, action.guards)
      if (all === undefined) continue
      for (const kind of relationsOf(plainText(action.value) ?? '', type)) {
        const key = JSON.stringify([target.id, kind, all])
        if (!found.has(key)) found.set(key, { to: target.id, kind, guards: all })
      }
    }
  }
  return [...found.values()]
}

function composed(edges: readonly Edge[], resources: Resources): readonly Edge[] {
  const byFrom = new Map<string, Edge[]>()
  for (const edge of edges) {
    const list = byFrom.get(edge.from) ?? []
    list.push(edge)
    byFrom.set(edge.from, list)
  }
  return edges.flatMap((edge) => {
    const rule = COMPOSED.find(({ first }) => first === edge.kind)
    if (rule === undefined) return []
    const between = resources.get(edge.to)?.guard
    const middle = between === undefined ? [] : [{ condition: between, holds: true }]
    return (byFrom.get(edge.to) ?? []).flatMap((next) => {
      if (next.kind === 'refers' || next.kind === 'depends' || !rule.next.includes(next.kind)) return []
      const guards = allGuards(edge.guards, middle, next.guards)
      return guards === undefined ? [] : [{ ...next, from: edge.from, guards }]
    })
  })
}
