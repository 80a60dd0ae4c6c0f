import type { Candidate } from '../types.js'

/** Everything that a design is compared by; smaller is better in each. */
export function objectives({ figures }: Candidate): readonly number[] {
  const { recovery } = figures
  return [
    Number(figures.monthly),
    1 - figures.availability.estimate,
    figures.p99?.estimateMs ?? 0,
    Math.max(recovery.instance.rtoSeconds, recovery.zone.rtoSeconds, recovery.restore.rtoSeconds),
    Math.max(recovery.instance.rpoSeconds, recovery.zone.rpoSeconds, recovery.restore.rpoSeconds),
    figures.operations,
    figures.lockIn,
    figures.leftOut,
  ]
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= (b[index] ?? 0)) && a.some((value, index) => value < (b[index] ?? 0))
}

/** The Pareto front: candidates that no other one beats in everything. Of equal ones the first stays. */
export function paretoFront<Item extends { readonly candidate: Candidate }>(items: readonly Item[]): readonly Item[] {
  const rows = items.map((item) => ({ item, values: objectives(item.candidate) }))
  const kept: typeof rows = []
  for (const row of rows.toSorted((a, b) => (a.values[0] ?? 0) - (b.values[0] ?? 0))) {
    const beaten = kept.some(({ values }) => dominates(values, row.values) || values.every((value, index) => value === row.values[index]))
    if (!beaten) kept.push(row)
  }
  // A dearer one never dominates a cheaper one, so one pass in the order of price is enough, but for equal prices.
  const front = kept.filter((row) => !kept.some((other) => other !== row && dominates(other.values, row.values)))
  return front.map(({ item }) => item)
}
