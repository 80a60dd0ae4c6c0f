import { SECONDS_A_MONTH } from './time.js'

/** The value in base units, or what is wrong with the text and what would be right. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** How one kind of quantity is written. Everything else (messages, JSON Schema, printing) follows from it. */
export interface UnitKind {
  /** With its article: "a rate". */
  readonly title: string
  /** What the parsed number counts. */
  readonly base: 'perSecond' | 'milliseconds' | 'bytes' | 'fraction'
  /** Unit text to base units. The order is the one in which printing prefers them. */
  readonly units: Readonly<Record<string, number>>
  /** Text between number and unit that printing writes and parsing may leave out. */
  readonly space: '' | ' '
  /** Multipliers that may stand on the number. */
  readonly multipliers: Readonly<Record<string, number>>
  readonly examples: readonly string[]
}

/** Per second. A month is 730 hours, as in AWS's own price examples. `k` is 1,000 and `M` 1,000,000. */
export const RATE: UnitKind = {
  title: 'a rate',
  base: 'perSecond',
  units: { '/s': 1, '/min': 60, '/h': 3600, '/day': 86_400, '/month': SECONDS_A_MONTH },
  space: '',
  multipliers: { k: 1e3, M: 1e6 },
  examples: ['20/s', '5000/month', '1M/day'],
}

/** Milliseconds. */
export const DURATION: UnitKind = {
  title: 'a duration',
  base: 'milliseconds',
  units: { ms: 1, s: 1000, min: 60_000, h: 3_600_000, day: 86_400_000, days: 86_400_000 },
  space: ' ',
  multipliers: {},
  examples: ['80 ms', '5 min', '1 h', '7 days'],
}

/** Bytes. KB, MB, GB and TB are powers of 1,024: the gigabyte that AWS meters and the kilobyte of its payload limits. */
export const SIZE: UnitKind = {
  title: 'a size',
  base: 'bytes',
  units: { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 },
  space: ' ',
  multipliers: {},
  examples: ['2 KB', '512 MB', '50 GB'],
}

/** A fraction: `99.9%` is 0.999. */
export const SHARE: UnitKind = {
  title: 'a share',
  base: 'fraction',
  units: { '%': 0.01 },
  space: '',
  multipliers: {},
  examples: ['99.9%', '80%'],
}

// Enough for every number that is printed, and an end to hostile texts.
const DECIMAL = String.raw`[0-9]{1,15}(?:\.[0-9]{1,30})?`
const NUMBER_AND_REST = new RegExp(`^(${DECIMAL}) *([A-Za-z%/ ]*)$`)
const LONGEST = 60

function unitsOf(kind: UnitKind): string {
  return Object.keys(kind.units).join(', ')
}

/** ECMAScript pattern of exactly what `parseQuantity` takes, for JSON Schema. */
export function quantityPattern(kind: UnitKind): string {
  const multipliers = Object.keys(kind.multipliers)
  const multiplier = multipliers.length === 0 ? '' : ` *[${multipliers.join('')}]?`
  const units = Object.keys(kind.units).map((unit) => unit.replace('/', '/ *'))
  return `^${DECIMAL}${multiplier} *(?:${units.join('|')})$`
}

function valueOf(kind: UnitKind, digits: string, multiplier: string, unit: string): number {
  // Shifting the point in the text keeps "99.9%" at the double nearest to 0.999; multiplying does not.
  if (kind.base === 'fraction') return Number(`${digits}e-2`)
  const number = Number(digits) * (kind.multipliers[multiplier] ?? 1)
  const factor = kind.units[unit] ?? 1
  return kind.base === 'perSecond' ? number / factor : number * factor
}

