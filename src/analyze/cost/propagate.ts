import { STAND_INS } from '#catalog/index.js'
import { invariant } from '#core/index.js'
import type { EdgeKind, LinkedEdge, Query, Resource } from '#graph/index.js'
import { type AnyAssumption, assumedAt, type GivenTraffic } from '#spec/index.js'
import { count } from './amounts.js'
import type { Flow, FlowContext, FlowResult, Incoming, Load, Part } from './flow.js'
import { needsOf } from './needs.js'

const RECEIVES: readonly EdgeKind[] = ['routes', 'invokes', 'publishes', 'subscribes']
/** Kinds over which a resource without a flow of its own passes on what it gets. */
const PASSES: readonly EdgeKind[] = ['routes', 'invokes', 'publishes', 'subscribes']

interface Network {
  readonly nodes: readonly Resource[]
  /** Edges over which something may go on, one for each target and kind. */
  readonly next: ReadonlyMap<string, readonly LinkedEdge[]>
  /** Resources that are evaluated later because they ask for this one. */
  readonly readers: ReadonlyMap<string, readonly Resource[]>
  readonly arrives: ReadonlySet<string>
}

function networkOf(q: Query, flows: ReadonlyMap<string, Flow>): Network {
  const nodes = q.all()
  const next = new Map<string, LinkedEdge[]>()
  const readers = new Map<string, Resource[]>()
  for (const node of nodes) {
    const flow = flows.get(node.type)
    const receives = flow?.receives ?? RECEIVES
    const seen = new Set<string>()
    for (const edge of q.edges({ to: node })) {
      const key = `${edge.kind} ${edge.from.id}`
      if (!receives.includes(edge.kind) || seen.has(key) || edge.from.id === node.id) continue
      seen.add(key)
      push(next, edge.from.id, edge)
    }
    for (const read of flow?.after?.(node, q) ?? []) push(readers, read.id, node)
  }
  return { nodes, next, readers, arrives: arrivedIn(nodes, next) }
}

/** What something leads to. A DNS record, an alias or another stand-in brings nothing by itself. */
function arrivedIn(nodes: readonly Resource[], next: Network['next']): ReadonlySet<string> {
  const arrived = new Set<string>()
  const waiting = nodes.filter(({ type }) => !STAND_INS.has(type))
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { to, kind } of next.get(at.id) ?? []) {
      // Who only reads a store brings nothing to it.
      if (kind === 'reads' || arrived.has(to.id)) continue
      arrived.add(to.id)
      if (STAND_INS.has(to.type)) waiting.push(to)
    }
  return arrived
}

/** Whether all that leads to a resource begins at it: a function that writes to the bucket whose uploads call it. */
function comesRound({ next }: Network, node: Resource): boolean {
  const reached = new Set<string>([node.id])
  const waiting = [node]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { to } of next.get(at.id) ?? []) {
      if (reached.has(to.id)) continue
      reached.add(to.id)
      waiting.push(to)
    }
  for (const [from, edges] of next) if (!reached.has(from) && edges.some(({ to }) => to.id === node.id)) return false
  return true
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}

/** Sources before what they lead to; an edge that closes a cycle is not followed. Entries first, so that a cycle is cut where traffic comes round again. */
function orderOf(network: Network, roots: readonly Resource[]): readonly Resource[] {
  const done = new Set<string>()
  const reversed: Resource[] = []
  const visit = (node: Resource): void => {
    if (done.has(node.id)) return
    done.add(node.id)
    for (const { to } of network.next.get(node.id) ?? []) visit(to)
    for (const reader of network.readers.get(node.id) ?? []) visit(reader)
    reversed.push(node)
  }
  for (const root of roots) visit(root)
  for (const node of network.nodes) visit(node)
  return reversed.toReversed()
}

/**
 * Where traffic enters. Resources that nothing leads to and whose flow takes traffic from outside; of several that are not
 * connected only the outermost ones, which share it evenly: the template does not say who calls what.
 */
function outermostOf(network: Network, flows: ReadonlyMap<string, Flow>, q: Query, traffic: GivenTraffic): readonly Resource[] {
  let outermost = -1
  let entries: Resource[] = []
  for (const node of network.nodes) {
    if (traffic.entries?.[node.id] !== undefined) continue
    if (network.arrives.has(node.id) && !(traffic.plain === true && comesRound(network, node))) continue
    const rank = flows.get(node.type)?.entry?.(node, q, traffic)
    if (rank === undefined || rank < outermost) continue
    if (rank > outermost) entries = []
    outermost = rank
    entries.push(node)
  }
  return entries
}

