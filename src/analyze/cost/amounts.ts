import { type Amount, amountNumber, amountOf, divideHalfEven } from '#core/index.js'

const ONE = 10n ** 9n

/** The amount of so many whole units of 1e-9. */
function amountOfUnits(units: bigint): Amount {
  return amountOf(`${units}e-9`)
}

/** Exact product of amounts over a whole number, rounded half to even once. */
export function productOf(amounts: readonly Amount[], over = 1n): Amount {
  let units = 1n
  let scale = over
  amounts.forEach((amount, index) => {
    units *= amount
    if (index > 0) scale *= ONE
  })
  return amountOfUnits(divideHalfEven(units, scale))
}

/** A number for people: at most six significant decimals, thousands apart. */
export function count(value: number | Amount): string {
  const number = typeof value === 'bigint' ? amountNumber(value) : value
  if (Number.isInteger(number) && Math.abs(number) < 1000) return String(number)
  const rounded = Math.abs(number) >= 100_000 ? Math.round(number) : Number(number.toPrecision(6))
  if (Math.abs(rounded) < 1000) return String(rounded)
  const [whole = '', fraction] = String(rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
