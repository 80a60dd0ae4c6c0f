import { type Amount, amountOf, amountText } from '#core/index.js'
import type { PriceBook } from '#catalog/index.js'
import type { BillLine } from '../bill.js'
import { billOf } from '../bill-of.js'
import { MODELS } from '../models/all.js'
import type { Quantities, Quantity } from '../quantities.js'
import type { BilledStack } from './comparison.js'

/** A little and a lot: what has a floor or an included amount differs at one of them. */
const PROBES: readonly Amount[] = [amountOf(3), amountOf(1_000_003)]

/**
 * What would stand in the open lines of a bill if every quantity that nobody stated were the same few numbers: two lines without a quantity
 * cost the same, whatever it is, when they agree here. undefined: no usage makes the line a quantity.
 */
export function probesOf(priced: BilledStack | undefined, book: PriceBook): (line: BillLine) => string | undefined {
  if (priced === undefined || priced.bill.lines.every(({ quantity }) => quantity !== undefined)) return () => undefined
  const options = priced.name === undefined ? {} : { stack: priced.name }
  const bills = PROBES.map((probe) => byPlace(billOf(priced.q, filled(priced, probe), book, options).lines))
  const places = new Map([...byPlace(priced.bill.lines)].map(([place, line]) => [line, place]))
  return (line) => {
    const found = bills.map((bill) => bill.get(places.get(line) ?? ''))
    const texts = found.flatMap((each) => (each?.quantity === undefined ? [] : [`${each.key} ${each.region} ${amountText(each.quantity)}`]))
    return texts.length === PROBES.length ? texts.join('; ') : undefined
  }
}

/** Lines by resource and name; of several with one name, by their number. */
function byPlace(lines: readonly BillLine[]): ReadonlyMap<string, BillLine> {
  const found = new Map<string, BillLine>()
  const counts = new Map<string, number>()
  for (const line of lines) {
    const place = JSON.stringify([line.resource, line.name])
    const count = counts.get(place) ?? 0
    counts.set(place, count + 1)
    found.set(`${place} ${count}`, line)
  }
  return found
}

function filled({ q, quantities }: BilledStack, probe: Amount): Quantities {
  return new Map(
    q.all().flatMap(({ id, type }) => {
      const model = MODELS.get(type)
      if (model === undefined) return []
      const guessed = Object.entries(model.usage).map(([name, { unit }]): [string, Quantity] => [
        name,
        { value: probe, unit, from: 'stated' },
      ])
      return [[id, new Map([...guessed, ...(quantities.get(id) ?? [])])] as const]
    }),
  )
}
