import { amountUnits, usdUnits } from './money.js'

/** Whole units of money (1e-12) or of an amount (1e-9): a number while it is small enough to be exact, else a bigint. */
export type Units = number | bigint

const DECIMAL = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/
/** Below this, a product with a power of ten is off by less than 2^-9: see `unitsOf`. */
const SURE = 2 ** 43
const UNSURE_AROUND_HALF = 2 ** -8
const MOST = 2 ** 52

const SCALES = { money: { factor: 1e12, exactly: usdUnits }, amount: { factor: 1e9, exactly: amountUnits } }

/**
 * Units of a decimal: of a text as it stands, of a floating-point number as the shortest decimal that is read back as that number. Rounded half
 * to even, once. undefined: it is no decimal (text that is none, infinity).
 *
 * Millions of them are read, so what is small takes a shorter way to the same result: reading and multiplying are each off by at most
 * 2^-53 of the value, together less than 2^-9 units below 2^43, so the nearest whole number is right unless a half is that near.
 */
export function unitsOf(value: number | string, scale: keyof typeof SCALES): Units | undefined {
  const { factor, exactly } = SCALES[scale]
  if (typeof value === 'string' && !DECIMAL.test(value)) return undefined
  const units = Number(value) * factor
  const fraction = Math.abs(units) % 1
  if (Math.abs(units) < SURE && Math.abs(fraction - 0.5) > UNSURE_AROUND_HALF) return Math.round(units) + 0
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined
  return exactly(String(value))
}

/** An exact total of units. */
export class UnitSum {
  #small = 0
  #large = 0n

  add(units: Units): void {
    if (typeof units === 'bigint') {
      this.#large += units
      return
    }
    this.#small += units
    if (Math.abs(this.#small) < MOST) return
    this.#large += BigInt(this.#small)
    this.#small = 0
  }

  get total(): bigint {
    return this.#large + BigInt(this.#small)
  }
}