export interface Entry {
  readonly node: Resource
  readonly load: Load
}

/** Entries that have a rate of their own, and those that share the rest evenly. */
function entriesOf(network: Network, flows: ReadonlyMap<string, Flow>, q: Query, traffic: GivenTraffic): readonly Entry[] {
  const named = network.nodes.flatMap((node): readonly Entry[] => {
    const own = traffic.entries?.[node.id]
    return own === undefined ? [] : [{ node, load: entryLoad(atRate(traffic, own), 1, node) }]
  })
  if (named.length > 0 && traffic.averagePerSecond === 0) return named
  const sharing = outermostOf(network, flows, q, traffic)
  return [...named, ...sharing.map((node) => ({ node, load: entryLoad(traffic, sharing.length, node) }))]
}

function atRate(traffic: GivenTraffic, own: number): GivenTraffic {
  const ratio = traffic.averagePerSecond === 0 ? 1 : traffic.peakPerSecond / traffic.averagePerSecond
  return { ...traffic, averagePerSecond: own, peakPerSecond: own * ratio }
}

/** Where traffic would enter a graph, and how much of it. */
export function entriesIn(q: Query, traffic: GivenTraffic, flows: ReadonlyMap<string, Flow>): readonly Entry[] {
  return entriesOf(networkOf(q, flows), flows, q, traffic)
}

/** The traffic of the requirements, or its part at one of several entries. */
export function entryLoad(traffic: GivenTraffic, entries: number, node: Resource): Load {
  const { averagePerSecond, peakPerSecond, payload, kind } = traffic
  return {
    ...(traffic.plain === undefined ? {} : { sizesAssumed: true as const }),
    carries: kind === 'worker' ? 'messages' : 'requests',
    perSecond: averagePerSecond / entries,
    peakPerSecond: peakPerSecond / entries,
    inBytes: payload.inBytes,
    outBytes: payload.outBytes,
    direct: averagePerSecond / entries,
    batch: 1,
    formula: entries === 1 ? rate(averagePerSecond) : `${rate(averagePerSecond)} / ${entries} entries`,
    path: `traffic > ${node.id}`,
    assumptions: [],
  }
}

function rate(perSecond: number): string {
  return `${count(perSecond)}/s`
}

/** What several edges bring, as one load. Ways that split and meet again add up to what they were. */
function merged(parts: readonly Part[]): Incoming | undefined {
  const [first] = parts
  if (first === undefined) return undefined
  if (parts.length === 1) return { ...first.load, parts }
  const total = { perSecond: 0, peakPerSecond: 0, inBytes: 0, outBytes: 0, direct: 0, batch: 0 }
  for (const { load } of parts) {
    total.perSecond += load.perSecond
    total.peakPerSecond += load.peakPerSecond
    total.direct += load.direct
    total.batch += load.batch * load.perSecond
    total.inBytes += load.inBytes * load.perSecond
    total.outBytes += load.outBytes * load.perSecond
  }
  const mean = (bytes: number): number => (total.perSecond === 0 ? 0 : bytes / total.perSecond)
  return {
    ...total,
    inBytes: mean(total.inBytes),
    outBytes: mean(total.outBytes),
    carries: first.load.carries,
    batch: mean(total.batch),
    formula: rate(Number(total.perSecond.toPrecision(12))),
    path: joinedPath(parts.map(({ load }) => load.path)),
    assumptions: [...new Set(parts.flatMap(({ load }) => load.assumptions))],
    ...(parts.some(({ load }) => load.sizesAssumed) ? { sizesAssumed: true as const } : {}),
    parts,
  }
}

/** What several journeys have in common: `traffic > Api > … > Function`. */
function joinedPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split(' > '))
  let same = 0
  while (same < first.length - 1 && others.every((other) => other[same] === first[same])) same += 1
  const end = first.at(-1) ?? ''
  return others.every((other) => other.length === first.length && same === first.length - 1)
    ? (paths[0] ?? '')
    : [...first.slice(0, same), '…', end].join(' > ')
}

