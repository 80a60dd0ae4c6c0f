import type { Bill, BillLine } from '#analyze/cost/index.js'
import { formatUsd, ZERO_USD } from '#core/index.js'
import { textTable, wrap } from './columns.js'
import { dearestFirst, missingText, monthlyText, plural, priceDays, quantityText } from './format.js'
import type { Page } from './page.js'

/** A bill for a terminal: dearest line first, then what is left out and why. */
export function billText(bill: Bill, page: Page): string {
  const { style, width } = page
  const days = priceDays(bill)
  const priced = dearestFirst(bill)
  const billed = priced.filter(({ monthly }) => monthly !== ZERO_USD)
  const free = priced.length - billed.length
  const between = bill.range === undefined ? '' : `, from ${formatUsd(bill.range.low)} to ${formatUsd(bill.range.high)}`
  const total = `${monthlyText(bill)} a month${between}${days === undefined ? '' : `, list prices of ${days}`}`
  return `${[
    ...textTable(
      [
        { title: 'Resource', least: 16 },
        { title: 'What', least: 18 },
        { title: 'Quantity a month', right: true, least: 12 },
        { title: 'A month', right: true },
        ...(bill.range === undefined ? [] : [{ title: 'Low to high', right: true } as const]),
      ],
      billed.map((line) => [
        line.resource,
        line.name,
        quantityText(line),
        formatUsd(line.monthly),
        ...(bill.range === undefined ? [] : [rangeText(line)]),
      ]),
      { width, head: style.dim },
    ),
    ...(free === 0 ? [] : [style.dim(`and ${plural(free, 'line')} of $0.00`)]),
    ...estimatedText(billed, page),
    ...leftOutText(bill, page),
    '',
    ...wrap(total, width).map(style.bold),
  ].join('\n')}\n`
}

function rangeText({ range }: BillLine): string {
  return range === undefined ? '' : `${formatUsd(range.low.monthly)} to ${formatUsd(range.high.monthly)}`
}

function estimatedText(lines: readonly BillLine[], { style, width }: Page): readonly string[] {
  const rows = lines.flatMap((line) => {
    const note = line.tiers.find(({ how }) => how === 'estimated')?.note
    return note === undefined ? [] : [[line.resource, line.name, note]]
  })
  if (rows.length === 0) return []
  const columns = [
    { title: 'Resource', least: 16 },
    { title: 'What', least: 16 },
    { title: 'How', least: 20 },
  ]
  return [
    '',
    style.yellow(`Estimated, not list prices: ${plural(rows.length, 'line')}`),
    ...textTable(columns, rows, { width, head: style.dim }),
  ]
}

function leftOutText(bill: Bill, { style, width }: Page): readonly string[] {
  const missing = bill.lines.filter(({ status }) => status !== 'priced')
  if (missing.length === 0) return []
  const columns = [
    { title: 'Resource', least: 16 },
    { title: 'What', least: 16 },
    { title: 'What would price it', least: 20 },
  ]
  const rows = missing.map((line) => [line.resource, line.name, missingText(line)])
  return ['', style.yellow(`Left out: ${plural(missing.length, 'line')}`), ...textTable(columns, rows, { width, head: style.dim })]
}
