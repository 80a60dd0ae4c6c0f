import type { AnyAssumption, DataModel, DataNeed, GivenTraffic } from '#spec/index.js'
import type { EdgeKind, LinkedEdge, Query, Resource } from '#graph/index.js'

/** What arrives at a resource, or goes on from it. */
export interface Load {
  readonly carries: 'requests' | 'messages' | 'operations' | 'logs' | 'vended-logs'
  /** Mean over the month, and at the peak. */
  readonly perSecond: number
  readonly peakPerSecond: number
  /** Mean bytes of one: towards the system, and back. */
  readonly inBytes: number
  readonly outBytes: number
  /** Messages that one invocation handles at once. */
  readonly batch: number
  /** Of `perSecond`, what comes straight from the internet. */
  readonly direct: number
  /** How `perSecond` came about: `20/s x 10%`. */
  readonly formula: string
  /** The journey so far: `traffic > Api > Function`. */
  readonly path: string
  /** What it rests on besides the traffic. */
  readonly assumptions: readonly AnyAssumption[]
  /** The sizes are not said by anyone: what is computed from them rests on assumptions. */
  readonly sizesAssumed?: true
}

/** All that arrives at a resource: the sum, and what each edge brings. */
export interface Incoming extends Load {
  readonly parts: readonly Part[]
}
export interface Part {
  /** Undefined: straight from the requirements' traffic. */
  readonly edge: LinkedEdge | undefined
  readonly load: Load
}

/** A quantity as a plain number; it becomes an amount when it enters the result. */
export interface FlowQuantity {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly formula: string
  readonly origin: string
}

export interface FlowResult {
  readonly quantities: readonly FlowQuantity[]
  /**
   * What goes on over an edge; undefined: nothing. `share` is 1 over the number of branches of that kind that lead on.
   * Without it everything is passed on over `routes` and `invokes`, evenly over the branches.
   */
  readonly send?: (edge: LinkedEdge, share: number) => Load | undefined
  readonly outbound?: Outbound
}

/** Gigabytes a month that a resource in subnets exchanges with what lies outside them: what a NAT gateway or an endpoint carries. */
export interface Outbound {
  readonly requestsGb: number
  readonly imagesGb: number
  readonly logsGb: number
}

export interface FlowContext {
  readonly q: Query
  readonly traffic: GivenTraffic
  /** Value of an assumption in base units, and the words that name it in an origin. */
  assumption(name: AnyAssumption): number
  /** What arrives at a resource that is evaluated before this one (`after`, or an edge). */
  load(node: Resource): Incoming | undefined
  result(node: Resource): FlowResult | undefined
  /** Resources that `find` finds, looked for once however many ask; `kind` is the name of what is found. */
  stores(kind: string, find: () => readonly Resource[]): readonly Resource[]
  /** What is kept in this store: the need of that name, else the one at the store's place among those of its type (or `among`). */
  need(node: Resource, model: DataModel, among?: readonly Resource[]): StoreNeed | undefined
}

/** What is kept in a store. How much of it nobody knows where no requirements say it. */
export interface StoreNeed extends Omit<DataNeed, 'sizeBytes' | 'name'> {
  readonly sizeBytes: number | undefined
  /** `data orders`, or the assumptions that stand in for it. */
  readonly origin: string
}

/** How traffic goes through one resource type: what it uses there, and what it sends on. */
export interface Flow {
  readonly type: string
  readonly refs: readonly string[]
  /** Kinds of edges over which something arrives; default `routes`, `invokes`, `publishes`, `subscribes`. */
  readonly receives?: readonly EdgeKind[]
  /**
   * How far outside it stands when nothing leads to it: traffic enters at the outermost resources. 3 content delivery,
   * 2 interfaces and load balancers, 1 queues, 0 computing that nothing calls. Undefined: nothing enters here.
   */
  entry?(node: Resource, q: Query, traffic: GivenTraffic): number | undefined
  /** Resources whose load or result it asks for, apart from those that edges bring. */
  after?(node: Resource, q: Query): readonly Resource[]
  flow(node: Resource, incoming: Incoming | undefined, context: FlowContext): FlowResult
}

export function defineFlow(flow: Flow): Flow {
  return flow
}

/** Nothing is known of it. */
export const NOTHING: FlowResult = { quantities: [] }
