import type { Span } from '#core/index.js'
import { whyDynamic } from './dynamic.js'
import { whyNotComputed } from './functions.js'
import type { EdgeKind, Graph, Output, Parameter, Resource } from './graph.js'
import { childAt } from './paths.js'
import type { ChoiceValue, Guard, ReferenceValue, Scalar, Value } from './value.js'
import { type Given, resolve, type World, worldOf } from './world.js'

/**
 * What a rule, a price model or a resilience model sees of a property. Shallow: a list's items and a map's
 * entries stay values, but for those that are absent in this world. A reference, a parameter without a value and a text with an unknown part are not known;
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
  /** A property (`RedrivePolicy.maxReceiveCount`, list items by the number they are written at) or a value that was read before. */
  read(subject: Resource | Value, path?: string): Read
  edges(where: { readonly from?: Resource; readonly to?: Resource; readonly kind?: EdgeKind }): readonly LinkedEdge[]
  /** Outputs that are given or may be given. */
  outputs(): readonly Output[]
  /** The declaration of a parameter; its value is read like any other (`{ kind: 'parameter', name }`). */
  parameter(name: string): Parameter | undefined
  /** What the template says about itself; absent when it says nothing. */
  metadata(): Value
}

export interface QueryOptions {
  readonly region?: string | undefined
  readonly asOf: string
  readonly parameters?: Readonly<Record<string, string>>
  /** Values that decide conditions, and that nobody reads: those of NoEcho parameters. */
  readonly secrets?: Readonly<Record<string, string>>
}

const NOT_SET: KnownRead = { known: true, value: undefined, set: false }

export function queryOf(graph: Graph, options: QueryOptions): Query {
  return queryIn(worldOf(graph, givenIn(options)), options)
}

/** What the options of a query say of its world. */
export function givenIn({ parameters = {}, secrets = {}, region }: QueryOptions): Given {
  return { parameters, secrets, region }
}

/** A graph as one world shows it. What is asked twice is answered from memory, so a world must not change its mind. */
export function queryIn(world: World, { region, asOf }: Pick<QueryOptions, 'region' | 'asOf'>): Query {
  const { graph } = world
  const given = (guard: string | undefined): boolean | undefined => (guard === undefined ? true : world.holds(guard))
  const exists = (resource: Resource): boolean | undefined => given(resource.guard)
  const settle = (value: Value): Value => resolve(value, world)
  const present = remembered(world, (type: string | undefined) =>
    (type === undefined ? [...graph.resources.values()] : (typesOf(graph).get(type) ?? [])).filter(
      (resource) => exists(resource) !== false,
    ),
  )
  const outputs = remembered(world, (all: Graph['outputs']) => [...all.values()].filter(({ guard }) => given(guard) !== false))
  const linked = remembered(world, (edges: readonly Link[]) => edges.flatMap((edge) => linkIn(edge, given)))
  return {
    region,
    asOf,
    get: (id) => {
      const resource = graph.resources.get(id)
      return resource !== undefined && exists(resource) !== false ? resource : undefined
    },
    exists,
    all: present,
    read: (subject, path) => {
      const steps = path === undefined || path === '' ? [] : path.split('.')
      return readOf(reach('properties' in subject ? subject.properties : subject, { steps, at: 0 }, settle), settle)
    },
    edges: ({ from, to, kind }) => {
      const { all, from: leaving, to: arriving } = linksOf(graph)
      const candidates = from !== undefined ? leaving.get(from.id) : to !== undefined ? arriving.get(to.id) : all
      return candidates === undefined
        ? []
        : linked(candidates).filter((edge) => (to === undefined || edge.to.id === to.id) && (kind === undefined || edge.kind === kind))
    },
    outputs: () => outputs(graph.outputs),
    parameter: (name) => graph.parameters.get(name),
    metadata: () => graph.metadata ?? { kind: 'absent' },
  }
}

