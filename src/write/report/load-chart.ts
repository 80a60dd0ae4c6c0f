import type { Load, LoadPoint } from '#analyze/cost/index.js'
import { formatUsd, type Usd, usdOf, usdText } from '#core/index.js'
import { plainDecimal } from '#spec/index.js'

/** One line of a chart: what it costs at each rate that is shown. */
export interface Curve {
  readonly mark: string
  readonly title: string
  readonly points: readonly LoadPoint[]
}

const OWN = '*'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** The architecture as it is, and each alternative that costs the same somewhere or is cheaper everywhere. */
export function curvesOf({ points, alternatives }: Load): readonly Curve[] {
  return [
    { mark: OWN, title: 'as it is', points },
    ...alternatives
      .slice(0, LETTERS.length)
      .map(({ id, title, points: theirs }, index) => ({ mark: LETTERS[index] ?? '', title: `${id}: ${title}`, points: theirs })),
  ]
}

export function rateText(perSecond: number): string {
  return `${plainDecimal(Number(perSecond.toPrecision(4)))}/s`
}

export interface Scale {
  readonly from: number
  readonly to: number
}

/** Dollars that a chart spans, from the least to the most that is known; undefined where nothing is above 0. */
export function dollarScale(curves: readonly Curve[]): Scale | undefined {
  const known = curves.flatMap(({ points }) => points.flatMap(({ monthly }) => (monthly === undefined ? [] : [dollarsOf(monthly)])))
  const above = known.filter((value) => value > 0)
  if (above.length === 0) return undefined
  const [from, to] = [Math.min(...above), Math.max(...above)]
  return from === to ? { from: from / 2, to: to * 2 } : { from, to }
}

export function dollarsOf(monthly: Usd): number {
  return Number(usdText(monthly))
}

/** Where a value stands between both ends, on a logarithmic scale. */
export function placeOf(value: number, { from, to }: Scale): number {
  return Math.min(1, Math.max(0, Math.log(value / from) / Math.log(to / from)))
}

/** Values at even steps of the scale, for its labels. */
export function labelsOf({ from, to }: Scale, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const value = from * (to / from) ** (index / (count - 1))
    return formatUsd(usdOf(value >= 100 ? value.toFixed(0) : value.toFixed(2)))
  })
}

const ROWS = 16
const LABELS = 5

/** A plot of plain characters; both axes are logarithmic. Where curves meet, the first one is seen. */
export function loadPlot(load: Load, width: number): readonly string[] {
  const curves = curvesOf(load)
  const scale = dollarScale(curves)
  const [first, last] = [load.points[0], load.points.at(-1)]
  if (scale === undefined || first === undefined || last === undefined) return []
  const rates = { from: first.perSecond, to: last.perSecond }
  const labels = labelsOf(scale, LABELS)
  const margin = Math.max(...labels.map((label) => label.length)) + 1
  const columns = Math.max(10, width - margin - 1)
  const cells = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => ' '))
  for (const curve of curves.toReversed()) draw(curve, cells, { scale, rates })
  const every = (ROWS - 1) / (LABELS - 1)
  const rows = cells.map((row, index) => {
    const at = Math.round((ROWS - 1 - index) / every)
    const label = Math.round(ROWS - 1 - at * every) === index ? (labels[at] ?? '') : ''
    return `${label.padStart(margin - 1)} |${row.join('')}`.trimEnd()
  })
  const [left, right] = [rateText(rates.from), rateText(rates.to)]
  return [
    ...rows,
    `${' '.repeat(margin)}+${'-'.repeat(columns)}`,
    `${' '.repeat(margin + 1)}${left}${right.padStart(columns - left.length)}`,
  ]
}

function draw({ mark, points }: Curve, cells: string[][], { scale, rates }: { readonly scale: Scale; readonly rates: Scale }): void {
  const columns = cells[0]?.length ?? 0
  const known = points.flatMap(({ perSecond, monthly }) =>
    monthly === undefined || monthly <= 0n
      ? []
      : [{ x: placeOf(perSecond, rates) * (columns - 1), y: placeOf(dollarsOf(monthly), scale) * (ROWS - 1) }],
  )
  known.forEach((point, index) => {
    const next = known[index + 1] ?? point
    for (let x = Math.round(point.x); x <= Math.round(next.x); x += 1) {
      const part = next.x === point.x ? 0 : Math.min(1, Math.max(0, (x - point.x) / (next.x - point.x)))
      const row = cells[ROWS - 1 - Math.round(point.y + (next.y - point.y) * part)]
      if (row !== undefined) row[x] = mark
    }
  })
}
