import type { Json } from '#core/index.js'
import type { Graph } from './graph.js'
import type { Value } from './value.js'

function entries(values: ReadonlyMap<string, Value>): Json {
  return Object.fromEntries([...values].map(([key, value]) => [key, plainValue(value)]))
}

/** A value as stable JSON, without places: what two readings of the same thing have in common. */
// oxlint-disable-next-line complexity -- one case for each kind of value
export function plainValue(value: Value): Json {
  switch (value.kind) {
    case 'literal':
      return value.value
    case 'list':
      return value.items.map(plainValue)
    case 'map':
      return entries(value.entries)
    case 'reference':
      return { $reference: value.attribute === undefined ? value.target : `${value.target}.${value.attribute}` }
    case 'parameter':
      return { $parameter: value.name }
    case 'pseudo':
      return { $pseudo: value.name }
    case 'text':
      return { $text: value.parts.map(plainValue) }
    case 'dynamic':
      return { $dynamic: [value.service, ...value.parts.map(plainValue)] }
    case 'choice':
      return { $if: [value.condition, plainValue(value.whenTrue), plainValue(value.whenFalse)] }
    case 'call':
      return { $call: [value.name, ...value.args.map(plainValue)] }
    case 'unknown':
      return { $unknown: value.why }
    case 'absent':
      return { $absent: true }
  }
}

function orNull(value: Value | undefined): Json {
  return value === undefined ? null : plainValue(value)
}

/** A graph as stable JSON without places: equal for a design and for its template read back. */
export function plainGraph(graph: Graph): Json {
  return {
    description: graph.description ?? null,
    transform: orNull(graph.transform),
    metadata: orNull(graph.metadata),
    rules: entries(graph.rules),
    hooks: entries(graph.hooks),
    parameters: [...graph.parameters.values()].map(({ name, type, declaration }) => ({ name, type, declaration: plainValue(declaration) })),
    conditions: entries(graph.conditions),
    mappings: entries(graph.mappings),
    resources: [...graph.resources.values()].map((resource) => ({
      id: resource.id,
      type: resource.type,
      properties: plainValue(resource.properties),
      dependsOn: resource.attributes.dependsOn,
      deletionPolicy: orNull(resource.attributes.deletionPolicy),
      updateReplacePolicy: orNull(resource.attributes.updateReplacePolicy),
      updatePolicy: orNull(resource.attributes.updatePolicy),
      creationPolicy: orNull(resource.attributes.creationPolicy),
      metadata: orNull(resource.attributes.metadata),
      guard: resource.guard ?? null,
    })),
    outputs: [...graph.outputs.values()].map(({ name, declaration }) => ({ name, declaration: plainValue(declaration) })),
    edges: graph.edges.map(({ from, to, kind, at, path, guards }) => ({
      from,
      to,
      kind,
      at,
      path,
      guards: guards.map(({ condition, holds }) => ({ condition, holds })),
    })),
  }
}
