import type { Bill } from '#analyze/cost/index.js'
import {
  ASSUMPTION_NAMES,
  type AssumptionName,
  ASSUMPTIONS,
  type Assumptions,
  assumptionsOf,
  printQuantity,
  unitKindOf,
} from '#spec/index.js'

export interface AssumptionLine {
  readonly name: AssumptionName
  /** As it is written in the requirements. */
  readonly value: string
  readonly about: string
  readonly why: string
  readonly source: string
  readonly asOf: string
  readonly isDefault: boolean
}

function printed(name: AssumptionName, value: number): string {
  const kind = unitKindOf(ASSUMPTIONS[name].unit)
  return kind === undefined ? String(value) : printQuantity(kind, value)
}

/** Every assumption with the value that was used. */
export function assumptionLines(assumptions: Assumptions): readonly AssumptionLine[] {
  const defaults = assumptionsOf({})
  return ASSUMPTION_NAMES.map((name) => {
    const { about, why, source, asOf } = ASSUMPTIONS[name]
    return { name, value: printed(name, assumptions[name]), about, why, source, asOf, isDefault: assumptions[name] === defaults[name] }
  })
}

/** Those that the bill rests on, and those that somebody set. */
export function assumptionsBehind(assumptions: Assumptions, bill: Bill): readonly AssumptionLine[] {
  const words = new Set(bill.lines.flatMap(({ origin, formula }) => `${origin ?? ''} ${formula ?? ''}`.split(/[^a-z0-9-]+/)))
  return assumptionLines(assumptions).filter(({ name, isDefault }) => !isDefault || words.has(name))
}
