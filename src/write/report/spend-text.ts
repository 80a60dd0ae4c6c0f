import type { ComparedLine, CurrencyBill, HiddenFinding } from '#analyze/bill/index.js'
import { amountOfUnits, divideHalfEven, formatUsd, usdOfUnits } from '#core/index.js'
import { hanging, textTable, wrap } from './columns.js'
import { amountWords, plural } from './format.js'
import type { Page } from './page.js'

/** What a bill says, for people. */
export interface Spend {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly days: number
  readonly measure: string
  readonly by: readonly string[]
  readonly bills: readonly CurrencyBill[]
  readonly hidden: readonly HiddenFinding[]
  readonly comparison: { readonly estimate: string; readonly lines: readonly ComparedLine[] } | undefined
  readonly notes: readonly string[]
}

const MOST_GROUPS = 30
const MOST_HIDDEN = 12
const MOST_COMPARED = 30

export function spendText(spend: Spend, page: Page): string {
  const { width, style } = page
  const parts = [
    ...spend.bills.map((bill) => billLines(spend, bill, page)),
    hiddenLines(spend.hidden, page),
    spend.comparison === undefined ? [] : comparisonLines(spend.comparison, page),
    spend.notes.flatMap((note) => hanging('- ', note, width).map(style.dim)),
  ].filter((lines) => lines.length > 0)
  if (spend.bills.length === 0) parts.unshift(['No line of the bill is in what was asked for.'])
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Money of any currency. */
function moneyText(units: bigint, currency: string): string {
  const dollars = formatUsd(usdOfUnits(units))
  return currency === 'USD' ? dollars : `${dollars.replace('$', '')} ${currency}`.trim()
}

function share(part: bigint, of: bigint): string {
  if (of <= 0n) return ''
  const tenths = divideHalfEven(part * 1000n, of)
  return `${tenths / 10n}.${(tenths < 0n ? -tenths : tenths) % 10n}%`
}

function billLines({ by, from, to, days, measure }: Spend, bill: CurrencyBill, { width, style }: Page): readonly string[] {
  const shown = bill.groups.slice(0, MOST_GROUPS)
  const rest = bill.groups.slice(MOST_GROUPS)
  const time = from === undefined || to === undefined ? '' : `${from} to ${to} (${plural(days, 'day')})`
  const quantities = shown.some(({ quantity }) => quantity !== undefined)
  const money = (units: bigint): string => moneyText(units, bill.currency)
  return [
    ...textTable(
      [
        ...by.map((title) => ({ title, least: 10 })),
        ...(quantities ? [{ title: 'Quantity', right: true as const, least: 10 }] : []),
        { title: 'Cost', right: true },
        { title: 'Share', right: true },
      ],
      shown.map(({ keys, cost, quantity, unit }) => [
        ...keys.map((key) => (key === '' ? '(none)' : key)),
        ...(quantities ? [quantity === undefined ? '' : `${amountWords(amountOfUnits(quantity))} ${unit ?? ''}`] : []),
        money(cost),
        share(cost, bill.grouped),
      ]),
      { width, head: style.dim },
    ),
    ...(rest.length === 0
      ? []
      : [style.dim(`and ${plural(rest.length, 'more group')} of ${money(rest.reduce((sum, { cost }) => sum + cost, 0n))}`)]),
    ...(bill.apart.length === 0 ? [] : ['', ...apartLines(bill, width)]),
    '',
    ...wrap(`${money(bill.total)}${bill.currency === '' ? ' (the bill names no currency)' : ''}, ${measure} costs, ${time}`, width).map(
      style.bold,
    ),
  ]
}

function apartLines(bill: CurrencyBill, width: number): readonly string[] {
  const rows = [
    ['sum of the groups', moneyText(bill.grouped, bill.currency)],
    ...bill.apart.map(({ charge, cost }) => [charge, moneyText(cost, bill.currency)]),
  ]
  return textTable([{ title: 'Apart' }, { title: 'Cost', right: true }], rows, { width, head: (text) => text })
}

function hiddenLines(hidden: readonly HiddenFinding[], { width, style }: Page): readonly string[] {
  if (hidden.length === 0) return []
  const shown = hidden.slice(0, MOST_HIDDEN)
  return [
    style.yellow(`Hidden costs: ${hidden.length}`),
    ...textTable(
      [
        { title: 'What', least: 16 },
        { title: 'Most of it', least: 12 },
        { title: 'Cost', right: true },
        { title: 'What to do', least: 18 },
      ],
      shown.map(({ title, account, region, cost, currency, fix, avoidable }) => [
        title,
        [account, region].filter((each) => each !== '').join(' '),
        moneyText(cost, currency),
        avoidable === undefined ? fix : `${fix} (saves ${moneyText(avoidable, currency)})`,
      ]),
      { width, head: style.dim },
    ),
    ...(hidden.length > shown.length ? [style.dim(`and ${plural(hidden.length - shown.length, 'smaller one')}`)] : []),
  ]
}

const SIDES: Readonly<Record<ComparedLine['is'], string>> = {
  both: '',
  'only-estimated': 'not billed',
  'only-billed': 'not estimated',
  'no-meter': 'cannot be told',
}

function comparisonLines({ estimate, lines }: NonNullable<Spend['comparison']>, { width, style }: Page): readonly string[] {
  const shown = lines.slice(0, MOST_COMPARED)
  const money = (units: bigint | undefined): string => (units === undefined ? '' : formatUsd(usdOfUnits(units)))
  return [
    style.bold(`Estimate of ${estimate} and bill, each a month`),
    ...textTable(
      [
        { title: 'What', least: 20 },
        { title: 'Region', least: 9 },
        { title: 'Estimated', right: true },
        { title: 'Billed', right: true },
        { title: 'Billed to estimated', right: true, least: 9 },
      ],
      shown.map((line) => [
        `${line.service === '' ? '' : `${line.service} `}${line.usageTypes.length > 0 ? line.usageTypes.join(', ') : line.keys.join(', ')}`,
        line.region,
        money(line.estimated),
        money(line.actual),
        line.is === 'both' ? ratioText(line) : SIDES[line.is],
      ]),
      { width, head: style.dim },
    ),
    ...(lines.length > shown.length ? [style.dim(`and ${plural(lines.length - shown.length, 'smaller line')}`)] : []),
  ]
}

function ratioText({ estimated, actual }: ComparedLine): string {
  if (estimated === undefined || actual === undefined) return 'no price'
  if (estimated === 0n) return actual === 0n ? '1.00' : 'estimated 0'
  const hundredths = divideHalfEven(actual * 100n, estimated)
  const text = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0')
  return `${hundredths < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}
