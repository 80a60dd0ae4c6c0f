import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isNeeded, type Measure, product } from '../measure.js'
import type { Meter } from '../model.js'

export type Named = Pick<Meter, 'name' | 'price' | 'unit'> & Partial<Pick<Meter, 'region'>>

/** So many of something that run all month. */
export function allMonth(meter: Named, count: Measure = 1): Meter {
  return { ...meter, quantity: product(count, factor(HOURS_A_MONTH, '730 h')) }
}

/** So much of something, month after month. */
export function fixed(meter: Named, count: number, formula: string): Meter {
  return { ...meter, quantity: count, formula }
}

/** Something that hardly anybody uses: no line where nobody states how much of it. */
export function whereStated(meter: Named, quantity: Measure | undefined): readonly Meter[] {
  return quantity === undefined || isNeeded(quantity) ? [] : [{ ...meter, quantity }]
}

/** What one of several equal things is billed for, for all of them. */
export function forEach(meters: readonly Meter[], count: Measure, what: string): readonly Meter[] {
  if (count === 1) return meters
  return meters.map((meter) => {
    const { formula: _each, ...rest } = meter
    if (meter.quantity === undefined) return meter
    const times = typeof count === 'number' ? factor(count, `${count} ${what}`) : count
    return { ...rest, quantity: product(meter.quantity, times) }
  })
}
