import { formatUsd, usdOf } from '#core/index.js'
import type { Candidate, Figures, Recovery } from '#design/index.js'
import { DURATION, printQuantity, type Requirements, SHARE } from '#spec/index.js'
import { durationText, downtimeText, millisecondsText, monthlyText, percentText, plural } from './format.js'

/** One thing that was asked of a design, and what the design does. */
export interface TargetRow {
  /** As `Miss` names it. */
  readonly target: string
  readonly title: string
  /** Undefined: nobody asked. */
  readonly asked: string | undefined
  readonly estimated: string
  readonly met: boolean
  /** The estimate is only a least: that it lies within what was asked says nothing yet. */
  readonly partial?: true
  /** What a reader has to know of it. */
  readonly note?: string
}

/** The loss that a stateful design is slowest to come back from. */
function worst(figures: Figures, by: 'rtoSeconds' | 'rpoSeconds'): Recovery {
  const { instance, zone, restore } = figures.recovery
  return [zone, restore].reduce((slowest, each) => (each[by] > slowest[by] ? each : slowest), instance)
}

function availabilityRow({ figures }: Candidate, target: number | undefined): Omit<TargetRow, 'met'> {
  const { estimate, commitment } = figures.availability
  const above = target !== undefined && target > commitment
  return {
    target: 'availability',
    title: 'Availability',
    asked: target === undefined ? undefined : printQuantity(SHARE, target),
    estimated: `${percentText(estimate)} (down ${downtimeText(estimate)})`,
    note: above
      ? `above what AWS commits to for these services together: ${percentText(commitment)}`
      : `AWS commits to ${percentText(commitment)}`,
  }
}

function latencyRows({ figures: { p99 } }: Candidate, target: number | undefined): readonly Omit<TargetRow, 'met'>[] {
  const asked = target === undefined ? undefined : printQuantity(DURATION, target)
  if (p99 === undefined)
    return asked === undefined ? [] : [{ target: 'p99', title: 'Wait, p99', asked, estimated: 'not estimated: nobody waits' }]
  return [
    {
      target: 'p99',
      title: 'Wait, p99',
      asked,
      estimated: millisecondsText(p99.estimateMs),
      note: `at most ${millisecondsText(p99.boundMs)} (sum of the p99 of every hop)`,
    },
  ]
}

/** Every target with its estimate, and the budget; what nobody asked for is there too, without a verdict. */
export function targetRows(candidate: Candidate, { targets, budgetUsdPerMonth }: Requirements): readonly TargetRow[] {
  const { figures } = candidate
  const seconds = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : printQuantity(DURATION, value * 1000)
  const [rto, rpo] = [worst(figures, 'rtoSeconds'), worst(figures, 'rpoSeconds')]
  const rows: readonly Omit<TargetRow, 'met'>[] = [
    availabilityRow(candidate, targets.availability),
    ...latencyRows(candidate, targets.p99Ms),
    {
      target: 'rto',
      title: 'Back after (RTO)',
      asked: seconds(targets.rtoSeconds),
      estimated: durationText(rto.rtoSeconds),
      note: 'the slowest of the losses below; loss of the region: not covered',
    },
    {
      target: 'rpo',
      title: 'Data lost (RPO)',
      asked: seconds(targets.rpoSeconds),
      estimated: durationText(rpo.rpoSeconds),
      note: 'the most of the losses below; loss of the region: not covered',
    },
    {
      target: 'budget',
      title: 'Price a month',
      asked: budgetUsdPerMonth === undefined ? undefined : formatUsd(usdOf(budgetUsdPerMonth)),
      estimated: monthlyText(figures),
      ...(figures.leftOut === 0 ? {} : { partial: true, note: `${plural(figures.leftOut, 'line')} left out: see cost.md` }),
    },
  ]
  const known = new Set(rows.map(({ target }) => target))
  const missed = new Set(candidate.misses.map(({ target }) => target))
  const others = candidate.misses.filter(({ target }) => !known.has(target))
  return [
    ...rows.map((row) => ({ ...row, met: !missed.has(row.target) })),
    ...others.map(({ target, wanted, got }) => ({ target, title: target, asked: wanted, estimated: got, met: false })),
  ]
}

export function verdict({ asked, met, partial }: TargetRow): string {
  if (asked === undefined) return 'not asked'
  return met ? (partial === true ? 'not known' : 'met') : 'missed'
}

/** The losses that a design survives, and the one it does not. */
export function lossRows({ recovery }: Figures): readonly (readonly [string, string, string, string])[] {
  const row = (what: string, { rtoSeconds, rpoSeconds, why }: Recovery): readonly [string, string, string, string] => [
    what,
    durationText(rtoSeconds),
    durationText(rpoSeconds),
    why,
  ]
  return [
    row('one instance', recovery.instance),
    row('an Availability Zone', recovery.zone),
    row('the data, restored in the region', recovery.restore),
    ['the region', 'not covered', 'not covered', 'nothing of this design is in a second region'],
  ]
}
