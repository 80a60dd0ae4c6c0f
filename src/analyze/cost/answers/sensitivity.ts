import { type Usd, usdOf } from '#core/index.js'
import {
  ASSUMPTION_NAMES,
  type AssumptionName,
  ASSUMPTIONS,
  type AssumptionUnit,
  assumptionValue,
  type GivenTraffic,
  rateOf,
  scaledEntries,
  type Traffic,
  type Usage,
} from '#spec/index.js'
import type { Bill } from '../bill.js'
import { priced, type PricedStack, type Situation } from './situation.js'

/** One thing that the total rests on, at both ends of its range, all else as it is. */
export interface Influence {
  readonly name: string
  /** What `low` and `high` count. */
  readonly unit: AssumptionUnit
  readonly low: number
  readonly high: number
  readonly atLow: Usd
  readonly atHigh: Usd
  /** How far the total moves between both ends. */
  readonly swing: Usd
}

const SHARE = 0.5

interface Knob {
  readonly name: string
  readonly unit: AssumptionUnit
  readonly low: number
  readonly high: number
  set(value: number, stack: PricedStack): PricedStack
}

/** What moves the total most comes first; what does not move it is not there. Each is priced again at half and one and a half of its value, within what it may be. */
export function sensitivityOf(situation: Situation, bill: Bill): readonly Influence[] {
  const influences = [...new Map(knobsOf(situation, bill).map((knob) => [knob.name, knob])).values()].map((knob): Influence => {
    const [atLow, atHigh] = [knob.low, knob.high].map(
      (value) => priced({ ...situation, stacks: situation.stacks.map((stack) => knob.set(value, stack)) }).bill().monthly,
    )
    const [least = bill.monthly, most = bill.monthly] = [atLow, atHigh]
    const swing = usdOf(`${most > least ? most - least : least - most}e-12`)
    return { name: knob.name, unit: knob.unit, low: knob.low, high: knob.high, atLow: least, atHigh: most, swing }
  })
  return influences
    .filter(({ swing }) => swing > 0n)
    .toSorted((a, b) => (a.swing === b.swing ? (a.name < b.name ? -1 : 1) : a.swing < b.swing ? 1 : -1))
}

function knobsOf({ stacks }: Situation, bill: Bill): readonly Knob[] {
  const words = new Set(bill.lines.flatMap(({ origin = '' }) => origin.split(/[^a-z0-9-]+/)))
  const traffic = stacks.flatMap((stack) => (stack.traffic === undefined ? [] : [stack.traffic]))
  const [first] = traffic
  const stated = stacks.flatMap((stack) => statedKnobs(stack))
  if (first === undefined) return stated
  return [
    ...trafficKnobs(first),
    ...ASSUMPTION_NAMES.filter((name) => words.has(name)).map((name) => assumptionKnob(name, first.assumptions[name])),
    ...first.data.flatMap((_, index) => dataKnobs(first, index)),
    ...stated,
  ]
}

function around(value: number): { readonly low: number; readonly high: number } {
  const digits = (each: number): number => Number(each.toPrecision(12))
  return { low: digits(value * (1 - SHARE)), high: digits(value * (1 + SHARE)) }
}

function inTraffic(
  [name, unit]: readonly [string, AssumptionUnit],
  value: number,
  change: (traffic: GivenTraffic, value: number) => GivenTraffic,
): Knob {
  return {
    name,
    unit,
    ...around(value),
    set: (to, stack) => (stack.traffic === undefined ? stack : { ...stack, traffic: change(stack.traffic, to) }),
  }
}

function trafficKnobs(traffic: GivenTraffic): readonly Knob[] {
  const { work, payload, users } = traffic
  return [
    inTraffic(['traffic', 'rate'], rateOf(traffic), scaledEntries),
    inTraffic(['time to work on a request', 'duration'], work.wallMs, (each, value) => ({
      ...each,
      work: { ...each.work, wallMs: value },
    })),
    inTraffic(['processor time of a request', 'duration'], work.cpuMs, (each, value) => ({
      ...each,
      work: { ...each.work, cpuMs: value },
    })),
    inTraffic(['payload in', 'size'], payload.inBytes, (each, value) => ({ ...each, payload: { ...each.payload, inBytes: value } })),
    inTraffic(['payload out', 'size'], payload.outBytes, (each, value) => ({ ...each, payload: { ...each.payload, outBytes: value } })),
    ...(users === undefined
      ? []
      : [inTraffic(['users a month', 'number'], users, (each, value) => ({ ...each, users: Math.round(value) }))]),
  ]
}

function assumptionKnob(name: AssumptionName, value: number): Knob {
  const { unit, from, to } = ASSUMPTIONS[name]
  const { low, high } = around(value)
  const knob = inTraffic([`assumption ${name}`, unit], value, (each, set) => ({
    ...each,
    assumptions: { ...each.assumptions, [name]: set },
  }))
  return { ...knob, low: Math.max(low, assumptionValue(unit, from)), high: Math.min(high, assumptionValue(unit, to)) }
}

function dataKnobs({ data }: Traffic, index: number): readonly Knob[] {
  const need = data[index]
  if (need === undefined) return []
  const change = (name: string, value: number, field: 'sizeBytes' | 'itemBytes' | 'readShare'): Knob =>
    inTraffic([`data ${need.name}: ${name}`, field === 'readShare' ? 'share' : 'size'], value, (each, to) => ({
      ...each,
      data: each.data.map((other, at) => (at === index ? { ...other, [field]: to } : other)),
    }))
  const reads = change('share of reads', need.readShare, 'readShare')
  return [
    change('size', need.sizeBytes, 'sizeBytes'),
    change('size of an item', need.itemBytes, 'itemBytes'),
    { ...reads, high: Math.min(1, reads.high) },
  ]
}

/** What someone stated of a resource. A value that is not derived anew counts as stated. */
function statedKnobs(stack: PricedStack): readonly Knob[] {
  return Object.entries(stack.stated.resources).flatMap(([id, named]) =>
    Object.entries(named).flatMap(([name, { value, from }]): readonly Knob[] => {
      if (stack.traffic !== undefined && from === 'derived') return []
      const set = (to: number, each: PricedStack): PricedStack => ({ ...each, stated: withValue(each.stated, { id, name, to }) })
      return [{ name: `${id}: ${name}`, unit: 'number', ...around(Number(value)), set }]
    }),
  )
}

function withValue(usage: Usage, { id, name, to }: { readonly id: string; readonly name: string; readonly to: number }): Usage {
  const before = usage.resources[id]?.[name]
  if (before === undefined) return usage
  return { ...usage, resources: { ...usage.resources, [id]: { ...usage.resources[id], [name]: { ...before, value: to } } } }
}
