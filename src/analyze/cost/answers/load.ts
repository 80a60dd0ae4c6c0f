import { addUsd, amountOf, priceOf, subtractUsd, type Usd, usdText, ZERO_USD } from '#core/index.js'
import type { Bill } from '../bill.js'
import { type Asked, type Change, type Outcome, outcomePriced } from './change.js'
import { ALTERNATIVES } from './changes/all.js'
import { savingsPlan1y, savingsPlan3y } from './changes/promises.js'
import type { Priced } from './situation.js'

export interface LoadPoint {
  readonly perSecond: number
  /** Undefined beyond what an alternative can carry. */
  readonly monthly: Usd | undefined
  readonly leftOut: number
}

export interface Crossing {
  readonly perSecond: number
  readonly monthly: Usd
}

export interface Alternative {
  readonly id: string
  readonly title: string
  readonly caveat: string
  readonly points: readonly LoadPoint[]
  /** The rates at which both cost the same, lowest first. */
  readonly crossings: readonly Crossing[]
  /** Which one is cheaper below the first crossing, or everywhere when there is none. */
  readonly cheaperBelow: 'this' | 'alternative' | 'neither'
  /** Lines without a price that it has more than what is there. */
  readonly leftOut: number
  readonly upTo?: number
}

export interface Load {
  readonly points: readonly LoadPoint[]
  readonly alternatives: readonly Alternative[]
}

export interface LoadRange {
  readonly from: number
  readonly to: number
}

const SHOWN = 13
const STEPS = 40
/** Of a rate: more digits than are said. */
const PRECISION = 1e-5

/** What an architecture and its alternatives cost over a range of rates, and where they cost the same, found on exact prices. */
export function loadOf(asked: Omit<Asked, 'value'>, before: Priced, range: LoadRange): Load {
  const own = remembered((perSecond) => pointOf(before.bill(perSecond), perSecond))
  const rates = ratesOf(range, SHOWN)
  const changed = ALTERNATIVES.flatMap((change): readonly Alternative[] => {
    const outcome = change.apply({ ...asked, value: change.value?.byDefault ?? '' })
    if (outcome.is === 'no') return []
    return [alternativeOf(change, { own, other: curveOf(outcome, before), rates, upTo: outcome.upTo })]
  })
  const promised = [savingsPlan1y, savingsPlan3y].flatMap((change): readonly Alternative[] => {
    const outcome = change.apply({ ...asked, value: '' })
    return outcome.is === 'no'
      ? []
      : [alternativeOf(change, { own, other: promisedCurve(outcome, asked.bill, before), rates, upTo: undefined })]
  })
  return { points: rates.map(own), alternatives: [...changed, ...promised] }
}

type Curve = (perSecond: number) => LoadPoint

function pointOf({ monthly, leftOut, unknown }: Bill, perSecond: number): LoadPoint {
  return { perSecond, monthly: unknown ? undefined : monthly, leftOut }
}

function curveOf(outcome: Extract<Outcome, { is: 'changed' }>, before: Priced): Curve {
  const { upTo } = outcome
  const price = outcomePriced(outcome, before)
  return remembered((perSecond) => {
    if (upTo !== undefined && perSecond > upTo) return { perSecond, monthly: undefined, leftOut: 0 }
    const { after, leftOut, unknown } = price(perSecond)
    return { perSecond, monthly: unknown ? undefined : after.typical, leftOut }
  })
}

/** A promise made for today's use: billed whole below it, and what goes beyond it at list prices. */
function promisedCurve({ cut }: Extract<Outcome, { is: 'changed' }>, bill: Bill, before: Priced): Curve {
  const covered = (of: Bill): { readonly list: Usd; readonly saved: Usd } => {
    let [list, saved] = [ZERO_USD, ZERO_USD]
    for (const line of of.lines) {
      const found = line.monthly === undefined ? undefined : cut?.(line)
      if (found === undefined || line.monthly === undefined) continue
      list = addUsd(list, line.monthly)
      saved = addUsd(saved, priceOf(line.monthly, amountOf(found.typical)))
    }
    return { list, saved }
  }
  const today = covered(bill)
  const promise = subtractUsd(today.list, today.saved)
  return remembered((perSecond) => {
    const then = before.bill(perSecond)
    const { list } = covered(then)
    const beyond = list > today.list ? subtractUsd(list, today.list) : ZERO_USD
    return { perSecond, monthly: addUsd(subtractUsd(then.monthly, list), promise, beyond), leftOut: then.leftOut }
  })
}

