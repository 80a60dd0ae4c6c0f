import { type Amount, amountOf } from '#core/index.js'
import { count, productOf } from './amounts.js'
import type { Quantity } from './quantities.js'

/** A quantity that depends on traffic and that nobody stated: `needs` is its name in the model's `usage` table. */
export interface Needed {
  readonly needs: string
}
/** A property that the template does not decide. */
export interface Unresolved {
  readonly unresolved: string
  readonly why: string
}

/** How much of something: a plain number follows from the template, a `Quantity` from traffic or from someone's statement. */
export type Measure = number | Quantity | Needed | Unresolved | Computed
/** What a model computes from quantities and properties. */
export interface Computed {
  readonly value: Amount
  readonly from: 'template' | 'derived' | 'stated'
  readonly formula: string
  readonly origin?: string
}

/** A number that follows from the template, with the words that the formula says it in; `over` divides it exactly. */
export interface Factor {
  readonly times: number
  readonly over?: number
  readonly text: string
}

export function factor(times: number, text: string, over?: number): Factor {
  return over === undefined ? { times, text } : { times, text, over }
}

export function isUnresolved(value: unknown): value is Unresolved {
  return typeof value === 'object' && value !== null && 'unresolved' in value
}

export function isNeeded(value: unknown): value is Needed {
  return typeof value === 'object' && value !== null && 'needs' in value
}

/** Product of quantities and numbers; not known as soon as one of them is not. Exact, rounded once. */
export function product(...factors: readonly (Measure | Factor)[]): Measure {
  const amounts: Amount[] = []
  const texts: string[] = []
  let over = 1n
  const origins = new Set<string>()
  let from: Computed['from'] = 'template'
  for (const each of factors) {
    if (typeof each === 'number') {
      amounts.push(amountOf(each))
      texts.push(count(each))
    } else if ('times' in each) {
      amounts.push(amountOf(each.times))
      texts.push(each.text)
      over *= BigInt(each.over ?? 1)
    } else if ('value' in each) {
      amounts.push(each.value)
      texts.push(textOf(each))
      if (each.origin !== undefined) origins.add(each.origin)
      from = strongest(from, each.from)
    } else return each
  }
  const origin = origins.size === 0 ? {} : { origin: [...origins].join('; ') }
  return { value: productOf(amounts, over), from, formula: texts.join(' x '), ...origin }
}

function textOf(each: Quantity | Computed): string {
  return 'unit' in each ? `${count(each.value)} ${each.unit}` : `(${each.formula})`
}

function strongest(left: Computed['from'], right: Computed['from']): Computed['from'] {
  if (left === 'stated' || right === 'stated') return 'stated'
  return left === 'derived' || right === 'derived' ? 'derived' : 'template'
}
