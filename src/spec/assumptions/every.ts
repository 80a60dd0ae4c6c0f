import { ASSUMPTION_NAMES, ASSUMPTIONS, type AssumptionName, assumptionValue } from './assumptions.js'
import type { AssumptionRow } from './row.js'
import { TEMPLATE_ASSUMPTIONS } from './template.js'

export type TemplateAssumptionName = keyof typeof TEMPLATE_ASSUMPTIONS
/** An assumption of a requirements file, or one that only templates without requirements need. */
export type AnyAssumption = AssumptionName | TemplateAssumptionName
/** Values in base units; what is absent has its default. */
export type StatedAssumptions = Readonly<Partial<Record<AnyAssumption, number>>>
/** Where in its range a figure is computed. */
export type Point = 'low' | 'expected' | 'high'
export const POINTS: readonly Point[] = ['low', 'expected', 'high']

const ROWS: Readonly<Record<AnyAssumption, AssumptionRow>> = { ...ASSUMPTIONS, ...TEMPLATE_ASSUMPTIONS }

export function isAssumption(name: string): name is AnyAssumption {
  return Object.hasOwn(ROWS, name)
}

function isTemplateAssumption(name: string): name is TemplateAssumptionName {
  return Object.hasOwn(TEMPLATE_ASSUMPTIONS, name)
}

export const TEMPLATE_ASSUMPTION_NAMES: readonly TemplateAssumptionName[] = Object.keys(TEMPLATE_ASSUMPTIONS).filter(isTemplateAssumption)
export const EVERY_ASSUMPTION: readonly AnyAssumption[] = [...ASSUMPTION_NAMES, ...TEMPLATE_ASSUMPTION_NAMES]

export function assumptionRow(name: AnyAssumption): AssumptionRow {
  return ROWS[name]
}

/** The text of the table that holds at a point of the range. */
function assumptionText(name: AnyAssumption, point: Point): string {
  const row = ROWS[name]
  return (point === 'expected' ? undefined : row[point]) ?? row.default
}

/** What holds for an assumption that nobody stated, in base units. */
export function assumedAt(name: AnyAssumption, point: Point): number {
  return assumptionValue(ROWS[name].unit, assumptionText(name, point))
}