function remembered(curve: Curve): Curve {
  const known = new Map<number, LoadPoint>()
  return (perSecond) => {
    const point = known.get(perSecond) ?? curve(perSecond)
    known.set(perSecond, point)
    return point
  }
}

/** Rates at even steps of their logarithm, three digits each. */
function ratesOf({ from, to }: LoadRange, count: number): readonly number[] {
  const rates = Array.from({ length: count }, (_, index) => Number((from * (to / from) ** (index / (count - 1))).toPrecision(3)))
  return [from, ...rates.slice(1, -1), to].filter((rate, index, all) => index === 0 || rate > (all[index - 1] ?? 0))
}

interface Compared {
  readonly own: Curve
  readonly other: Curve
  readonly rates: readonly number[]
  readonly upTo: number | undefined
}

function alternativeOf({ id, title, caveat }: Change, { own, other, rates, upTo }: Compared): Alternative {
  const side = (perSecond: number): number | undefined => {
    const [mine, theirs] = [own(perSecond).monthly, other(perSecond).monthly]
    if (mine === undefined || theirs === undefined) return undefined
    return mine === theirs ? 0 : mine < theirs ? -1 : 1
  }
  const gap = (perSecond: number): number => dollars(other(perSecond).monthly) - dollars(own(perSecond).monthly)
  const crossings: Crossing[] = []
  rates.forEach((rate, index) => {
    const last = rates[index - 1]
    const [before, after] = [last === undefined ? undefined : side(last), side(rate)]
    if (last === undefined || before === undefined || after === undefined || before * after >= 0) return
    crossings.push(crossingOf([last, rate], gap, own))
  })
  const first = rates.map(side).find((each) => each !== undefined && each !== 0)
  const points = rates.map(other)
  return {
    id,
    title,
    caveat,
    points,
    crossings,
    cheaperBelow: first === undefined ? 'neither' : first < 0 ? 'this' : 'alternative',
    leftOut: Math.max(0, ...points.map(({ perSecond, leftOut }) => leftOut - own(perSecond).leftOut)),
    ...(upTo === undefined ? {} : { upTo }),
  }
}

type Between = readonly [from: number, to: number]

/**
 * Where the difference of two curves is nothing, between two rates on whose sides it has different signs. Costs are lines with kinks: the
 * line between both ends mostly hits at once, and an end that stays is given half its weight so that the other one comes nearer.
 */
function crossingOf([from, to]: Between, gap: (perSecond: number) => number, own: Curve): Crossing {
  let low = { rate: from, gap: gap(from) }
  let high = { rate: to, gap: gap(to) }
  for (let step = 0; step < STEPS && (high.rate - low.rate) / high.rate > PRECISION; step += 1) {
    const rate = low.rate + ((high.rate - low.rate) * low.gap) / (low.gap - high.gap)
    const found = gap(rate)
    if (found === 0) return crossingAt(rate, own)
    const before = found * low.gap > 0
    if (before)
      [low, high] = [
        { rate, gap: found },
        { ...high, gap: high.gap / 2 },
      ]
    else
      [low, high] = [
        { ...low, gap: low.gap / 2 },
        { rate, gap: found },
      ]
  }
  return crossingAt(Math.abs(low.gap) < Math.abs(high.gap) ? low.rate : high.rate, own)
}

function crossingAt(perSecond: number, own: Curve): Crossing {
  return { perSecond: Number(perSecond.toPrecision(4)), monthly: own(perSecond).monthly ?? ZERO_USD }
}

function dollars(monthly: Usd | undefined): number {
  return monthly === undefined ? Number.NaN : Number(usdText(monthly))
}
