import { invariant } from '#core/index.js'
import { DURATION, parseQuantity, RATE, SHARE, SIZE, type UnitKind } from '../units.js'
import { COMPUTE_ASSUMPTIONS } from './compute.js'
import { DATA_ASSUMPTIONS } from './data.js'
import { LOG_ASSUMPTIONS } from './logs.js'
import type { AssumptionUnit } from './row.js'

/**
 * Everything that the figures rest on and that a requirements file does not ask for directly. Each can be set under `assumptions`,
 * by its name here, which is the name that reports print.
 */
export const ASSUMPTIONS = { ...LOG_ASSUMPTIONS, ...COMPUTE_ASSUMPTIONS, ...DATA_ASSUMPTIONS } as const

export type AssumptionName = keyof typeof ASSUMPTIONS
/** By the names of the table, in base units: a second, milliseconds, bytes, a fraction, or the number itself. */
export type Assumptions = Readonly<Record<AssumptionName, number>>

function isName(name: string): name is AssumptionName {
  return Object.hasOwn(ASSUMPTIONS, name)
}

export const ASSUMPTION_NAMES: readonly AssumptionName[] = Object.keys(ASSUMPTIONS).filter(isName)

const UNIT_KINDS: Readonly<Record<Exclude<AssumptionUnit, 'number'>, UnitKind>> = {
  rate: RATE,
  duration: DURATION,
  size: SIZE,
  share: SHARE,
}

export function unitKindOf(unit: AssumptionUnit): UnitKind | undefined {
  return unit === 'number' ? undefined : UNIT_KINDS[unit]
}

/** Base value of a text of the table. */
export function assumptionValue(unit: AssumptionUnit, text: string): number {
  const kind = unitKindOf(unit)
  if (kind === undefined) return Number(text)
  const parsed = parseQuantity(kind, text)
  invariant(parsed.ok, `assumption "${text}" is not ${kind.title}`)
  return parsed.value
}

function isComplete(values: Partial<Record<AssumptionName, number>>): values is Record<AssumptionName, number> {
  return ASSUMPTION_NAMES.every((name) => values[name] !== undefined)
}

/** Every assumption; those that `stated` does not name have their default. */
export function assumptionsOf(stated: Partial<Assumptions>): Assumptions {
  const values: Partial<Record<AssumptionName, number>> = {}
  for (const name of ASSUMPTION_NAMES) values[name] = stated[name] ?? assumptionValue(ASSUMPTIONS[name].unit, ASSUMPTIONS[name].default)
  invariant(isComplete(values), 'an assumption has no value')
  return values
}
