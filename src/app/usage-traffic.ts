import type { Bill } from '#analyze/cost/index.js'
import { didYouMean } from '#core/index.js'
import type { Query } from '#graph/index.js'
import {
  type AnyAssumption,
  assumptionRow,
  type EntryRates,
  EVERY_ASSUMPTION,
  type GivenTraffic,
  givenTraffic,
  isAssumption,
  parseQuantity,
  plainTraffic,
  type Point,
  POINTS,
  RATE,
  type StatedAssumptions,
  type TrafficPoints,
  unitKindOf,
  type Usage,
} from '#spec/index.js'
import { stop } from './failure.js'

export interface TrafficInput {
  /** `20/s`, `10/s..50/s`, `10/s..20/s..50/s`, each also as `Id=RATE`. */
  readonly traffic: readonly string[]
  /** `NAME=VALUE` each. */
  readonly assume: readonly string[]
}

type Rates = Readonly<Record<Point, number>>

const EXAMPLE = 'for example --traffic 100/s, --traffic 10/s..50/s or --traffic OrdersApi=20/s'

/** The traffic that quantities are derived from; undefined where the usage file is taken as it is. */
export function trafficOfInput(usage: Usage, input: TrafficInput): TrafficPoints | undefined {
  const assumed = assumptionsIn(input.assume)
  const { traffic } = usage
  if (input.traffic.length === 0 && (traffic === undefined || holdsDerived(usage))) {
    if (input.assume.length === 0) return undefined
    throw stop('usage.bad-argument', '--assume changes what follows from traffic, and no traffic is given', EXAMPLE)
  }
  const rates = ratesIn(input.traffic)
  const at = (point: Point): GivenTraffic => {
    const own: EntryRates = {
      shared: rates.shared?.[point] ?? (input.traffic.length === 0 ? (traffic?.averagePerSecond ?? 0) : 0),
      entries: Object.fromEntries([...rates.entries].map(([id, values]) => [id, values[point]])),
    }
    const stated: StatedAssumptions = { ...usage.assumptions, ...assumed }
    return traffic === undefined ? plainTraffic(own, stated, point) : givenTraffic(traffic, own, { stated, point })
  }
  return { low: at('low'), expected: at('expected'), high: at('high') }
}

/** A design's usage file holds what was derived from its traffic; one that a person wrote may hold the traffic alone. */
function holdsDerived({ resources }: Usage): boolean {
  return Object.values(resources).some((quantities) => Object.values(quantities).some(({ from }) => from === 'derived'))
}

function ratesIn(texts: readonly string[]): { readonly shared: Rates | undefined; readonly entries: ReadonlyMap<string, Rates> } {
  let shared: Rates | undefined
  const entries = new Map<string, Rates>()
  for (const text of texts) {
    const [, id, rest = text] = /^\s*([A-Za-z0-9/-]+?)\s*=(.*)$/.exec(text) ?? []
    const rates = ratesOf(rest, text)
    if (id === undefined ? shared !== undefined : entries.has(id))
      throw stop(
        'usage.bad-argument',
        `--traffic ${id === undefined ? 'without a name' : `of ${id}`} is given twice, the second time as "${text}"`,
        'keep one of them',
      )
    if (id === undefined) shared = rates
    else entries.set(id, rates)
  }
  return { shared, entries }
}

function ratesOf(text: string, whole: string): Rates {
  const parts = text.split('..').map((part) => {
    const parsed = parseQuantity(RATE, part.trim())
    if (!parsed.ok) throw stop('usage.bad-argument', `--traffic: "${whole}" is not a rate; ${parsed.message}`, EXAMPLE)
    return parsed.value
  })
  const [low = 0, second = low, third] = parts
  const [expected, high] = third === undefined ? [parts.length === 2 ? (low + second) / 2 : low, second] : [second, third]
  if (parts.length > 3 || low > expected || expected > high)
    throw stop(
      'usage.bad-argument',
      `--traffic: "${whole}" is not a range from a low rate to a high one`,
      'write LOW..HIGH or LOW..EXPECTED..HIGH',
    )
  return { low, expected, high }
}

