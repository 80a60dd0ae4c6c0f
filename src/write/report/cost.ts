import type { Bill, BillLine } from '#analyze/cost/index.js'
import { amountText, formatUsd, type JsonObject, usdText } from '#core/index.js'
import type { Design } from '#design/index.js'
import { plain } from './plain.js'
import { capital, dearestFirst, missingText, monthlyText, plural, priceDays, priceText, quantityText } from './format.js'
import { heading, list, page, paragraph, table } from './markdown.js'

/** The same design at another traffic: "half the traffic". */
export interface Scenario {
  readonly title: string
  readonly bill: Bill
}

const FROM: Readonly<Record<BillLine['from'], string>> = {
  template: 'from the template',
  derived: 'derived from traffic',
  stated: 'stated in usage.yaml',
}

/** Sources in the order of their first use, with the number that a table names them by. */
function sourceNumbers(lines: readonly BillLine[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const { tiers } of lines)
    for (const { source, asOf, note } of tiers) {
      const text = `${source}, ${asOf}${note === undefined ? '' : ` (${note})`}`
      if (!numbers.has(text)) numbers.set(text, numbers.size + 1)
    }
  return numbers
}

function priced(bill: Bill): readonly string[] {
  const lines = dearestFirst(bill)
  const numbers = sourceNumbers(lines)
  const named = ({ tiers }: BillLine): string =>
    [...new Set(tiers.map(({ source, asOf, note }) => numbers.get(`${source}, ${asOf}${note === undefined ? '' : ` (${note})`}`) ?? 0))]
      .map((each) => `[${each}]`)
      .join(' ')
  const how = (line: BillLine): string => {
    const computed = line.tiers.some((tier) => tier.how === 'computed') ? ' (computed from the family)' : ''
    const estimated = line.tiers.some((tier) => tier.how === 'estimated') ? ' (estimated from another region)' : ''
    return `${named(line)}${computed}${estimated}`
  }
  return [
    ...heading(2, 'Lines'),
    ...table(
      [
        { title: '#', right: true },
        { title: 'Resource' },
        { title: 'What' },
        { title: 'Quantity a month', right: true },
        { title: 'Price' },
        { title: 'A month', right: true },
        { title: 'Source' },
      ],
      lines.map((line, index) => [
        String(index + 1),
        line.resource,
        line.name,
        quantityText(line),
        priceText(line),
        formatUsd(line.monthly),
        how(line),
      ]),
    ),
    ...heading(2, 'Where the quantities come from'),
    ...table(
      [{ title: '#', right: true }, { title: 'Formula' }, { title: 'From' }, { title: 'Rests on' }],
      lines.map((line, index) => [String(index + 1), line.formula ?? '', FROM[line.from], line.origin ?? '']),
    ),
    ...heading(2, 'Sources'),
    ...list([...numbers].map(([text, each]) => `[${each}] ${text}`)),
  ]
}

function leftOut({ lines }: Bill): readonly string[] {
  const missing = lines.filter(({ status }) => status !== 'priced')
  if (missing.length === 0) return []
  return [
    ...heading(2, 'Left out'),
    ...paragraph('These lines are not in the total.'),
    ...table(
      [{ title: 'Resource' }, { title: 'What' }, { title: 'Missing' }, { title: 'What would price it' }],
      missing.map((line) => [line.resource, line.name, line.status === 'needs-usage' ? 'a quantity' : 'a price', missingText(line)]),
    ),
  ]
}

/** What a design costs, line by line, dearest first, with the source of every price and the formula of every quantity. Markdown. */
export function costMarkdown(design: Design, scenarios: readonly Scenario[] = []): string {
  const { bill, requirements } = design
  const days = priceDays(bill)
  return page(
    heading(1, `${requirements.name}: ${monthlyText(bill)} a month`),
    paragraph(
      days === undefined ? 'No line has a price.' : `List prices of ${days}, a month of 730 hours, no free tier, no discount, no tax.`,
      bill.leftOut === 0 ? 'Every line has a price.' : `${capital(plural(bill.leftOut, 'line'))} left out.`,
      `Lines are rounded for reading, the total is not. Facts of ${design.asOf}.`,
    ),
    table(
      [{ title: 'Traffic' }, { title: 'A month', right: true }],
      scenarios.length === 0
        ? []
        : [['as required', monthlyText(bill)], ...scenarios.map(({ title, bill: other }) => [title, monthlyText(other)])],
    ),
    scenarios.length === 0
      ? []
      : paragraph('The other rows price this same design; whether it still carries that traffic is for a new search to say.'),
    priced(bill),
    leftOut(bill),
  )
}

export function lineJson(line: BillLine): JsonObject {
  const { quantity, monthly, range, tiers, key, ...rest } = line
  return plain({
    ...rest,
    price: key,
    quantity: quantity === undefined ? undefined : amountText(quantity),
    monthly: monthly === undefined ? undefined : usdText(monthly),
    range: range && { low: pointJson(range.low), high: pointJson(range.high) },
    tiers: tiers.map(({ price, from, list: before, ...tier }) => ({
      ...tier,
      price: usdText(price),
      from: amountText(from),
      list: before === undefined ? undefined : usdText(before),
    })),
  })
}

function pointJson({ quantity, monthly }: NonNullable<BillLine['range']>['low']): JsonObject {
  return { quantity: amountText(quantity), monthly: usdText(monthly) }
}

/** A bill as data: US dollars and quantities as exact decimal text. `monthly` is absent when no line has a price. */
export function billJson(bill: Bill): JsonObject {
  return plain({
    currency: 'USD',
    monthly: bill.unknown ? undefined : usdText(bill.monthly),
    range: bill.range && { low: usdText(bill.range.low), high: usdText(bill.range.high) },
    leftOut: bill.leftOut,
    lines: bill.lines.map(lineJson),
  })
}

/** `cost.json`: the bill, and the same design at other traffic. */
export function costJson(design: Design, scenarios: readonly Scenario[] = []): JsonObject {
  return plain({
    name: design.requirements.name,
    asOf: design.asOf,
    ...billJson(design.bill),
    scenarios: scenarios.map(({ title, bill }) => ({
      title,
      ...(bill.unknown ? {} : { monthly: usdText(bill.monthly) }),
      leftOut: bill.leftOut,
    })),
  })
}
