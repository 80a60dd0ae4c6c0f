import { invariant } from '#core/index.js'
import { ASSUMPTION_NAMES, type AssumptionName, type Assumptions, assumptionsOf } from './assumptions/assumptions.js'
import {
  assumedAt,
  type Point,
  type StatedAssumptions,
  TEMPLATE_ASSUMPTION_NAMES,
  type TemplateAssumptionName,
} from './assumptions/every.js'
import { scaledTraffic, type Traffic } from './traffic.js'

export type TemplateAssumptions = Readonly<Record<TemplateAssumptionName, number>>

/** Traffic at the entries of a graph. */
export interface GivenTraffic extends Traffic {
  /** Rates of entries by their logical id (`stack/Id`); all others share `averagePerSecond`. */
  readonly entries?: Readonly<Record<string, number>>
  /** There are no requirements: what they would have said is assumed, and named so. */
  readonly plain?: true
  /** What only templates need; without it, its defaults. */
  readonly assumed?: TemplateAssumptions
}

/** Requests or messages a second: for all entries together, and for some by name. */
export interface EntryRates {
  readonly shared: number
  readonly entries: Readonly<Record<string, number>>
}

/** The same traffic at the low, expected and high end of what is not known. */
export type TrafficPoints = Readonly<Record<Point, GivenTraffic>>

function templateAssumptions(stated: StatedAssumptions, point: Point): TemplateAssumptions {
  const values: Partial<Record<TemplateAssumptionName, number>> = {}
  for (const name of TEMPLATE_ASSUMPTION_NAMES) values[name] = stated[name] ?? assumedAt(name, point)
  invariant(isComplete(values), 'an assumption has no value')
  return values
}

function isComplete(values: Partial<Record<TemplateAssumptionName, number>>): values is Record<TemplateAssumptionName, number> {
  return TEMPLATE_ASSUMPTION_NAMES.every((name) => values[name] !== undefined)
}

/** Assumptions at one end of their range: those that someone set to another value than the default stay. */
function ranged(from: Assumptions, stated: StatedAssumptions, point: Point): Assumptions {
  const values: Partial<Record<AssumptionName, number>> = {}
  for (const name of ASSUMPTION_NAMES)
    values[name] = stated[name] ?? (from[name] === assumedAt(name, 'expected') ? assumedAt(name, point) : from[name])
  return assumptionsOf(values)
}

/** Traffic for a template without requirements: a rate, and assumptions for all the rest. */
export function plainTraffic({ shared, entries }: EntryRates, stated: StatedAssumptions, point: Point): GivenTraffic {
  const assumed = templateAssumptions(stated, point)
  return {
    kind: 'api',
    averagePerSecond: shared,
    peakPerSecond: shared * assumed['peak-to-average'],
    entries,
    work: { wallMs: assumed['request-wall'], cpuMs: assumed['request-cpu'], memoryMb: 0, maxSeconds: 0 },
    payload: { inBytes: assumed['request-size'], outBytes: assumed['response-size'] },
    users: undefined,
    data: [],
    assumptions: ranged(assumptionsOf({}), stated, point),
    plain: true,
    assumed,
  }
}

/** Traffic of requirements or of a usage file, at one end of the ranges of what nobody stated. */
export function givenTraffic(
  traffic: Traffic,
  { shared, entries }: EntryRates,
  terms: { stated: StatedAssumptions; point: Point },
): GivenTraffic {
  const ratio = traffic.averagePerSecond === 0 ? 1 : traffic.peakPerSecond / traffic.averagePerSecond
  return {
    ...traffic,
    averagePerSecond: shared,
    peakPerSecond: shared * ratio,
    entries,
    assumptions: ranged(traffic.assumptions, terms.stated, terms.point),
    assumed: templateAssumptions(terms.stated, terms.point),
  }
}

/** Requests or messages a second of all entries. */
export function rateOf({ averagePerSecond, entries = {} }: GivenTraffic): number {
  return Object.values(entries).reduce((sum, each) => sum + each, averagePerSecond)
}

/** The same traffic with another rate in all; each entry keeps its part. */
export function scaledEntries(traffic: GivenTraffic, perSecond: number): GivenTraffic {
  const named = Object.entries(traffic.entries ?? {})
  if (named.length === 0) return { ...traffic, ...scaledTraffic(traffic, perSecond) }
  const ratio = perSecond / rateOf(traffic)
  return {
    ...traffic,
    averagePerSecond: traffic.averagePerSecond * ratio,
    peakPerSecond: traffic.peakPerSecond * ratio,
    entries: Object.fromEntries(named.map(([id, rate]) => [id, rate * ratio])),
  }
}
