import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usdText } from '#core/index.js'
import { choose } from '#design/search/choose.js'
import { decisionsOf } from '#design/search/decisions.js'
import type { Evaluated } from '#design/search/evaluate.js'
import { OBJECTIVES, objective, paretoFront } from '#design/search/front-set.js'
import { evaluated, fargate, option, planOf, rds } from './candidates.js'

const ids = (all: readonly Evaluated[]): readonly string[] => all.map(({ candidate }) => candidate.id)

// Few values for each figure, so that many candidates are equal in some and some are equal in all.
const figures = fc.record({
  monthly: fc.constantFrom('1', '1.000000000001', '2', '9007.199254740993', '9007.199254740994', '30000'),
  leftOut: fc.constantFrom(0, 0, 0, 1),
  availability: fc.constantFrom(0.99, 0.999, 0.9999),
  p99: fc.constantFrom(50, 100, 200),
  rto: fc.constantFrom(0, 60, 3600),
  rpo: fc.constantFrom(0, 300),
  operations: fc.constantFrom(1, 2.5, 5),
  lockIn: fc.constantFrom(0, 3),
})
const PLANS = [planOf(), planOf({ compute: fargate() }), planOf({ store: rds(true) })]
const candidates = fc
  .array(fc.tuple(figures, fc.constantFrom(0, 0, 1, 2), fc.constantFrom(...PLANS)), { minLength: 1, maxLength: 40 })
  .map((rows) => rows.map(([values, misses, plan], index) => evaluated(`c${String(index).padStart(2, '0')}`, values, { misses, plan })))
const permuted = candidates.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
)

function beats(a: Evaluated, b: Evaluated): boolean {
  const pairs = OBJECTIVES.map((name) => [objective(a.candidate, name), objective(b.candidate, name)] as const)
  return pairs.every(([x, y]) => x <= y) && pairs.some(([x, y]) => x < y)
}

describe('Pareto front', () => {
  test('is what the definition says, one of each group of equals', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const front = new Set(paretoFront(all))
        const unbeaten = all.filter((each) => !all.some((other) => beats(other, each)))
        const figuresOf = ({ candidate }: Evaluated): string => OBJECTIVES.map((name) => String(objective(candidate, name))).join()
        expect([...front].every((each) => unbeaten.includes(each))).toBe(true)
        expect(new Set([...front].map(figuresOf))).toEqual(new Set(unbeaten.map(figuresOf)))
        expect(new Set([...front].map(figuresOf)).size).toBe(front.size)
      }),
      { numRuns: 300 },
    )
  })

  test('holds the cheapest, to the last unit of money', () => {
    const [cheap, dear] = [evaluated('a', { monthly: '9007199.254740993001' }), evaluated('b', { monthly: '9007199.254740993' })]
    expect(ids(paretoFront([cheap, dear]))).toEqual(['b'])
  })

  test('does not hang on the order of the candidates', () => {
    fc.assert(
      fc.property(permuted, ([all, other]) => {
        expect(ids(paretoFront(other))).toEqual(ids(paretoFront(all)))
      }),
    )
  })
})

