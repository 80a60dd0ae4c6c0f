import type { Candidate } from '../types.js'

/** What designs are compared by, in the order of `objectives`. */
export const OBJECTIVES = ['monthly', 'unavailability', 'p99', 'rto', 'rpo', 'operations', 'lockIn', 'leftOut'] as const
export type Objective = (typeof OBJECTIVES)[number]
type Figure = number | bigint

/** Everything that a design is compared by; smaller is better in each. */
function objectives({ figures }: Candidate): readonly Figure[] {
  const { recovery } = figures
  const losses = [recovery.instance, recovery.zone, recovery.restore]
  return [
    figures.monthly,
    1 - figures.availability.estimate,
    figures.p99?.estimateMs ?? 0,
    Math.max(...losses.map(({ rtoSeconds }) => rtoSeconds)),
    Math.max(...losses.map(({ rpoSeconds }) => rpoSeconds)),
    figures.operations,
    figures.lockIn,
    figures.leftOut,
  ]
}

export function objective(candidate: Candidate, name: Objective): Figure {
  return objectives(candidate)[OBJECTIVES.indexOf(name)] ?? 0
}

/** Negative when `a` is smaller. */
export function compareFigures(a: Figure, b: Figure): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** No worse in anything: better in something, or the same in all. */
function coversAll(a: readonly Figure[], b: readonly Figure[]): boolean {
  return a.every((value, index) => value <= (b[index] ?? 0))
}

/**
 * The Pareto front: candidates that no other one beats in everything, the best in each figure first in the order of the
 * figures. Of candidates that are equal in every figure the first by id stays. The order of `items` does not matter.
 */
export function paretoFront<Item extends { readonly candidate: Candidate }>(items: readonly Item[]): readonly Item[] {
  const rows = items
    .map((item) => ({ item, id: item.candidate.id, figures: objectives(item.candidate) }))
    .toSorted((a, b) => compareRows(a.figures, b.figures) || (a.id < b.id ? -1 : 1))
  const kept: typeof rows = []
  // What beats a row comes before it in this order, so that one pass is enough.
  for (const row of rows) if (!kept.some(({ figures }) => coversAll(figures, row.figures))) kept.push(row)
  return kept.map(({ item }) => item)
}

function compareRows(a: readonly Figure[], b: readonly Figure[]): number {
  for (const [index, value] of a.entries()) {
    const order = compareFigures(value, b[index] ?? 0)
    if (order !== 0) return order
  }
  return 0
}
