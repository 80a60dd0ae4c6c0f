import type { Bill, BillLine } from '#analyze/cost/index.js'
import { type Amount, amountText, divideHalfEven, formatUsd, type Usd, usdText } from '#core/index.js'

/** Digits behind the point of an amount. */
const AMOUNT_DECIMALS = 9

/** Money for people, with what is missing in it said: "at least $12.00". */
export function monthlyText({
  monthly,
  leftOut,
  unknown,
}: {
  readonly monthly: Usd
  readonly leftOut: number
  readonly unknown?: boolean
}): string {
  if (unknown === true) return 'unknown'
  return leftOut > 0 ? `at least ${formatUsd(monthly)}` : formatUsd(monthly)
}

function grouped(digits: string): string {
  const [whole = '0', fraction] = digits.split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? text : `${text}.${fraction}`
}

/** Decimals that an amount is worth showing with: four significant digits where it is small, none where it is large. */
function decimalsOf(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.')
  if (fraction === '' || whole.length > 4) return 0
  return whole === '0' ? Math.min(AMOUNT_DECIMALS, fraction.search(/[1-9]/) + 4) : Math.max(1, 4 - whole.length)
}

/** A quantity for people: whole thousands apart, rounded to what matters. */
export function amountWords(amount: Amount): string {
  const decimals = decimalsOf(amountText(amount))
  const digits = String(divideHalfEven(amount, 10n ** BigInt(AMOUNT_DECIMALS - decimals))).padStart(decimals + 1, '0')
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - decimals)
  return grouped(decimals === 0 || fraction === '' ? whole : `${whole}.${fraction}`)
}

/** A fraction as per cent with four decimals at most; only what is 1 becomes 100%. */
export function percentText(fraction: number): string {
  const rounded = (fraction * 100).toFixed(4)
  const text = Number(rounded) === 100 && fraction < 1 ? '99.9999' : rounded
  return `${text.replace(/\.?0+$/, '')}%`
}

const MINUTES_A_YEAR = 365.25 * 24 * 60

/** How long a fraction of a year is away, for people. */
export function downtimeText(availability: number): string {
  const minutes = (1 - availability) * MINUTES_A_YEAR
  return minutes < 1 ? 'under a minute a year' : `about ${durationText(Math.round(minutes) * 60)} a year`
}

/** Seconds for people, rounded to what matters: "90 s", "25 min", "4 h", "2.5 days". */
export function durationText(seconds: number): string {
  const rounded = (value: number): string => String(Math.round(value * 10) / 10)
  if (seconds < 120) return `${rounded(seconds)} s`
  if (seconds < 7200) return `${rounded(seconds / 60)} min`
  return seconds < 172_800 ? `${rounded(seconds / 3600)} h` : `${rounded(seconds / 86_400)} days`
}

export function millisecondsText(ms: number): string {
  return ms >= 10_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.ceil(ms)} ms`
}

/** What one unit costs, tier by tier. */
export function priceText({ tiers, unit }: BillLine): string {
  if (tiers.length === 0) return 'no price'
  if (tiers.length === 1) return tiers.map((tier) => `$${usdText(tier.price)} per ${tier.unit}`).join('')
  const steps = tiers.map((tier) => `from ${amountWords(tier.from)}: $${usdText(tier.price)}`)
  return `${steps.join(', ')} per ${tiers[0]?.unit ?? unit}`
}

/** What would make a line a price, and what a unit of it costs where that is known. */
export function missingText(line: BillLine): string {
  const hint = line.hint ?? (line.status === 'needs-usage' ? 'a quantity' : 'a price')
  return line.tiers.length === 0 ? hint : `${hint}; ${priceText(line)}`
}

export function quantityText({ quantity, unit }: BillLine): string {
  if (quantity === undefined) return 'not known'
  const words = amountWords(quantity)
  // GB and LCU have no plural, GB-months and requests do.
  return `${words} ${unit}${words !== '1' && /[a-rt-z]$/.test(unit) ? 's' : ''}`
}

/** The lines that are priced, dearest first; equal ones in the order of the bill. */
export function dearestFirst(bill: Bill): readonly (BillLine & { readonly monthly: Usd })[] {
  return bill.lines
    .flatMap((line) => (line.monthly === undefined ? [] : [{ ...line, monthly: line.monthly }]))
    .toSorted((a, b) => (a.monthly < b.monthly ? 1 : a.monthly > b.monthly ? -1 : 0))
}

/** Oldest and newest day of the prices that were used; undefined when there is none. */
export function priceDays(bill: Bill): string | undefined {
  const used = bill.lines.filter(({ status }) => status === 'priced')
  const days = [...new Set(used.flatMap(({ tiers }) => tiers.map(({ asOf }) => asOf)))].sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return undefined
  return first === last ? first : `${first} to ${last}`
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

export function capital(text: string): string {
  // A word such as vCPU keeps its letters.
  return /^[a-z][A-Z]/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)
}