/** Answers by their question; what counts the questions counts those of an answer again. */
function remembered<Question, Answer>({ varying }: World, answer: (question: Question) => Answer): (question: Question) => Answer {
  const known = new Map<Question, { readonly answer: Answer; readonly asked: number }>()
  return (question) => {
    const before = known.get(question)
    if (before !== undefined) {
      if (varying !== undefined) varying.asked += before.asked
      return before.answer
    }
    const start = varying?.asked ?? 0
    const found = answer(question)
    known.set(question, { answer: found, asked: (varying?.asked ?? 0) - start })
    return found
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

/** What is made from a graph once, for all its worlds. */
function perGraph<T>(make: (graph: Graph) => T): (graph: Graph) => T {
  const made = new WeakMap<Graph, { readonly value: T }>()
  return (graph) => {
    const known = made.get(graph) ?? { value: make(graph) }
    made.set(graph, known)
    return known.value
  }
}

const typesOf = perGraph((graph) => groupBy([...graph.resources.values()], ({ type }) => type))

type Link = Omit<LinkedEdge, 'certain'> & { readonly guards: readonly Guard[] }

// Who only reads properties never needs them.
const linksOf = perGraph((graph) => {
  const all = graph.edges.flatMap((edge): readonly Link[] => {
    const [from, to, at] = [graph.resources.get(edge.from), graph.resources.get(edge.to), graph.resources.get(edge.at)]
    return from === undefined || to === undefined || at === undefined
      ? []
      : [{ from, to, at, kind: edge.kind, path: edge.path, guards: edge.guards }]
  })
  return { all, from: groupBy(all, (edge) => edge.from.id), to: groupBy(all, (edge) => edge.to.id) }
})

function linkIn(link: Link, given: (guard: string | undefined) => boolean | undefined): readonly LinkedEdge[] {
  const { from, to, at, kind, path, guards } = link
  let certain = true
  for (const { condition, holds } of [...endsOf(link), ...guards]) {
    const truth = given(condition)
    if (truth === undefined) certain = false
    else if (truth !== holds) return []
  }
  return [{ from, to, at, kind, path, certain }]
}

function endsOf({ from, to, at }: Link): readonly Guard[] {
  return [from, to, at].flatMap(({ guard }) => (guard === undefined ? [] : [{ condition: guard, holds: true }]))
}

/** What a path leads to; `through`: it leads on through something that is not known, so whether it is given is not known either. */
interface Reached {
  readonly value: Value
  readonly through: boolean
}

const NOTHING: Reached = { value: { kind: 'absent' }, through: false }

function reach(start: Value, path: { readonly steps: readonly string[]; readonly at: number }, settle: (value: Value) => Value): Reached {
  const value = settle(start)
  if (value.kind === 'choice') return either(value, reach(value.whenTrue, path, settle), reach(value.whenFalse, path, settle))
  const { steps, at } = path
  if (at >= steps.length) return { value, through: false }
  if (value.kind === 'absent' || value.kind === 'literal') return NOTHING
  if (value.kind !== 'map' && value.kind !== 'list')
    return { value: { kind: 'unknown', why: whyUnknown(value), span: value.span }, through: true }
  const step = childAt(value, steps, at)
  return step === undefined ? NOTHING : reach(step.child, { steps, at: step.next }, settle)
}

/** Both branches of a choice that this world does not decide; what they have in common is certain. */
function either(choice: ChoiceValue, { value: whenTrue, through }: Reached, other: Reached): Reached {
  const whenFalse = other.value
  if (!through && !other.through) {
    if (whenTrue.kind === 'absent' && whenFalse.kind === 'absent') return NOTHING
    if (whenTrue.kind === 'literal' && whenFalse.kind === 'literal' && whenTrue.value === whenFalse.value)
      return { value: whenTrue, through }
  }
  return { value: { ...choice, whenTrue, whenFalse }, through: through || other.through }
}

function readOf({ value, through }: Reached, settle: (value: Value) => Value): Read {
  const there = (each: Value): boolean => each.kind === 'literal' || settle(each).kind !== 'absent'
  switch (value.kind) {
    case 'literal':
      return { known: true, value: value.value, set: true, span: value.span }
    case 'list':
      return { known: true, value: value.items.filter(there), set: true, span: value.span }
    case 'map':
      return { known: true, value: new Map([...value.entries].filter(([, each]) => there(each))), set: true, span: value.span }
    case 'absent':
      return NOT_SET
    default:
      return {
        known: false,
        why: whyUnknown(value),
        set: !through && alwaysSet(value) ? true : 'maybe',
        value,
        span: value.span,
        reference: value.kind === 'reference' ? value : undefined,
      }
  }
}

function isPlain({ kind }: Value): boolean {
  return kind === 'literal' || kind === 'list' || kind === 'map' || kind === 'absent'
}

function alwaysSet(value: Value): boolean {
  if (value.kind === 'unknown') return value.maybe !== true
  return value.kind === 'choice' ? alwaysSet(value.whenTrue) && alwaysSet(value.whenFalse) : value.kind !== 'absent'
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
      return whyNotComputed(value, (part) => (isPlain(part) ? undefined : whyUnknown(part)))
    case 'dynamic':
      return whyDynamic(value)
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
