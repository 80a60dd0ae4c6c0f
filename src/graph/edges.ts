import { ACTION_RELATIONS, COMPOSED, POLICY_PLACES, RELATIONS, type Relation, type RelationKind } from '#catalog/index.js'
import type { Edge, Resource } from './graph.js'
import { valuesAt } from './paths.js'
import { statementsOf } from './policy.js'
import { referencesIn, type Value } from './value.js'

const relationsByType = new Map<string, Relation[]>()
for (const relation of RELATIONS) {
  const list = relationsByType.get(relation.type) ?? []
  list.push(relation)
  relationsByType.set(relation.type, list)
}

type Resources = ReadonlyMap<string, Resource>

/** All edges of a graph, from properties alone, in a fixed order: the same code for what was read and what was designed. */
export function edgesOf(resources: Resources): readonly Edge[] {
  const direct = [...resources.values()].flatMap((resource) => [
    ...namedBy(resource, resources),
    ...relatedBy(resource, resources),
    ...allowedBy(resource, resources),
  ])
  return unique([...direct, ...composed(direct)])
}

function unique(edges: readonly Edge[]): readonly Edge[] {
  const seen = new Map<string, Edge>()
  for (const edge of edges) {
    const key = `${edge.kind} ${edge.from} ${edge.to} ${edge.at} ${edge.path}`
    if (!seen.has(key)) seen.set(key, edge)
  }
  return [...seen.values()]
}

function namedBy(resource: Resource, resources: Resources): readonly Edge[] {
  const { id, guard } = resource
  const refers = referencesIn(resource.properties).map(({ path, reference }) => ({
    from: id,
    to: reference.target,
    kind: 'refers' as const,
    at: id,
    path,
    guard,
  }))
  const depends = resource.attributes.dependsOn.map((to) => ({ from: id, to, kind: 'depends' as const, at: id, path: 'DependsOn', guard }))
  return [...refers, ...depends].filter((edge) => resources.has(edge.to))
}

function relatedBy(resource: Resource, resources: Resources): readonly Edge[] {
  return (relationsByType.get(resource.type) ?? []).flatMap((relation) =>
    valuesAt(resource.properties, relation.path).flatMap(({ path, value }) =>
      referencesIn(value).flatMap(({ reference }) => {
        const other = resources.get(reference.target)
        if (other === undefined || !fits(relation, reference.attribute, other)) return []
        const [from, to] = relation.direction === 'out' ? [resource.id, other.id] : [other.id, resource.id]
        return [{ from, to, kind: relation.kind, at: resource.id, path, guard: resource.guard }]
      }),
    ),
  )
}

function fits(relation: Relation, attribute: string | undefined, other: Resource): boolean {
  if (relation.target !== undefined && relation.target !== other.type) return false
  return relation.attribute === undefined || relation.attribute === attribute
}

function relationsOfAction(action: string): readonly RelationKind[] {
  const colon = action.indexOf(':')
  if (action === '*') return []
  const verb = action.slice(colon + 1)
  return (ACTION_RELATIONS[action.slice(0, colon)] ?? []).filter(({ verbs }) => verbs.test(verb)).map(({ kind }) => kind)
}

function holdersOf(resource: Resource, path: string): readonly string[] {
  if (path === 'self') return [resource.id]
  return valuesAt(resource.properties, path).flatMap(({ value }) => referencesIn(value).map(({ reference }) => reference.target))
}

/** What identity policies allow: role -> resource. Only statements that name the resource; `*` names none. */
function allowedBy(resource: Resource, resources: Resources): readonly Edge[] {
  return POLICY_PLACES.filter((place) => place.type === resource.type).flatMap((place) => {
    const holders = holdersOf(resource, place.holders).filter((holder) => resources.has(holder))
    return valuesAt(resource.properties, place.document).flatMap(({ path, value }) =>
      statementsOf(value)
        .filter((statement) => statement.effect === 'Allow')
        .flatMap((statement) => {
          const kinds = [...new Set(statement.actions.flatMap((action) => (action === undefined ? [] : relationsOfAction(action))))]
          const targets = namedIn(statement.resources).filter((target) => resources.has(target))
          return holders.flatMap((from) =>
            kinds.flatMap((kind) =>
              targets.map((to) => ({ from, to, kind, at: resource.id, path: `${path}.${statement.path}`, guard: resource.guard })),
            ),
          )
        }),
    )
  })
}

function namedIn(values: readonly Value[]): readonly string[] {
  return [...new Set(values.flatMap((value) => referencesIn(value).map(({ reference }) => reference.target)))]
}

function composed(edges: readonly Edge[]): readonly Edge[] {
  const byFrom = new Map<string, Edge[]>()
  for (const edge of edges) {
    const list = byFrom.get(edge.from) ?? []
    list.push(edge)
    byFrom.set(edge.from, list)
  }
  return edges.flatMap((edge) => {
    const rule = COMPOSED.find(({ first }) => first === edge.kind)
    if (rule === undefined) return []
    return (byFrom.get(edge.to) ?? [])
      .filter((next) => next.kind !== 'refers' && next.kind !== 'depends' && rule.then.includes(next.kind))
      .map((next) => ({ ...next, from: edge.from, guard: next.guard ?? edge.guard }))
  })
}
