import type { Span } from '#core/index.js'
import type { EdgeKind, Graph, Output, Resource } from './graph.js'
import type { ReferenceValue, Scalar, Value } from './value.js'
import { conditionHolds, resolve, type World } from './world.js'

/**
 * What a rule, a price model or a resilience model sees of a property. Shallow: a list's items and a map's
 * entries stay values. A reference, a parameter without a value and a text with an unknown part are not known;
 * `set` says whether the property is given all the same.
 */
export type Read = KnownRead | UnknownRead

export interface KnownRead {
  readonly known: true
  /** undefined: the property is not given. */
  readonly value: Scalar | undefined | readonly Value[] | ReadonlyMap<string, Value>
  readonly set: boolean
  readonly span?: Span | undefined
}

export interface UnknownRead {
  readonly known: false
  readonly why: string
  /** Whether the property is given; `maybe` when a condition decides that. */
  readonly set: true | 'maybe'
  readonly reference?: ReferenceValue | undefined
  /** The value as far as it is known: a text with unknown parts, a call, a choice. */
  readonly value: Value
  readonly span?: Span | undefined
}

/** An edge with its resources in hand. `certain` is false when a condition guards it that this world does not decide. */
export interface LinkedEdge {
  readonly from: Resource
  readonly to: Resource
  readonly kind: EdgeKind
  /** The resource whose property it comes from. */
  readonly at: Resource
  readonly path: string
  readonly certain: boolean
}

/** The only way to look at a graph outside `graph/`: guarded resources and edges cannot be mistaken for certain ones. */
export interface Query {
  readonly region: string | undefined
  /** `YYYY-MM-DD` */
  readonly asOf: string
  get(id: string): Resource | undefined
  /** Whether a resource exists in this world; undefined when the world does not decide it. */
  exists(resource: Resource): boolean | undefined
  /** Resources that exist or may exist, in the order of the template. */
  all(type?: string): readonly Resource[]
  /** A property (`RedrivePolicy.maxReceiveCount`, list items by number) or a value that was read before. */
  read(subject: Resource | Value, path?: string): Read
  edges(where: { readonly from?: Resource; readonly to?: Resource; readonly kind?: EdgeKind }): readonly LinkedEdge[]
  outputs(): readonly Output[]
}

export interface QueryOptions {
  readonly region?: string | undefined
  readonly asOf: string
  readonly parameters?: Readonly<Record<string, string>>
}

const NOT_SET: KnownRead = { known: true, value: undefined, set: false }

export function queryOf(graph: Graph, options: QueryOptions): Query {
  const world: World = { parameters: options.parameters ?? {}, region: options.region }
  const exists = (resource: Resource): boolean | undefined =>
    resource.guard === undefined ? true : conditionHolds(resource.guard, graph, world)
  const present = [...graph.resources.values()].filter((resource) => exists(resource) !== false)
  const byType = groupBy(present, (resource) => resource.type)
  const links = linksOf(graph, exists)
  return {
    region: options.region,
    asOf: options.asOf,
    get: (id) => {
      const resource = graph.resources.get(id)
      return resource !== undefined && exists(resource) !== false ? resource : undefined
    },
    exists,
    all: (type) => (type === undefined ? present : (byType.get(type) ?? [])),
    read: (subject, path) => readAt('properties' in subject ? subject.properties : subject, path, (value) => resolve(value, graph, world)),
    edges: ({ from, to, kind }) => {
      const candidates = from !== undefined ? links.from.get(from.id) : to !== undefined ? links.to.get(to.id) : links.all
      return (candidates ?? []).filter((edge) => (to === undefined || edge.to.id === to.id) && (kind === undefined || edge.kind === kind))
    },
    outputs: () => [...graph.outputs.values()],
  }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

function linksOf(
  graph: Graph,
  exists: (resource: Resource) => boolean | undefined,
): {
  readonly all: readonly LinkedEdge[]
  readonly from: ReadonlyMap<string, readonly LinkedEdge[]>
  readonly to: ReadonlyMap<string, readonly LinkedEdge[]>
} {
  const all = graph.edges.flatMap((edge): readonly LinkedEdge[] => {
    const [from, to, at] = [graph.resources.get(edge.from), graph.resources.get(edge.to), graph.resources.get(edge.at)]
    if (from === undefined || to === undefined || at === undefined) return []
    const existing = [from, to, at].map(exists)
    if (existing.includes(false)) return []
    return [{ from, to, at, kind: edge.kind, path: edge.path, certain: !existing.includes(undefined) }]
  })
  return { all, from: groupBy(all, (edge) => edge.from.id), to: groupBy(all, (edge) => edge.to.id) }
}

function readAt(start: Value, path: string | undefined, settle: (value: Value) => Value): Read {
  let value = settle(start)
  for (const step of path === undefined || path === '' ? [] : path.split('.')) {
    if (value.kind === 'absent' || value.kind === 'literal') return NOT_SET
    if (value.kind !== 'map' && value.kind !== 'list') return unknownRead(value, 'maybe')
    const child = value.kind === 'map' ? value.entries.get(step) : value.items[Number(step)]
    if (child === undefined) return NOT_SET
    value = settle(child)
  }
  return readOf(value)
}

function readOf(value: Value): Read {
  switch (value.kind) {
    case 'literal':
      return { known: true, value: value.value, set: true, span: value.span }
    case 'list':
      return { known: true, value: value.items, set: true, span: value.span }
    case 'map':
      return { known: true, value: value.entries, set: true, span: value.span }
    case 'absent':
      return NOT_SET
    default:
      return unknownRead(value, value.kind === 'choice' ? maybeSet(value) : true)
  }
}

function maybeSet(value: Value): true | 'maybe' {
  if (value.kind === 'choice') return maybeSet(value.whenTrue) === true && maybeSet(value.whenFalse) === true ? true : 'maybe'
  return value.kind === 'absent' ? 'maybe' : true
}

function unknownRead(value: Value, set: true | 'maybe'): UnknownRead {
  return { known: false, why: whyUnknown(value), set, value, span: value.span, reference: value.kind === 'reference' ? value : undefined }
}

function whyUnknown(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return value.attribute === undefined ? `it is a reference to ${value.target}` : `it comes from ${value.target}.${value.attribute}`
    case 'parameter':
      return `parameter ${value.name} has no value`
    case 'pseudo':
      return `${value.name} is not known before deployment`
    case 'choice':
      return `it depends on condition ${value.condition}`
    case 'call':
      return `${value.name} is not computed here`
    case 'text':
      return (
        value.parts.map((part) => (part.kind === 'literal' ? undefined : whyUnknown(part))).find((why) => why !== undefined) ??
        'a part of it is not known'
      )
    case 'unknown':
      return value.why
    default:
      return 'it is not a plain value'
  }
}