/** Reads `20/s`, `80 ms`, `50 GB` or `99.9%`; spaces between the parts do not matter, spelling does. */
export function parseQuantity(kind: UnitKind, text: string): Parsed<number> {
  const accepted = `write ${kind.title} such as ${kind.examples.join(', ')} (units: ${unitsOf(kind)})`
  const match = text.length > LONGEST ? null : NUMBER_AND_REST.exec(text)
  if (match === null) return { ok: false, message: accepted }
  const [, digits = '', rest = ''] = match
  const written = rest.replace(/ *\/ */, '/')
  const multiplier = Object.keys(kind.multipliers).find((each) => written.startsWith(`${each}/`)) ?? ''
  const unit = written.slice(multiplier.length)
  if (unit === '') return { ok: false, message: `it has no unit; ${accepted}` }
  if (!Object.hasOwn(kind.units, unit)) return { ok: false, message: `"${written}" is not a unit of ${kind.title}; ${accepted}` }
  return { ok: true, value: valueOf(kind, digits, multiplier, unit) }
}

/** Decimal text of a finite number that is not negative, without exponent; reading it gives the same number. */
export function plainDecimal(value: number): string {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  return shiftPoint(mantissa, Number(exponent))
}

function shiftPoint(decimal: string, by: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const digits = whole + fraction
  const point = whole.length + by
  const padded = point <= 0 ? digits.padStart(digits.length - point + 1, '0') : digits.padEnd(point, '0')
  const at = point <= 0 ? 1 : point
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  return right === '' ? left : `${left}.${right}`
}

// Numbers that came from a text such as "5000/month" go back to it: the shortest text of any unit that reads as the same number.
function candidates(kind: UnitKind, value: number): string[] {
  return Object.entries(kind.units).flatMap(([unit, factor]) => {
    const number = kind.base === 'perSecond' ? value * factor : value / factor
    return [Number(number.toPrecision(12)), number].map((each) => `${plainDecimal(each)}${kind.space}${unit}`)
  })
}

// Few digits read well ("5 min", not "300000 ms"), a leading zero does not ("80 ms", not "0.08 s"), and it is "2 days".
function weight(text: string): number {
  const [, digits = '', unit = ''] = NUMBER_AND_REST.exec(text) ?? []
  const number = (unit === 'day') === (digits === '1') ? 0 : Number(unit.startsWith('day'))
  return digits.length + (digits.startsWith('0.') ? 4 : 0) + number
}

/** The text of a quantity as a person would write it; `parseQuantity` reads it back as the same number. */
export function printQuantity(kind: UnitKind, value: number): string {
  if (kind.base === 'fraction') {
    const [mantissa = '0', exponent = '0'] = String(value).split('e')
    return `${shiftPoint(mantissa, Number(exponent) + 2)}%`
  }
  const exact = candidates(kind, value).filter((text) => {
    const back = parseQuantity(kind, text)
    return back.ok && back.value === value
  })
  const [first, ...rest] = exact
  const fallback = `${plainDecimal(value)}${kind.space}${Object.keys(kind.units)[0] ?? ''}`
  return rest.reduce((best, text) => (weight(text) < weight(best) ? text : best), first ?? fallback)
}

const MONEY = /^([0-9]{1,12}(?:\.[0-9]{1,2})?) ?USD ?\/ ?month$/
export const MONEY_PATTERN = String.raw`^[0-9]{1,12}(\.[0-9]{1,2})? ?USD ?/ ?month$`

/** Reads `500 USD/month` as the decimal text "500". */
export function parseMonthlyUsd(text: string): Parsed<string> {
  const [, amount] = MONEY.exec(text.trim()) ?? []
  return amount === undefined ? { ok: false, message: 'write US dollars a month such as 500 USD/month' } : { ok: true, value: amount }
}

export function printMonthlyUsd(amount: string): string {
  return `${amount} USD/month`
}

const USERS = /^([0-9]{1,12}) ?\/ ?month$/
export const USERS_PATTERN = '^[0-9]{1,12} ?/ ?month$'

/** Reads `5000/month` as 5000: people who come at least once in a month, not a rate of them. */
export function parseMonthlyUsers(text: string): Parsed<number> {
  const [, count] = USERS.exec(text.trim()) ?? []
  return count === undefined ? { ok: false, message: 'write monthly active users such as 5000/month' } : { ok: true, value: Number(count) }
}

export function printMonthlyUsers(count: number): string {
  return `${plainDecimal(count)}/month`
}
