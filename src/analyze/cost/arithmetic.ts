import type { LinkedEdge, Resource } from '#graph/index.js'
import { type AnyAssumption, type AssumptionName, perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { count } from './amounts.js'
import type { FlowContext, FlowQuantity, Load } from './flow.js'

/** AWS meters data in powers of 1,024, and so are the sizes of the requirements. */
export const GB = 1024 ** 3
const DAYS_A_MONTH = SECONDS_A_MONTH / 86_400
const MONTHS_KEPT_FOREVER = 12

/** How often a month: one of each that arrives. */
export function monthly(name: string, unit: string, load: Load): FlowQuantity {
  return { name, unit, value: perMonth(load.perSecond), formula: `${load.formula} x ${count(SECONDS_A_MONTH)} s`, origin: originOf(load) }
}

/** Gigabytes a month when each that arrives brings `bytes`. */
export function gigabytes(name: string, load: Load, bytes: number, what: string): FlowQuantity {
  return {
    name,
    unit: 'GB',
    value: (perMonth(load.perSecond) * bytes) / GB,
    formula: `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${size(bytes)} ${what}`,
    origin: sizedOrigin(load, what),
  }
}

const SIZES: Readonly<Record<string, readonly AnyAssumption[]>> = {
  in: ['request-size'],
  out: ['response-size'],
  'in and out': ['request-size', 'response-size'],
}

/** Where a quantity comes from that follows from sizes, too: `in`, `out`, or both. */
export function sizedOrigin(load: Load, what: string): string {
  return originOf(load, ...(load.sizesAssumed === true ? (SIZES[what] ?? []) : []))
}

/** Bytes for people: `1 KB`, `512 MB`, in powers of 1,024. */
export function size(bytes: number): string {
  for (const [unit, factor] of [
    ['GB', GB],
    ['MB', 1024 ** 2],
    ['KB', 1024],
  ] as const) {
    if (bytes >= factor) return `${count(bytes / factor)} ${unit}`
  }
  return `${count(bytes)} B`
}

/** Where a quantity comes from: the journey, then each assumption by the name that it is printed and set with. */
export function originOf(load: Load, ...more: readonly AnyAssumption[]): string {
  return resting(load.path, ...load.assumptions, ...more)
}

export function resting(from: string, ...assumptions: readonly AnyAssumption[]): string {
  return [from, ...new Set(assumptions.map((name) => `assumption ${name}`))].join('; ')
}

/** The same load with one more assumption under it. */
export function assuming(load: Load, ...more: readonly AnyAssumption[]): Load {
  return { ...load, assumptions: [...load.assumptions, ...more] }
}

/** Who writes a line for each request, and the assumption that says how long it is. */
const LOG_LINES = {
  application: 'log-per-request',
  service: 'access-log-per-request',
  flow: 'flow-log-per-request',
} as const satisfies Record<string, AssumptionName>

/** Log lines that go on over an edge: one for each that arrives. */
export function logLoad(load: Load, edge: LinkedEdge, context: FlowContext, by: keyof typeof LOG_LINES): Load {
  const name = LOG_LINES[by]
  return {
    ...assuming(load, name),
    carries: by === 'application' ? 'logs' : 'vended-logs',
    inBytes: context.assumption(name),
    outBytes: 0,
    direct: 0,
    batch: 1,
    path: `${load.path} > ${edge.to.id}`,
  }
}

/** Months of what is written that are kept: by days, or a year where nothing expires. */
export function monthsKept(days: number | undefined): { readonly months: number; readonly text: string } {
  return days === undefined
    ? { months: MONTHS_KEPT_FOREVER, text: `${MONTHS_KEPT_FOREVER} months, since nothing expires` }
    : { months: days / DAYS_A_MONTH, text: `${count(days)} days / ${count(DAYS_A_MONTH)} days` }
}

/** Bytes that CloudWatch Logs keeps of what is ingested. */
export function storedLogs(name: string, ingestedGb: number, days: number | undefined, context: FlowContext): FlowQuantity {
  const compression = context.assumption('log-compression')
  const kept = monthsKept(days)
  return {
    name,
    unit: 'GB-month',
    value: ingestedGb * compression * kept.months,
    formula: `${count(ingestedGb)} GB x ${count(compression * 100)}% x ${kept.text}`,
    origin: 'retention of the log group; assumption log-compression',
  }
}

/** Zones that callers or calls are spread over: the subnets that a resource, or the services that run it, stand in. */
export function zonesOf(node: Resource, { q }: Pick<FlowContext, 'q'>): number {
  const own = subnetsOf(node, q)
  if (own.length > 0) return own.length
  return Math.max(0, ...q.edges({ to: node, kind: 'routes' }).map(({ from }) => subnetsOf(from, q).length))
}

/** Subnets that contain a resource. */
export function subnetsOf(node: Resource, q: FlowContext['q']): readonly Resource[] {
  const seen = new Map<string, Resource>()
  for (const { from, path } of q.edges({ to: node, kind: 'contains' })) if (/subnet/i.test(path)) seen.set(from.id, from)
  return [...seen.values()]
}
