import { invariant } from '#core/index.js'
import type { Evaluated } from './evaluate.js'
import { compareFigures, objective, type Objective, paretoFront } from './front-set.js'

const MOST_SHOWN = 7

/** Cheapest first, and what has lines without a price last: its sum is a part of a price. At one price the lightest to run, then the name. */
function byPrice(a: Evaluated, b: Evaluated): number {
  const [x, y] = [a.candidate.figures, b.candidate.figures]
  return (
    x.leftOut - y.leftOut ||
    compareFigures(x.monthly, y.monthly) ||
    x.operations - y.operations ||
    (a.candidate.id < b.candidate.id ? -1 : 1)
  )
}

/** How far a candidate is from its targets: what it misses first, then its price. */
function byMisses(a: Evaluated, b: Evaluated): number {
  return a.candidate.misses.length - b.candidate.misses.length || byPrice(a, b)
}

export interface Chosen {
  /** Undefined when nothing meets every target. */
  readonly best: Evaluated | undefined
  readonly closest: Evaluated
  readonly shown: readonly Evaluated[]
}

/** The cheapest that meets every target, and what else is worth a look: at most 7, each with its reason. */
export function choose(all: readonly Evaluated[]): Chosen {
  const best = all.filter(({ candidate }) => candidate.misses.length === 0).toSorted(byPrice)[0]
  const closest = best ?? all.toSorted(byMisses)[0]
  invariant(closest !== undefined, 'choose needs at least one candidate')
  const front = paretoFront(all)
  const reasons: readonly (readonly [string, readonly Evaluated[]])[] = [
    [best === undefined ? 'closest to the targets' : 'cheapest that meets every target', [closest]],
    ['cheapest of all', front.toSorted(byPrice)],
    ['best availability', by(front, 'unavailability')],
    ['lowest p99', by(front, 'p99')],
    ['fastest to recover', by(front, 'rto')],
    ['least to operate', by(front, 'operations')],
    ['least lock-in', by(front, 'lockIn')],
    ['other compute', otherIn(all, closest, 'compute')],
    ['other store', otherIn(all, closest, 'store')],
  ]
  const shown = new Map<string, Evaluated>()
  for (const [reason, ranked] of reasons) {
    const [first] = ranked
    if (first === undefined) continue
    const before = shown.get(first.candidate.id) ?? first
    if (!shown.has(first.candidate.id) && shown.size === MOST_SHOWN) continue
    shown.set(first.candidate.id, { ...before, candidate: { ...before.candidate, because: [...before.candidate.because, reason] } })
  }
  return { best, closest, shown: [...shown.values()] }
}

function by(front: readonly Evaluated[], name: Objective): readonly Evaluated[] {
  return front.toSorted((a, b) => compareFigures(objective(a.candidate, name), objective(b.candidate, name)) || byMisses(a, b))
}

/** The best candidates that take another kind of option in a layer. */
function otherIn(all: readonly Evaluated[], chosen: Evaluated, layer: 'compute' | 'store'): readonly Evaluated[] {
  return all.filter(({ plan }) => plan[layer].value.kind !== chosen.plan[layer].value.kind).toSorted(byMisses)
}

/** The best candidate that takes each option of a layer, by option id. */
export function bestByOption(
  all: readonly Evaluated[],
  layer: 'front' | 'compute' | 'store' | 'network' | 'zones',
): ReadonlyMap<string, Evaluated> {
  const best = new Map<string, Evaluated>()
  for (const each of all.toSorted(byMisses)) if (!best.has(each.plan[layer].id)) best.set(each.plan[layer].id, each)
  return best
}
