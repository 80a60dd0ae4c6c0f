import type { Load } from '#analyze/cost/index.js'
import { type Curve, curvesOf, dollarScale, dollarsOf, labelsOf, placeOf, rateText, type Scale } from './load-chart.js'

const WIDTH = 860
const PLOT = { left: 90, top: 50, width: 730, height: 340 }
const LABELS = 5
const LINE = 18
/** Each with a contrast of at least 4.5 to 1 on white. */
const COLOURS = ['#1f5fa6', '#b3342d', '#2a7147', '#9a5b13', '#5145a8', '#a3306f', '#0b7285', '#52606d']

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** What an architecture and its alternatives cost over the rate, as a picture; both axes are logarithmic. */
export function loadSvg(load: Load): string {
  const curves = curvesOf(load)
  const scale = dollarScale(curves) ?? { from: 1, to: 10 }
  const rates = { from: load.points[0]?.perSecond ?? 1, to: load.points.at(-1)?.perSecond ?? 10 }
  const height = PLOT.top + PLOT.height + 60 + curves.length * LINE
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc" font-family="Arial, Helvetica, sans-serif" font-size="12">`,
    '<title id="title">Cost a month over requests a second</title>',
    `<desc id="desc">${escaped(curves.map(({ title }) => title).join('; '))}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${PLOT.left}" y="28" font-size="16" font-weight="bold" fill="#1f2933">Cost a month over requests a second</text>`,
    ...axes(scale, rates),
    ...curves.flatMap((curve, index) => curveSvg(curve, index, { scale, rates })),
    '</svg>',
  ].join('\n')}\n`
}

function axes(scale: Scale, rates: Scale): readonly string[] {
  const right = PLOT.left + PLOT.width
  const bottom = PLOT.top + PLOT.height
  const across = labelsOf(scale, LABELS).flatMap((label, index) => {
    const y = bottom - (index / (LABELS - 1)) * PLOT.height
    return [
      `<line x1="${PLOT.left}" y1="${y}" x2="${right}" y2="${y}" stroke="#e4e7eb"/>`,
      `<text x="${PLOT.left - 8}" y="${y + 4}" text-anchor="end" fill="#52606d">${escaped(label)}</text>`,
    ]
  })
  const along = [0, 0.5, 1].map((part) => {
    const rate = rates.from * (rates.to / rates.from) ** part
    return `<text x="${PLOT.left + part * PLOT.width}" y="${bottom + 20}" text-anchor="middle" fill="#52606d">${rateText(Number(rate.toPrecision(3)))}</text>`
  })
  return [...across, ...along]
}

function curveSvg(
  { title, points }: Curve,
  index: number,
  { scale, rates }: { readonly scale: Scale; readonly rates: Scale },
): readonly string[] {
  const colour = COLOURS[index % COLOURS.length] ?? '#1f2933'
  const dash = index < COLOURS.length ? '' : ' stroke-dasharray="6 3"'
  const bottom = PLOT.top + PLOT.height
  const line = points.flatMap(({ perSecond, monthly }) => {
    if (monthly === undefined || monthly <= 0n) return []
    const x = PLOT.left + placeOf(perSecond, rates) * PLOT.width
    const y = bottom - placeOf(dollarsOf(monthly), scale) * PLOT.height
    return [`${x.toFixed(1)},${y.toFixed(1)}`]
  })
  const y = bottom + 48 + index * LINE
  return [
    ...(line.length === 0 ? [] : [`<polyline points="${line.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`]),
    `<line x1="${PLOT.left}" y1="${y - 4}" x2="${PLOT.left + 24}" y2="${y - 4}" stroke="${colour}" stroke-width="2"${dash}/>`,
    `<text x="${PLOT.left + 32}" y="${y}" fill="#1f2933">${escaped(title)}</text>`,
  ]
}
