import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DURATION,
  parseMonthlyUsd,
  parseMonthlyUsers,
  parseQuantity,
  plainDecimal,
  printMonthlyUsd,
  printMonthlyUsers,
  printQuantity,
  quantityPattern,
  RATE,
  SECONDS_A_MONTH,
  SHARE,
  SIZE,
  type UnitKind,
} from '#spec/index.js'

const KINDS = [RATE, DURATION, SIZE, SHARE]

function valueOf(kind: UnitKind, text: string): number | string {
  const parsed = parseQuantity(kind, text)
  return parsed.ok ? parsed.value : parsed.message
}

describe('quantities that people write', () => {
  test.each([
    [RATE, '20/s', 20],
    [RATE, '20 /s', 20],
    [RATE, '20 / s', 20],
    [RATE, '90/min', 1.5],
    [RATE, '7200/h', 2],
    [RATE, '1M/day', 1e6 / 86_400],
    [RATE, '1.5k/s', 1500],
    [RATE, '1.5 k / s', 1500],
    [RATE, '5000/month', 5000 / SECONDS_A_MONTH],
    [RATE, '0/s', 0],
    [DURATION, '80 ms', 80],
    [DURATION, '80ms', 80],
    [DURATION, '1.5 s', 1500],
    [DURATION, '5 min', 300_000],
    [DURATION, '1 h', 3_600_000],
    [DURATION, '1 day', 86_400_000],
    [DURATION, '7 days', 604_800_000],
    [SIZE, '0 B', 0],
    [SIZE, '2 KB', 2048],
    [SIZE, '512 MB', 536_870_912],
    [SIZE, '50 GB', 53_687_091_200],
    [SIZE, '1 TB', 1_099_511_627_776],
    [SHARE, '99.9%', 0.999],
    [SHARE, '99.99 %', 0.9999],
    [SHARE, '80%', 0.8],
    [SHARE, '0.1%', 0.001],
  ])('$1', (kind, text, value) => {
    expect(valueOf(kind, text)).toBe(value)
  })
})

describe('quantities that are refused', () => {
  const hostile = [
    '',
    ' ',
    '20',
    '-20/s',
    '+20/s',
    '1e3/s',
    'NaN/s',
    'Infinity/s',
    'Infinity',
    '.5/s',
    '5./s',
    '1,000/s',
    '1_000/s',
    '0x10/s',
  ]
  const more = [
    '20/s20/s',
    '20/s\n',
    '２０/s',
    '20∕s',
    '1:30',
    '__proto__',
    '20 __proto__',
    '20 constructor',
    '20 toString',
    '9'.repeat(1000),
  ]
  test.each(KINDS.flatMap((kind) => [...hostile, ...more].map((text) => [kind.title, text, kind] as const)))(
    '%s: %j',
    (_title, text, kind) => {
      expect(parseQuantity(kind, text).ok).toBe(false)
    },
  )

  test.each([
    [RATE, '20', 'it has no unit; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)'],
    [RATE, '20/w', '"/w" is not a unit of a rate; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)'],
    [RATE, '2G/s', '"G/s" is not a unit of a rate; write a rate such as 20/s, 5000/month, 1M/day (units: /s, /min, /h, /day, /month)'],
    [SIZE, '5 gb', '"gb" is not a unit of a size; write a size such as 2 KB, 512 MB, 50 GB (units: B, KB, MB, GB, TB)'],
    [SIZE, '5 GiB', '"GiB" is not a unit of a size; write a size such as 2 KB, 512 MB, 50 GB (units: B, KB, MB, GB, TB)'],
    [DURATION, 'soon', 'write a duration such as 80 ms, 5 min, 1 h, 7 days (units: ms, s, min, h, day, days)'],
    [SHARE, '0.5', 'it has no unit; write a share such as 99.9%, 80% (units: %)'],
  ])('$1 says what to write', (kind, text, message) => {
    expect(valueOf(kind, text)).toBe(message)
  })
})

