import type { BillLine, LinePoint } from './bill.js'

/** Puts what the lines come to at both ends beside what they come to as expected. */
export function withRanges(lines: readonly BillLine[], low: readonly BillLine[], high: readonly BillLine[]): readonly BillLine[] {
  const [lows, highs] = [pointsOf(low), pointsOf(high)]
  const places = new Map<string, number>()
  return lines.map((line) => {
    const id = placeOf(line, places)
    const [least, most] = [lows.get(id), highs.get(id)]
    if (line.monthly === undefined || least === undefined || most === undefined) return line
    const same = least.quantity === line.quantity && most.quantity === line.quantity && least.monthly === most.monthly
    return same ? line : { ...line, range: { low: least, high: most } }
  })
}

function pointsOf(lines: readonly BillLine[]): ReadonlyMap<string, LinePoint> {
  const points = new Map<string, LinePoint>()
  const places = new Map<string, number>()
  for (const line of lines) {
    const id = placeOf(line, places)
    if (line.quantity !== undefined && line.monthly !== undefined) points.set(id, { quantity: line.quantity, monthly: line.monthly })
  }
  return points
}

/** The same meter of the same resource, the first time, the second time. */
function placeOf({ resource, name, key, region }: BillLine, places: Map<string, number>): string {
  const id = JSON.stringify([resource, name, key, region])
  const before = places.get(id) ?? 0
  places.set(id, before + 1)
  return `${before} ${id}`
}
