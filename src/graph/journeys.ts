import {
  CONNECTORS,
  ENTRY_POINTS,
  type EntryKind,
  type EntryRow,
  POLLED,
  PRINCIPALS,
  type Reach,
  rowType,
  STAND_INS,
} from '#catalog/index.js'
import type { EdgeKind, Resource } from './graph.js'
import type { Query } from './query.js'

/** Edges that work goes along. */
const WORK_KINDS: readonly EdgeKind[] = ['routes', 'invokes', 'publishes', 'subscribes', 'reads', 'writes', 'fails-to']
const WORK: ReadonlySet<EdgeKind> = new Set(WORK_KINDS)
const EVENTS: ReadonlySet<EdgeKind> = new Set(['routes', 'invokes', 'publishes', 'subscribes'])

/** Where work enters. */
export interface EntryPoint {
  readonly resource: Resource
  readonly kind: EntryKind
  readonly reach: Reach
  /** False when a condition or a value that is not known decides whether it is one. */
  readonly certain: boolean
}

/** From one resource to the next, with everything that happens on the way. Work goes from a queue to who reads it. */
export interface Step {
  readonly from: Resource
  readonly to: Resource
  readonly kinds: readonly EdgeKind[]
  readonly certain: boolean
}

/** All ways from an entry point, as a graph without repetition: each step once, in the order of a walk. */
export interface Journey {
  readonly entry: EntryPoint
  readonly steps: readonly Step[]
  /** Where ways end, and the stores that are read and written on the way. */
  readonly ends: readonly Resource[]
}

export interface Journeys {
  readonly entries: readonly EntryPoint[]
  /** The steps from a resource, in the order of the template. */
  next(resource: Resource): readonly Step[]
  from(entry: EntryPoint): Journey
}

/** The entry points of a graph and the ways from them to its data. Takes time in proportion to the edges; each journey to its own. */
export function journeysOf(q: Query): Journeys {
  const ways = waysOf(q)
  const next = ({ id }: Resource): readonly Step[] => ways.next.get(id) ?? []
  return { entries: entriesOf(q, ways), next, from: (entry) => journeyFrom(entry, next) }
}

interface Ways {
  readonly next: ReadonlyMap<string, readonly Step[]>
  /** Resources that something leads to. */
  readonly led: ReadonlySet<string>
}

interface Draft {
  readonly from: Resource
  readonly to: Resource
  readonly kinds: Set<EdgeKind>
  certain: boolean
}

function waysOf(q: Query): Ways {
  const drafts = new Map<string, Map<string, Draft>>()
  const readers: Draft[] = []
  for (const resource of q.all()) {
    if (PRINCIPALS.has(resource.type)) continue
    for (const { kind, to, certain } of q.edges({ from: resource })) {
      if (!WORK.has(kind) || PRINCIPALS.has(to.type) || to.id === resource.id) continue
      if (kind === 'reads' && POLLED.has(to.type)) readers.push({ from: to, to: resource, kinds: new Set([kind]), certain })
      else merge(drafts, { from: resource, to, kinds: new Set([kind]), certain })
    }
  }
  const connected = new Map<string, ReadonlySet<string>>()
  for (const step of readers) {
    const { id } = step.from
    const known = connected.get(id) ?? connectedTo(id, drafts)
    connected.set(id, known)
    // Who is invoked with what is in a queue reads it, too.
    if (!known.has(step.to.id)) merge(drafts, step)
  }
  return { next: new Map([...drafts].map(([id, steps]) => [id, [...steps.values()].map(stepOf)])), led: ledIn(q, drafts) }
}

function stepOf({ from, to, kinds, certain }: Draft): Step {
  return { from, to, kinds: WORK_KINDS.filter((kind) => kinds.has(kind)), certain }
}

function merge(drafts: Map<string, Map<string, Draft>>, step: Draft): void {
  const steps = drafts.get(step.from.id) ?? new Map<string, Draft>()
  drafts.set(step.from.id, steps)
  const same = steps.get(step.to.id)
  if (same === undefined) steps.set(step.to.id, step)
  else {
    for (const kind of step.kinds) same.kinds.add(kind)
    same.certain ||= step.certain
  }
}

type Drafts = ReadonlyMap<string, ReadonlyMap<string, Draft>>

/** What a resource leads to through resources that only connect. */
function connectedTo(start: string, drafts: Drafts): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const { to } of drafts.get(id)?.values() ?? []) {
      if (found.has(to.id)) continue
      found.add(to.id)
      if (CONNECTORS.has(to.type)) waiting.push(to.id)
    }
  }
  return found
}

