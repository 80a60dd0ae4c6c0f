import { invariant } from './errors.js'

declare const usd: unique symbol
declare const amount: unique symbol

/** Money: whole units of 1e-12 US dollars. Only `formatUsd` rounds. */
export type Usd = bigint & { readonly [usd]: true }
/** A count of something that is billed: whole units of 1e-9. */
export type Amount = bigint & { readonly [amount]: true }

const USD_DIGITS = 12
const AMOUNT_DIGITS = 9
const ONE_AMOUNT = 10n ** BigInt(AMOUNT_DIGITS)
/** No number of JavaScript has a larger exponent; without a bound ten characters of text would be computed for hours. */
const MOST_EXPONENT = 400

// The only two places where a number becomes money or an amount.
function asUsd(units: bigint): Usd {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- brand
  return units as Usd
}
function asAmount(units: bigint): Amount {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- brand
  return units as Amount
}

/** Reads a decimal text ("0.0000166667", "1e-7") exactly; digits beyond `digits` are rounded half to even. */
function scaled(decimal: string, digits: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(decimal.trim())
  invariant(match !== null, `not a decimal number: "${decimal}"`)
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = match
  invariant(Math.abs(Number(exponent)) <= MOST_EXPONENT, `exponent too large: "${decimal}"`)
  const shift = digits + Number(exponent) - fraction.length
  const all = BigInt(whole + fraction)
  const units = shift >= 0 ? all * 10n ** BigInt(shift) : divideHalfEven(all, 10n ** BigInt(-shift))
  return sign === '-' ? -units : units
}

/** Quotient rounded half to even; the divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n
  const positive = negative ? -dividend : dividend
  const quotient = positive / divisor
  const twice = (positive % divisor) * 2n
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n)
  const rounded = up ? quotient + 1n : quotient
  return negative ? -rounded : rounded
}

export const ZERO_USD: Usd = asUsd(0n)

/** Whole units as `Units` counts them, read of a decimal text exactly; digits beyond are rounded half to even. */
export function usdUnits(decimal: string): bigint {
  return scaled(decimal, USD_DIGITS)
}

export function amountUnits(decimal: string): bigint {
  return scaled(decimal, AMOUNT_DIGITS)
}

export function usdOfUnits(units: bigint): Usd {
  return asUsd(units)
}

export function amountOfUnits(units: bigint): Amount {
  return asAmount(units)
}

export function usdOf(decimal: string): Usd {
  return asUsd(scaled(decimal, USD_DIGITS))
}

export function amountOf(value: number | string): Amount {
  invariant(typeof value === 'string' || Number.isFinite(value), `not a finite amount: ${value}`)
  return asAmount(scaled(typeof value === 'number' ? decimalOf(value) : value, AMOUNT_DIGITS))
}

// Numbers print exponents above 1e21 and below 1e-6; both are read by `scaled`.
function decimalOf(value: number): string {
  return String(value)
}

export function addUsd(...sums: readonly Usd[]): Usd {
  return asUsd(sums.reduce((total, each) => total + each, 0n))
}

export function subtractUsd(from: Usd, what: Usd): Usd {
  return asUsd(from - what)
}

/** Price of `quantity` at `price` a unit, rounded half to even once. */
export function priceOf(price: Usd, quantity: Amount): Usd {
  return asUsd(divideHalfEven(price * quantity, ONE_AMOUNT))
}

export function addAmounts(...amounts: readonly Amount[]): Amount {
  return asAmount(amounts.reduce((total, each) => total + each, 0n))
}

/** The part of `quantity` between two borders of a tier (`to` undefined: no upper border). */
export function amountBetween(quantity: Amount, from: Amount, to: Amount | undefined): Amount {
  const end = to !== undefined && quantity > to ? to : quantity
  return asAmount(end > from ? end - from : 0n)
}

function decimalText(units: bigint, digits: number): string {
  const negative = units < 0n
  const text = (negative ? -units : units).toString().padStart(digits + 1, '0')
  const fraction = text.slice(-digits).replace(/0+$/, '')
  return `${negative ? '-' : ''}${text.slice(0, -digits)}${fraction === '' ? '' : `.${fraction}`}`
}

/** The exact decimal text ("12.5"): how money leaves an operation. */
export function usdText(value: Usd): string {
  return decimalText(value, USD_DIGITS)
}

export function amountText(value: Amount): string {
  return decimalText(value, AMOUNT_DIGITS)
}

/** For formulas that need floating point (queueing, growth); never for money. */
export function amountNumber(value: Amount): number {
  return Number(value) / Number(ONE_AMOUNT)
}

/** For people: "$1,234.50", rounded half to even to cents; below half a cent "<$0.01". */
export function formatUsd(value: Usd): string {
  const cents = divideHalfEven(value, 10n ** BigInt(USD_DIGITS - 2))
  if (value > 0n && cents === 0n) return '<$0.01'
  const negative = cents < 0n
  const text = (negative ? -cents : cents).toString().padStart(3, '0')
  const whole = text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${negative ? '-' : ''}$${whole}.${text.slice(-2)}`
}