/** A part of a load on its way to another resource; what comes from inside is not direct. */
export function scaledLoad(load: Load, share: number, to: Resource, why?: string): Load {
  const text = why ?? (share === 1 ? '' : ` x 1/${Math.round(1 / share)}`)
  return {
    carries: load.carries,
    perSecond: load.perSecond * share,
    peakPerSecond: load.peakPerSecond * share,
    inBytes: load.inBytes,
    outBytes: load.outBytes,
    direct: 0,
    batch: load.batch,
    formula: `${load.formula}${text}`,
    path: `${load.path} > ${to.id}`,
    assumptions: load.assumptions,
    ...(load.sizesAssumed === undefined ? {} : { sizesAssumed: load.sizesAssumed }),
  }
}

interface Run {
  readonly flows: ReadonlyMap<string, Flow>
  readonly network: Network
  readonly context: FlowContext
  readonly arriving: Map<string, Part[]>
  readonly loads: Map<string, Incoming | undefined>
  readonly results: Map<string, FlowResult>
}

/** What every resource with a flow uses, by resource id. */
export function propagate(q: Query, traffic: GivenTraffic, flows: ReadonlyMap<string, Flow>): ReadonlyMap<string, FlowResult> {
  const network = networkOf(q, flows)
  const entries = entriesOf(network, flows, q, traffic)
  const arriving = new Map<string, Part[]>(entries.map(({ node, load }) => [node.id, [{ edge: undefined, load }]]))
  const loads = new Map<string, Incoming | undefined>()
  const results = new Map<string, FlowResult>()
  const found = new Map<string, readonly Resource[]>()
  const stores: FlowContext['stores'] = (kind, find) => {
    const known = found.get(kind) ?? find()
    found.set(kind, known)
    return known
  }
  const need = needsOf(traffic, (name) => assumptionIn(traffic, name))
  const context: FlowContext = {
    q,
    traffic,
    assumption: (name) => assumptionIn(traffic, name),
    load: (node) => loads.get(node.id),
    result: (node) => results.get(node.id),
    stores,
    need: (node, model, among) => need(node, model, among ?? stores(node.type, () => q.all(node.type))),
  }
  const run: Run = { flows, network, context, arriving, loads, results }
  for (const node of orderOf(
    network,
    entries.map((each) => each.node),
  ))
    evaluate(node, run)
  return results
}

function assumptionIn({ assumptions, assumed }: GivenTraffic, name: AnyAssumption): number {
  return { ...assumed, ...assumptions }[name] ?? assumedAt(name, 'expected')
}

function evaluate(node: Resource, run: Run): void {
  const { flows, context, arriving, loads, results } = run
  const incoming = merged(arriving.get(node.id) ?? [])
  loads.set(node.id, incoming)
  const result = flows.get(node.type)?.flow(node, incoming, context)
  if (result !== undefined) results.set(node.id, result)
  const send = result?.send ?? (incoming === undefined ? undefined : passing(incoming))
  if (send !== undefined) sendOn(node, send, run)
}

function sendOn(node: Resource, send: NonNullable<FlowResult['send']>, { flows, network, arriving, loads }: Run): void {
  const next = network.next.get(node.id)
  if (next === undefined) return
  const open = next.filter(({ to }) => leadsOn(network, flows, to))
  const branches = new Map<EdgeKind, number>()
  for (const { kind } of open) branches.set(kind, (branches.get(kind) ?? 0) + 1)
  for (const edge of open) {
    // What was evaluated before closes a cycle: it gets nothing more.
    const load = loads.has(edge.to.id) ? undefined : send(edge, 1 / (branches.get(edge.kind) ?? 1))
    if (load === undefined) continue
    invariant(Number.isFinite(load.perSecond), `the load from ${edge.from.id} to ${edge.to.id} is not a number`)
    push(arriving, edge.to.id, { edge, load })
  }
}

/** A resource without a target of its own (a route that only redirects) takes no share of what is passed on. */
function leadsOn(network: Network, flows: ReadonlyMap<string, Flow>, node: Resource): boolean {
  return flows.has(node.type) || network.next.has(node.id)
}

function passing(incoming: Incoming): (edge: LinkedEdge, share: number) => Load | undefined {
  return (edge, share) => (PASSES.includes(edge.kind) ? scaledLoad(incoming, share, edge.to) : undefined)
}
