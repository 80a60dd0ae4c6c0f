import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber, dayText, UnitSum, unitsOf, usdOf, usdOfUnits, usdText } from '#core/index.js'

const exactly = (decimal: string): bigint => usdOf(decimal)

describe('units of decimals', () => {
  test('a floating-point number is the shortest decimal that reads back as it, however it is added up', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })), (numbers) => {
        const sum = new UnitSum()
        for (const each of numbers) sum.add(unitsOf(each, 'money') ?? 0)
        expect(sum.total).toBe(numbers.reduce((total, each) => total + exactly(String(each)), 0n))
      }),
    )
  })

  test('decimals with as many digits as bills have are exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 20 }), (digits, scale) => {
        const text = usdText(usdOfUnits(digits)).slice(0, 24)
        expect(BigInt(unitsOf(text, 'money') ?? 0)).toBe(exactly(text))
        expect(BigInt(unitsOf(`${digits}e-${scale}`, 'money') ?? 0)).toBe(exactly(`${digits}e-${scale}`))
      }),
    )
  })

  test('halves go to the even unit', () => {
    expect(['0.0000000000005', '0.0000000000015', '-0.0000000000025'].map((text) => BigInt(unitsOf(text, 'money') ?? 9))).toEqual([
      0n,
      2n,
      -2n,
    ])
  })

  test.each(['', ' ', '1,5', '0x10', 'NaN', 'Infinity', '1e9999', '--1', '1.'])('"%s" is no decimal', (text) => {
    expect(unitsOf(text, 'money')).toBeUndefined()
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is no decimal', (number) => {
    expect(unitsOf(number, 'money')).toBeUndefined()
  })
})

describe('days', () => {
  test('number and text are one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 2_000_000 }), (number) => {
        const text = new Date(number * 86_400_000).toISOString().slice(0, 10)
        expect(dayText(number)).toBe(text)
        expect(dayNumber(text)).toBe(number)
      }),
    )
  })

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '0026-01-01', 'today'])('"%s" is no day', (text) => {
    expect(dayNumber(text)).toBeUndefined()
  })
})
