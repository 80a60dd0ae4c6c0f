const DAY_MILLISECONDS = 86_400_000
const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)$/

/** Days since 1970-01-01 of a day that is written YYYY-MM-DD; undefined for what is none. */
export function dayNumber(day: string): number | undefined {
  const [, year, month, date] = WRITTEN.exec(day) ?? []
  if (year === undefined || Number(year) < 1000) return undefined
  const number = Date.UTC(Number(year), Number(month) - 1, Number(date)) / DAY_MILLISECONDS
  return dayText(number) === day ? number : undefined
}

/** YYYY-MM-DD of a number of days since 1970-01-01 (Gregorian; years of four digits). */
export function dayText(number: number): string | undefined {
  // Counted from 0000-03-01, so that a leap day is the last one of its year: 146,097 days are 400 years.
  const sinceMarch = number + 719_468
  const era = Math.floor(sinceMarch / 146_097)
  const dayOfEra = sinceMarch - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  if (!Number.isInteger(number) || year < 1000 || year > 9999) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}
