import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addAmounts,
  addUsd,
  amountBetween,
  amountNumber,
  amountOf,
  amountText,
  divideHalfEven,
  formatUsd,
  priceOf,
  StanchionError,
  subtractUsd,
  usdOf,
  usdText,
  ZERO_USD,
} from '#core/index.js'

const units = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
/** Decimal text with a fraction of at most `digits`. */
const decimal = (digits: number): fc.Arbitrary<string> =>
  fc.tuple(fc.boolean(), fc.nat(), fc.array(fc.nat(9), { maxLength: digits })).map(([negative, whole, fraction]) => {
    const text = fraction.length === 0 ? `${whole}` : `${whole}.${fraction.join('')}`
    return negative ? `-${text}` : text
  })
const normal = (text: string): string => {
  const short = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
  return short === '-0' ? '0' : short
}

describe('decimal text', () => {
  test('becomes money and comes back as it was, to twelve places', () => {
    fc.assert(
      fc.property(decimal(12), (text) => {
        expect(usdText(usdOf(text))).toBe(normal(text))
      }),
    )
  })

  test('becomes an amount and comes back as it was, to nine places', () => {
    fc.assert(
      fc.property(decimal(9), (text) => {
        expect(amountText(amountOf(text))).toBe(normal(text))
      }),
    )
  })

  test.each([
    ['0.0000166667', 16_666_700n],
    ['1e-7', 100_000n],
    ['2.5E+3', 2_500_000_000_000_000n],
    [' 3 ', 3_000_000_000_000n],
    ['-0.01', -10_000_000_000n],
    ['0.0000000000005', 0n],
    ['0.0000000000015', 2n],
    ['0.00000000000051', 1n],
    ['-0.0000000000015', -2n],
    ['5e-400', 0n],
  ])('%s is %s units of 1e-12 dollars', (text, expected) => {
    expect(usdOf(text)).toBe(expected)
  })

  test.each(['', '.5', '5.', '+1', '1,000', '0x10', 'NaN', 'Infinity', '1e', '--1', '1 2'])('"%s" is refused', (text) => {
    expect(() => usdOf(text)).toThrow(StanchionError)
  })

  test('with an exponent that no number has is refused, not computed', () => {
    expect(() => usdOf('1e1000000000')).toThrow(StanchionError)
    expect(() => usdOf('1e-1000000000')).toThrow(StanchionError)
  })
})

describe('numbers as amounts', () => {
  test('come back as the same number where nine places hold it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }), (whole) => {
        const amount = amountOf(whole / 1e9)
        expect(amountOf(amountNumber(amount))).toBe(amount)
      }),
    )
  })

  test.each([1e290, Number.MIN_VALUE, 1e21, 1e-7, -0])('%s is read', (value) => {
    expect(amountNumber(amountOf(value))).toBeCloseTo(value, 9)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (value) => {
    expect(() => amountOf(value)).toThrow(StanchionError)
  })
})

describe('division rounded half to even', () => {
  test.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%s / %s is %s', (dividend, divisor, quotient) => {
    expect(divideHalfEven(dividend, divisor)).toBe(quotient)
  })

  test('is never further than half the divisor away, and even at a tie', () => {
    fc.assert(
      fc.property(units, fc.bigInt({ min: 1n, max: 10n ** 15n }), (dividend, divisor) => {
        const quotient = divideHalfEven(dividend, divisor)
        const twiceOff = (dividend - quotient * divisor) * 2n
        const distance = twiceOff < 0n ? -twiceOff : twiceOff
        expect(distance <= divisor).toBe(true)
        if (distance === divisor) expect(quotient % 2n).toBe(0n)
        expect(divideHalfEven(-dividend, divisor)).toBe(-quotient)
      }),
    )
  })
})

describe('sums', () => {
  test('do not depend on order or grouping, and take back what was added', () => {
    fc.assert(
      fc.property(decimal(12), decimal(12), decimal(12), (a, b, c) => {
        const [x, y, z] = [usdOf(a), usdOf(b), usdOf(c)]
        expect(addUsd(x, y, z)).toBe(addUsd(z, addUsd(y, x)))
        expect(subtractUsd(addUsd(x, y), y)).toBe(x)
      }),
    )
    expect(addUsd()).toBe(ZERO_USD)
  })
})

describe('price', () => {
  test('of whole units is price times count, exactly', () => {
    fc.assert(
      fc.property(decimal(12), fc.nat(), (price, count) => {
        expect(priceOf(usdOf(price), amountOf(count))).toBe(usdOf(price) * BigInt(count))
      }),
    )
  })

  test('of a quantity rounds once: at most half a unit from the exact product', () => {
    fc.assert(
      fc.property(decimal(12), decimal(9), (price, quantity) => {
        const exact = usdOf(price) * amountOf(quantity)
        const off = exact - priceOf(usdOf(price), amountOf(quantity)) * 1_000_000_000n
        expect(off <= 500_000_000n && off >= -500_000_000n).toBe(true)
      }),
    )
  })

  // https://aws.amazon.com/lambda/pricing/: 1 million requests at $0.20 a million.
  test('of a million requests at $0.0000002 is 20 cents', () => {
    expect(usdText(priceOf(usdOf('0.0000002'), amountOf(1_000_000)))).toBe('0.2')
  })
})

describe('tiers', () => {
  test('cut a quantity into parts that add up to it', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n }).map((value) => amountOf(amountText(amountOf(value.toString()))))
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 5 }), (quantity, borders) => {
        const from = [amountOf(0), ...borders].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        const parts = from.map((start, index) => amountBetween(quantity, start, from[index + 1]))
        expect(addAmounts(...parts)).toBe(quantity)
        expect(parts.every((part) => part >= 0n)).toBe(true)
      }),
    )
  })

  test('a tier above the quantity gets nothing', () => {
    expect(amountBetween(amountOf(5), amountOf(10), undefined)).toBe(0n)
    expect(amountBetween(amountOf(5), amountOf(10), amountOf(20))).toBe(0n)
  })
})

describe('money for people', () => {
  test.each([
    ['0', '$0.00'],
    ['0.004', '<$0.01'],
    ['0.005', '<$0.01'],
    ['0.0051', '$0.01'],
    ['0.015', '$0.02'],
    ['0.025', '$0.02'],
    ['1234.5', '$1,234.50'],
    ['1234567.891', '$1,234,567.89'],
    ['999.995', '$1,000.00'],
    ['-12.5', '-$12.50'],
    ['-0.004', '$0.00'],
  ])('%s prints as %s', (text, printed) => {
    expect(formatUsd(usdOf(text))).toBe(printed)
  })
})