describe('the choice', () => {
  test('is the cheapest that meets every target, and is shown first, with at most seven', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const { best, closest, shown } = choose(all)
        const meeting = all.filter(({ candidate }) => candidate.misses.length === 0)
        expect(best === undefined).toBe(meeting.length === 0)
        expect(shown[0]?.candidate.id).toBe(closest.candidate.id)
        expect(shown.length).toBeLessThanOrEqual(7)
        expect(new Set(ids(shown)).size).toBe(shown.length)
        expect(shown.every(({ candidate }) => candidate.because.length > 0)).toBe(true)
        if (best === undefined) return
        const least = Math.min(...meeting.map(({ candidate }) => candidate.figures.leftOut))
        expect(best.candidate.figures.leftOut).toBe(least)
        for (const { candidate } of meeting)
          if (candidate.figures.leftOut === least) expect(candidate.figures.monthly >= best.candidate.figures.monthly).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('does not hang on the order of the candidates', () => {
    const told = (all: readonly Evaluated[]): unknown => choose(all).shown.map(({ candidate }) => [candidate.id, candidate.because])
    fc.assert(
      fc.property(permuted, ([all, other]) => {
        expect(told(other)).toEqual(told(all))
      }),
    )
  })

  test('is nothing when every candidate misses a target; the closest misses fewest', () => {
    const { best, closest, shown } = choose([
      evaluated('two', { monthly: '1' }, { misses: 2 }),
      evaluated('one', { monthly: '5' }, { misses: 1 }),
      evaluated('dear', { monthly: '9' }, { misses: 1 }),
    ])
    expect([best, closest.candidate.id]).toEqual([undefined, 'one'])
    expect(shown[0]?.candidate.because[0]).toBe('closest to the targets')
  })

  test('is not one that only seems cheap because lines of it have no price', () => {
    expect(choose([evaluated('unpriced', { monthly: '1', leftOut: 2 }), evaluated('priced', { monthly: '50' })]).best?.candidate.id).toBe(
      'priced',
    )
  })

  test('shows the best in each figure and another compute and store, each with its reason', () => {
    const { shown } = choose([
      evaluated('cheap', { monthly: '1', availability: 0.999 }),
      evaluated('available', { monthly: '3', availability: 0.99999 }),
      evaluated('fast', { monthly: '3', p99: 5 }),
      evaluated('container', { monthly: '4', lockIn: 0 }, { plan: planOf({ compute: fargate() }) }),
      evaluated('database', { monthly: '5', rto: 0 }, { plan: planOf({ store: rds(true) }) }),
      evaluated('beaten', { monthly: '6', availability: 0.9 }),
    ])
    expect(shown.map(({ candidate }) => `${candidate.id}: ${candidate.because.join(', ')}`)).toEqual([
      'cheap: cheapest that meets every target, cheapest of all, least to operate',
      'available: best availability',
      'fast: lowest p99',
      'database: fastest to recover, other store',
      'container: least lock-in, other compute',
    ])
  })

  test('needs a candidate', () => {
    expect(() => choose([])).toThrow(expect.objectContaining({ code: 'internal.invariant' }))
  })
})

describe('a decision', () => {
  const front = (id: string): { plan: Evaluated['plan'] } => ({
    plan: planOf({ front: option(id, { kind: 'http-api', waf: false }, { services: ['http-api'] }) }),
  })
  const chosen = evaluated('a', { monthly: '10' }, front('first'))
  const figuresFor = (...others: readonly Evaluated[]): readonly string[] =>
    decisionsOf([chosen, ...others], chosen, []).flatMap(({ rejected }) =>
      rejected.map(({ option: rejectedOption, figure }) => `${rejectedOption}: ${figure}`),
    )

  test.each<[string, Evaluated, string]>([
    ['dearer', evaluated('b', { monthly: '12.5' }, front('second')), 'second: $2.50 a month more in its best design'],
    ['misses a target', evaluated('b', { monthly: '1' }, { misses: 1, ...front('second') }), 'second: misses target 0: 2 instead of 1'],
    ['same price', evaluated('b', { monthly: '10' }, front('second')), 'second: same price; more to operate or more lock-in'],
    [
      'without a price',
      evaluated('b', { monthly: '1', leftOut: 3 }, front('second')),
      'second: at least $1.00 a month: 3 of its lines have no price',
    ],
  ])('gives the figure that decided: %s', (_name, other, expected) => {
    expect(figuresFor(other)).toEqual([expected])
  })

  test('names each option that a hard limit ruled out, with the limit', () => {
    const certificate = { layer: 'front', option: 'Other', rule: 'timeout', value: '60 s', limit: '30 s', source: 'x' }
    const [decision] = decisionsOf([chosen], chosen, [certificate])
    expect(decision).toEqual({
      layer: 'front',
      title: 'Front door',
      chosen: { option: 'first', title: 'first', why: 'cheapest design that meets every target' },
      rejected: [{ option: 'Other', title: 'Other', figure: 'timeout: 60 s; limit: 30 s' }],
    })
  })

  test('says whether what is cheaper misses a target or only seems cheaper', () => {
    const why = (other: Evaluated): string | undefined => decisionsOf([chosen, other], chosen, [])[0]?.chosen.why
    expect(why(evaluated('b', { monthly: '1' }, { misses: 1, ...front('x') }))).toBe(
      'cheapest design that meets every target; what is cheaper misses one',
    )
    expect(why(evaluated('b', { monthly: '1', leftOut: 1 }, front('x')))).toBe(
      'cheapest design that meets every target; what seems cheaper has lines without a price',
    )
  })

  test('is not written where there was nothing to decide', () => {
    expect(decisionsOf([chosen], chosen, [])).toEqual([])
    expect(usdText(chosen.candidate.figures.monthly)).toBe('10')
  })
})