function assumptionsIn(texts: readonly string[]): StatedAssumptions {
  const stated: Partial<Record<AnyAssumption, number>> = {}
  for (const text of texts) {
    const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(text) ?? []
    if (!isAssumption(name))
      throw stop(
        'usage.bad-argument',
        `--assume: there is no assumption "${name || text}"${didYouMean(name, EVERY_ASSUMPTION)}`,
        'write NAME=VALUE with a name that the bill prints, for example --assume request-wall=200ms',
      )
    stated[name] = assumedValue(name, value)
  }
  return stated
}

function assumedValue(name: AnyAssumption, text: string): number {
  const row = assumptionRow(name)
  const kind = unitKindOf(row.unit)
  const read = (written: string): number | undefined => {
    if (kind === undefined) return /^[0-9]{1,15}(\.[0-9]{1,12})?$/.test(written) ? Number(written) : undefined
    const parsed = parseQuantity(kind, written)
    return parsed.ok ? parsed.value : undefined
  }
  const value = read(text)
  if (value !== undefined && value >= (read(row.from) ?? 0) && value <= (read(row.to) ?? Number.POSITIVE_INFINITY)) return value
  throw stop(
    'usage.bad-argument',
    `--assume ${name}: "${text}" is not ${kind?.title ?? 'a number'} from ${row.from} to ${row.to}`,
    `for example --assume ${name}=${row.default.replace(' ', '')}`,
  )
}

export interface EntryUsed {
  readonly resource: string
  readonly perSecond: number
}

/** Where the traffic enters. Throws `usage.bad-argument` when it enters nowhere, or at what is not there. */
export async function entriesUsed(
  points: TrafficPoints | undefined,
  stacks: readonly { readonly name: string | undefined; readonly q: Query }[],
  bill: Bill,
): Promise<readonly EntryUsed[]> {
  if (points === undefined) return []
  const { entriesOfTraffic } = await import('#analyze/cost/index.js')
  const named = (name: string | undefined, id: string): string => (name === undefined ? id : `${name}/${id}`)
  const used = stacks.flatMap(({ name, q }) =>
    entriesOfTraffic(q, points.expected, name).map(({ node, load }) => ({ resource: named(name, node.id), perSecond: load.perSecond })),
  )
  const ids = stacks.flatMap(({ name, q }) => q.all().map(({ id }) => named(name, id)))
  const lost = Object.keys(points.expected.entries ?? {}).filter((id) => !ids.includes(id))
  if (lost.length > 0)
    throw stop(
      'usage.bad-argument',
      lost.map((id) => `--traffic: no template has a resource "${id}"${didYouMean(id, ids)}`).join('; '),
      'name a resource by its logical id',
    )
  // What a schedule sets going follows from the template, whatever the rate.
  if (used.length === 0 && bill.lines.every(({ from }) => from !== 'derived'))
    throw stop(
      'usage.bad-argument',
      '--traffic: nothing in the template takes traffic from outside (an API, a load balancer, a distribution, a queue, a function)',
      'name the resource at which it arrives, for example --traffic OrdersFunction=20/s',
    )
  return used
}

/** The assumptions that the lines of a bill name, in the order of the table. */
export function assumptionsNamed({ lines }: Bill): readonly AnyAssumption[] {
  const names = new Set(lines.flatMap(({ origin }) => [...(origin ?? '').matchAll(/assumption ([a-z][a-z-]*)/g)].map(([, name]) => name)))
  return EVERY_ASSUMPTION.filter((name) => names.has(name))
}

export function assumptionAt(points: TrafficPoints, name: AnyAssumption): Rates {
  const at = (point: Point): number => {
    const { assumptions, assumed } = points[point]
    const value = { ...assumed, ...assumptions }[name]
    return value ?? Number.NaN
  }
  const [low = 0, expected = 0, high = 0] = POINTS.map(at)
  return { low, expected, high }
}
