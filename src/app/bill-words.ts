import { dayNumber, dayText, didYouMean, invariant } from '#core/index.js'
import type { BillDimension } from '#spec/index.js'
import { stop } from './failure.js'

/** What people may group and filter by, with the names that Cost Explorer has for the same. */
const DIMENSIONS: Readonly<Record<string, BillDimension>> = {
  service: 'service',
  account: 'account',
  'linked-account': 'account',
  'usage-type': 'usage-type',
  operation: 'operation',
  region: 'region',
  resource: 'resource',
  'resource-id': 'resource',
  charge: 'charge',
  'record-type': 'charge',
  day: 'day',
  month: 'month',
}
const TAG = 'tag:'
export const DIMENSION_WORDS = 'service, account, region, usage-type, operation, resource, charge, day, month or tag:KEY'

/** `USAGE_TYPE` and `usage-type` -> `usage-type`; `tag:Team` as it stands. */
function dimensionOf(written: string, flag: string): BillDimension {
  if (written.toLowerCase().startsWith(TAG) && written.length > TAG.length) return `tag:${written.slice(TAG.length)}`
  const word = written.toLowerCase().replaceAll('_', '-')
  const dimension = Object.hasOwn(DIMENSIONS, word) ? DIMENSIONS[word] : undefined
  if (dimension !== undefined) return dimension
  throw stop(
    'usage.bad-argument',
    `${flag}: "${written}" is not one of ${DIMENSION_WORDS}${didYouMean(word, Object.keys(DIMENSIONS))}`,
    `say for example ${flag === '--filter' ? '--filter service=AmazonEC2' : '--group-by service,region'}`,
  )
}

/** `service,day` or the flag twice. */
export function groupsOf(written: readonly string[]): readonly BillDimension[] {
  const all = written.flatMap((each) => each.split(',')).map((each) => dimensionOf(each.trim(), '--group-by'))
  const twice = all.find((each, index) => all.indexOf(each) !== index)
  if (twice !== undefined) throw stop('usage.bad-argument', `--group-by: "${twice}" is given twice`, 'say each once')
  return all
}

export interface WrittenFilter {
  readonly dimension: BillDimension
  readonly values: readonly string[]
  readonly not: boolean
  readonly written: string
}

/** `service=AmazonEC2,AmazonS3`, `tag:env!=dev`, or a word that is a tag's value or an account's name. */
export function filterOf(written: string): WrittenFilter {
  const [, key, not, values] = /^(.+?)(!)?=(.*)$/s.exec(written.trim()) ?? []
  if (key === undefined || values === undefined) return { dimension: 'words', values: [written], not: false, written }
  const dimension = dimensionOf(key.trim(), '--filter')
  return { dimension, values: values.split(',').map((value) => value.trim()), not: not !== undefined, written }
}

/** Upper and lower case are one, `*` stands for anything. */
export function acceptsOf({ values, not }: WrittenFilter): (value: string) => boolean {
  const patterns = values.map((value) => value.toLowerCase().split('*'))
  return (value) => patterns.some((parts) => fits(value.toLowerCase(), parts)) !== not
}

/** Parts of a pattern between its stars, found one after the other; the first one begins the text, the last one ends it. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  if (rest.length === 0) return text === first
  const last = rest.at(-1) ?? ''
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0 || found + part.length > text.length - last.length) return false
    at = found + part.length
  }
  return true
}

/** First and last day, both included; undefined for an end that is not stated. */
export type Period = { readonly from: string; readonly to: string } | { readonly days: number } | { readonly months: number }

/** `30d`, `4w`, `3mo`, `2026-01`, `2026-01-15` or `2026-01-01..2026-01-31`. */
export function periodOf(written: string): Period {
  const period = lastDays(written) ?? twoDays(written) ?? wholeMonth(written)
  if (period !== undefined) return period
  throw stop(
    'usage.bad-argument',
    `--time-period: "${written}" is no time`,
    'say the last days, weeks or months (30d, 4w, 3mo), a month (2026-01), a day, or two days (2026-01-01..2026-01-31)',
  )
}

function lastDays(written: string): Period | undefined {
  const [, count, unit] = /^(\d{1,4})(d|w|mo)$/.exec(written) ?? []
  if (count === undefined || Number(count) === 0) return undefined
  return unit === 'mo' ? { months: Number(count) } : { days: Number(count) * (unit === 'w' ? 7 : 1) }
}

function twoDays(written: string): Period | undefined {
  const [from = '', to = from, ...more] = written.split('..')
  return more.length === 0 && isDay(from) && isDay(to) && from <= to ? { from, to } : undefined
}

function wholeMonth(written: string): Period | undefined {
  const first = `${written}-01`
  return isDay(first) ? { from: first, to: addDays(addMonths(first, 1), -1) } : undefined
}

/** The days of a period that ends, where it does not say so itself, on a day. */
export function daysOf(period: Period, last: string): { readonly from: string; readonly to: string } {
  if ('from' in period) return period
  return { from: 'days' in period ? addDays(last, 1 - period.days) : addDays(addMonths(last, -period.months), 1), to: last }
}

function isDay(text: string): boolean {
  return dayNumber(text) !== undefined
}

export function addDays(day: string, days: number): string {
  const moved = dayText(numberOf(day) + days)
  if (moved !== undefined) return moved
  throw stop('usage.bad-argument', `--time-period: ${days} days from ${day} is no day of a calendar`, 'say a shorter time')
}

/** The same day of another month, or its last day where it has none. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const all = year * 12 + month - 1 + months
  const first = `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`
  const wanted = [date, 30, 29, 28].find((each) => each <= date && isDay(`${first}-${String(each).padStart(2, '0')}`))
  if (wanted !== undefined) return `${first}-${String(wanted).padStart(2, '0')}`
  throw stop('usage.bad-argument', `--time-period: ${months} months from ${day} is no day of a calendar`, 'say a shorter time')
}

/** How many days there are from one to another, both counted. */
export function countDays(from: string, to: string): number {
  return numberOf(to) - numberOf(from) + 1
}

function numberOf(day: string): number {
  const number = dayNumber(day)
  invariant(number !== undefined, `not a day: "${day}"`)
  return number
}
