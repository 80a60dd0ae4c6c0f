import { type Amount, amountOf, divideHalfEven } from '#core/index.js'
import { SECONDS_A_MONTH } from './time.js'
import { type Parsed, plainDecimal } from './units.js'

/** `2M requests` as it was written: decimal digits, and the words of the unit. */
export interface WrittenAmount {
  readonly value: string
  readonly unit: string
}

const LONGEST = 80
const WRITTEN = /^(-?)([0-9]{1,15}(?:\.[0-9]{1,9})?) ?(?:(k|M)(?=[ /])|(B)(?= +[A-Za-z]))? ?([A-Za-z0-9/_-]*(?: [A-Za-z0-9/_-]+){0,3})$/
const ZEROS: Readonly<Record<string, number>> = { k: 3, M: 6, B: 9 }

/** Reads a quantity with its unit: `100 GB`, `2M requests`, `20/s`. Which units fit is said where the quantity is known. */
export function parseStated(text: string): Parsed<WrittenAmount> {
  const match = text.length > LONGEST ? null : WRITTEN.exec(text.trim())
  if (match === null) return { ok: false, message: 'write a number with its unit such as 100 GB, 2M requests or 20/s' }
  const [, minus, digits = '0', thousand, billion, unit = ''] = match
  if (minus === '-') return { ok: false, message: 'it is negative; write what is used, 0 or more' }
  if (unit === '' || unit === 'k' || unit === 'M')
    return { ok: false, message: 'it has no unit; write for example 100 GB, 2M requests or 20/s' }
  const zeros = ZEROS[thousand ?? billion ?? ''] ?? 0
  return { ok: true, value: { value: shifted(digits, zeros), unit } }
}

function shifted(digits: string, zeros: number): string {
  const [whole = '0', fraction = ''] = digits.split('.')
  const padded = fraction.padEnd(zeros, '0')
  const moved = `${whole}${padded.slice(0, zeros)}`.replace(/^0+(?=\d)/, '')
  const rest = padded.slice(zeros)
  return rest === '' ? moved : `${moved}.${rest}`
}

const SIZES: Readonly<Record<string, number>> = { B: 0, KB: 1, MB: 2, GB: 3, TB: 4, PB: 5 }
const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const SHORT: Readonly<Record<string, string>> = { s: 'second', sec: 'second', min: 'minute', h: 'hour', hr: 'hour', d: 'day' }
const PER: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  day: 86_400,
  month: SECONDS_A_MONTH,
}

/** Units of what is held all month, or is a mean of it: a rate of it means nothing. */
const HELD = /-month$|^(?:ms|task|LCU|ACU|RCU|WCU|NCU|KPU|OCU|MAU|IP|instance|node|worker|GB held)$/

/** Exact quotient of whole numbers. */
interface Ratio {
  readonly over: bigint
  readonly under: bigint
}

/** An amount that stands in one unit, in another: exact, rounded half to even once; or why the units do not fit. */
export function inUnit(value: number | string, from: string, to: string): Parsed<Amount> {
  const ratio = from === to ? { over: 1n, under: 1n } : ratioOf(from.trim(), to)
  if (ratio === undefined) return { ok: false, message: `"${from}" is not a unit of it; write it in ${unitWords(to)}` }
  const amount = amountOf(value)
  return { ok: true, value: amountOf(`${divideHalfEven(amount * ratio.over, ratio.under)}e-9`) }
}

function ratioOf(from: string, to: string): Ratio | undefined {
  const [head = '', per, ...more] = from.split('/').map((part) => part.trim())
  if (more.length > 0) return undefined
  const own = per === undefined ? { over: 1n, under: 1n } : rateRatio(per, to)
  if (own === undefined) return undefined
  if (head === '') return per === undefined || SIZES[to] !== undefined ? undefined : own
  const unit = sameUnit(head, to) ? { over: 1n, under: 1n } : (sizeRatio(head, to) ?? timeRatio(head, to))
  return unit && { over: own.over * unit.over, under: own.under * unit.under }
}

function rateRatio(per: string, to: string): Ratio | undefined {
  const seconds = PER[per]
  return seconds === undefined || HELD.test(to) ? undefined : { over: BigInt(SECONDS_A_MONTH), under: BigInt(seconds) }
}

/** `request` for `requests` and for the `request-64KB` that is counted in pieces. */
function sameUnit(written: string, to: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/ies$/, 'y')
      .replace(/(?<=[a-z]{2})s$/, '')
  const [word, own] = [plain(written), plain(to)]
  return word === own || word === own.replace(/-?\d+kb-?/, '')
}

function sizeRatio(written: string, to: string): Ratio | undefined {
  const base = to.replace(/-month$/, '')
  const [from, target] = [SIZES[written.replace(/-month$/, '')], SIZES[base]]
  if (from === undefined || target === undefined || (written.endsWith('-month') && base === to)) return undefined
  return from >= target ? { over: 1024n ** BigInt(from - target), under: 1n } : { over: 1n, under: 1024n ** BigInt(target - from) }
}

function timeRatio(written: string, to: string): Ratio | undefined {
  const word = written.replace(/(?<=[a-z]{3})s$/, '')
  const name = SHORT[word] ?? word
  const millis = name === 'ms' || name === 'millisecond' ? 1 : (SECONDS[name] ?? Number.NaN) * 1000
  const target = to === 'ms' ? 1 : (SECONDS[to] ?? Number.NaN) * 1000
  return Number.isNaN(millis) || Number.isNaN(target) ? undefined : { over: BigInt(millis), under: BigInt(target) }
}

/** How a unit is written in a usage file: `2M requests`. */
function unitWords(unit: string): string {
  const word = unit.replace(/-?\d+KB-?/, '')
  return /^[A-Z]+$|-month$/.test(word) || word === 'ms' ? word : `${word}s`.replace(/ys$/, 'ies')
}

/** An amount with its unit as it would be written. */
export function exampleIn(value: number | string, unit: string): string {
  return `${typeof value === 'number' ? plainDecimal(value) : value} ${unitWords(unit)}`
}