/** What something leads to; a name or a stand-in that nothing leads to does not count. */
function ledIn(q: Query, drafts: Drafts): ReadonlySet<string> {
  const led = new Set<string>()
  const waiting = q.all().filter(({ type }) => !STAND_INS.has(type))
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { to } of drafts.get(at.id)?.values() ?? []) {
      if (led.has(to.id)) continue
      led.add(to.id)
      if (STAND_INS.has(to.type)) waiting.push(to)
    }
  }
  return led
}

const rowsByType = new Map<string, EntryRow[]>()
for (const row of ENTRY_POINTS) {
  const rows = rowsByType.get(row.type)
  if (rows === undefined) rowsByType.set(row.type, [row])
  else rows.push(row)
}
const RANKS: ReadonlyMap<EntryRow, number> = new Map(ENTRY_POINTS.map((row, index) => [row, index]))

interface Candidate {
  readonly entry: EntryPoint
  readonly row: EntryRow
}

function entriesOf(q: Query, { next, led }: Ways): readonly EntryPoint[] {
  const candidates = q.all().flatMap((resource): readonly Candidate[] => {
    const fitting = rowFor(resource, q)
    if (fitting === undefined || !leads(fitting.row, next.get(resource.id) ?? [])) return []
    const { row, certain } = fitting
    return [{ row, entry: { resource, kind: row.kind, reach: row.reach, certain: certain && q.exists(resource) === true } }]
  })
  const chosen = new Set(candidates.filter(({ entry, row }) => row.always === true || !led.has(entry.resource.id)))
  const reached = new Set<string>()
  for (const { entry } of chosen) reach(entry.resource.id, next, reached)
  // What nothing reaches is in a circle, or behind something that is no entry: the outermost begins.
  const others = candidates.filter(({ entry }) => !reached.has(entry.resource.id))
  for (const other of others.toSorted((a, b) => (RANKS.get(a.row) ?? 0) - (RANKS.get(b.row) ?? 0))) {
    if (reached.has(other.entry.resource.id)) continue
    chosen.add(other)
    reach(other.entry.resource.id, next, reached)
  }
  return candidates.filter((candidate) => chosen.has(candidate)).map(({ entry }) => entry)
}

function reach(start: string, next: Ways['next'], reached: Set<string>): void {
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const { to } of next.get(id) ?? []) waiting.push(to.id)
  }
}

function leads({ leads: how }: EntryRow, steps: readonly Step[]): boolean {
  if (how === undefined) return true
  return how === 'anywhere' ? steps.length > 0 : steps.some(({ kinds }) => kinds.some((kind) => EVENTS.has(kind)))
}

function rowFor(resource: Resource, q: Query): { readonly row: EntryRow; readonly certain: boolean } | undefined {
  for (const row of rowsByType.get(rowType(resource.type)) ?? []) {
    const fit = row.when === undefined ? true : holds(row.when, resource, q)
    if (fit !== false) return { row, certain: fit === true }
  }
  return undefined
}

/** Whether a property is as a row wants it; undefined: not known. */
function holds({ path, is, not }: NonNullable<EntryRow['when']>, resource: Resource, q: Query): boolean | undefined {
  const read = q.read(resource, path)
  if (!read.known) return is === undefined && not === undefined && read.set === true ? true : undefined
  if (is === undefined && not === undefined) return read.set
  const text = typeof read.value === 'string' ? read.value : ''
  return is === undefined ? !(not ?? []).includes(text) : is.includes(text)
}

const KEEPS: ReadonlySet<EdgeKind> = new Set(['reads', 'writes'])

function journeyFrom(entry: EntryPoint, next: (resource: Resource) => readonly Step[]): Journey {
  const steps: Step[] = []
  const ends = new Map<string, Resource>()
  const seen = new Set([entry.resource.id])
  const waiting = [...next(entry.resource)].toReversed()
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    steps.push(step)
    const { to, kinds } = step
    const onward = next(to)
    if (onward.length === 0 || (!POLLED.has(step.from.type) && kinds.some((kind) => KEEPS.has(kind)))) ends.set(to.id, to)
    if (seen.has(to.id)) continue
    seen.add(to.id)
    for (let index = onward.length - 1; index >= 0; index -= 1) {
      const after = onward[index]
      if (after !== undefined) waiting.push(after)
    }
  }
  return { entry, steps, ends: [...ends.values()] }
}