describe('printing', () => {
  test.each([
    [RATE, 20, '20/s'],
    [RATE, 0.5, '30/min'],
    [RATE, 100 / 86_400, '100/day'],
    [DURATION, 80, '80 ms'],
    [DURATION, 60_000, '1 min'],
    [DURATION, 604_800_000, '7 days'],
    [SIZE, 512, '512 B'],
    [SIZE, 536_870_912, '512 MB'],
    [SHARE, 1, '100%'],
    [SHARE, 0, '0%'],
    [RATE, 5000 / SECONDS_A_MONTH, '5000/month'],
    [DURATION, 300_000, '5 min'],
    [DURATION, 86_400_000, '1 day'],
    [DURATION, 172_800_000, '2 days'],
    [SIZE, 0, '0 B'],
    [SIZE, 2048, '2 KB'],
    [SHARE, 0.999, '99.9%'],
    [SHARE, 1e-7, '0.00001%'],
  ])('%# as a person would', (kind, value, text) => {
    expect(printQuantity(kind, value)).toBe(text)
  })

  const written = (kind: UnitKind) =>
    fc
      .record({
        whole: fc.integer({ min: 0, max: 999_999 }),
        fraction: fc.integer({ min: 0, max: 9999 }),
        unit: fc.constantFrom(...Object.keys(kind.units)),
      })
      .map(({ whole, fraction, unit }) => `${whole}.${fraction} ${unit}`)

  test.each(KINDS.map((kind) => [kind.title, kind] as const))('%s reads back as the same number', (_title, kind) => {
    fc.assert(
      fc.property(written(kind), (text) => {
        const value = valueOf(kind, text)
        expect(typeof value === 'number' ? valueOf(kind, printQuantity(kind, value)) : text).toBe(value)
      }),
    )
  })

  test('any number of a computation reads back too', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.constantFrom(RATE, DURATION, SIZE), (value, kind) => {
        expect(valueOf(kind, printQuantity(kind, value))).toBe(value)
      }),
    )
  })

  test('a decimal has no exponent and is the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), (value) => {
        const text = plainDecimal(value)
        expect(text).toMatch(/^\d+(\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

test('the pattern for editors takes what the parser takes', () => {
  const parts = fc.constantFrom(
    '20',
    '1.5',
    '.',
    '',
    ' ',
    '  ',
    'k',
    'M',
    '/',
    's',
    'ms',
    'min',
    'h',
    'day',
    'days',
    'month',
    '%',
    'B',
    'KB',
    'GB',
    '-',
    'e3',
  )
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(parts, { minLength: 1, maxLength: 5 }), (kind, chosen) => {
      const text = chosen.join('')
      expect(new RegExp(quantityPattern(kind), 'u').test(text)).toBe(parseQuantity(kind, text).ok)
    }),
    { numRuns: 2000 },
  )
})

describe('money and users', () => {
  test.each(['500 USD/month', '500USD/month', '0.99 USD / month'])('%s', (text) => {
    const parsed = parseMonthlyUsd(text)
    const [, digits = ''] = /^([0-9.]+)/.exec(text) ?? []
    expect(parsed).toEqual({ ok: true, value: digits })
    expect(parseMonthlyUsd(printMonthlyUsd(digits))).toEqual(parsed)
  })
  test.each(['500', '$500', '500 EUR/month', '500 USD', '500 USD/year', '-5 USD/month', '1e9 USD/month', '0.999 USD/month'])(
    '%s is refused',
    (text) => {
      expect(parseMonthlyUsd(text)).toEqual({ ok: false, message: 'write US dollars a month such as 500 USD/month' })
    },
  )
  test('users are a count, not a rate', () => {
    expect(parseMonthlyUsers('5000/month')).toEqual({ ok: true, value: 5000 })
    expect(parseMonthlyUsers(printMonthlyUsers(5000))).toEqual({ ok: true, value: 5000 })
    expect(parseMonthlyUsers('5000/day')).toEqual({ ok: false, message: 'write monthly active users such as 5000/month' })
  })
})
