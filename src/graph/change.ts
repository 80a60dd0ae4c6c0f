import { invariant, type Json, type JsonObject, treeOf } from '#core/index.js'
import { edgesOf } from './edges.js'
import type { Graph, Resource } from './graph.js'
import { graphOf } from './read-template.js'
import type { MapValue, Value } from './value.js'

/** What is different about a graph: in template form, by logical id. */
export interface GraphChange {
  readonly remove?: Iterable<string>
  /** Whole resources: `{ Type, Properties }`. */
  readonly add?: JsonObject
  /** Properties by their path (`EphemeralStorage.Size`); those around them stay as they are. */
  readonly set?: Readonly<Record<string, JsonObject>>
  /** What referred to a resource that is removed refers to this one instead. */
  readonly replace?: Readonly<Record<string, string>>
}

/** A copy of a graph with some of its resources changed; edges are derived again. The graph itself stays as it is. */
export function changedGraph(graph: Graph, { remove = [], add = {}, set = {}, replace = {} }: GraphChange): Graph {
  const resources = new Map(graph.resources)
  for (const id of remove) resources.delete(id)
  const targets = new Map(Object.entries(replace))
  if (targets.size > 0)
    for (const [id, resource] of resources) resources.set(id, { ...resource, properties: mapReferring(resource.properties, targets) })
  for (const [id, properties] of Object.entries(set)) {
    const resource = resources.get(id)
    invariant(resource !== undefined, `there is no resource ${id} to change`)
    resources.set(id, withProperties(resource, properties))
  }
  for (const [id, resource] of graphOf(treeOf({ Resources: add })).resources) resources.set(id, resource)
  return { ...graph, resources, edges: edgesOf(resources) }
}

function withProperties(resource: Resource, properties: JsonObject): Resource {
  let changed: Value = resource.properties
  for (const [path, value] of Object.entries(properties)) changed = valueSet(changed, path.split('.'), valueOf(value))
  invariant(changed.kind === 'map', `the properties of ${resource.id} are no map`)
  return { ...resource, properties: changed }
}

const HOLDER = 'Holder'

function valueOf(json: Json): Value {
  const holder = graphOf(treeOf({ Resources: { [HOLDER]: { Type: HOLDER, Properties: { value: json } } } })).resources.get(HOLDER)
  const value = holder?.properties.entries.get('value')
  invariant(value !== undefined, 'a value has no reading')
  return value
}

/** In both branches of a choice; a value that is not there yet becomes a map. */
function valueSet(value: Value | undefined, steps: readonly string[], to: Value): Value {
  const [step, ...rest] = steps
  if (step === undefined) return to
  if (value?.kind === 'choice')
    return { ...value, whenTrue: valueSet(value.whenTrue, steps, to), whenFalse: valueSet(value.whenFalse, steps, to) }
  if (value?.kind === 'list')
    return { ...value, items: value.items.map((item, index) => (String(index) === step ? valueSet(item, rest, to) : item)) }
  const map: MapValue = value?.kind === 'map' ? value : { kind: 'map', entries: new Map() }
  return { ...map, entries: new Map([...map.entries, [step, valueSet(map.entries.get(step), rest, to)]]) }
}

function mapReferring(map: MapValue, targets: ReadonlyMap<string, string>): MapValue {
  return { ...map, entries: new Map([...map.entries].map(([key, value]) => [key, referring(value, targets)])) }
}

function referring(value: Value, targets: ReadonlyMap<string, string>): Value {
  const each = (inner: Value): Value => referring(inner, targets)
  switch (value.kind) {
    case 'reference':
      return { ...value, target: targets.get(value.target) ?? value.target }
    case 'map':
      return mapReferring(value, targets)
    case 'list':
      return { ...value, items: value.items.map(each) }
    case 'text':
    case 'dynamic':
      return { ...value, parts: value.parts.map(each) }
    case 'choice':
      return { ...value, whenTrue: each(value.whenTrue), whenFalse: each(value.whenFalse) }
    case 'call':
      return { ...value, args: value.args.map(each) }
    default:
      return value
  }
}
