import { describe, expect, test } from 'vitest'
import {
  ASSUMPTION_NAMES,
  ASSUMPTIONS,
  assumptionsOf,
  assumptionValue,
  contradictionOf,
  HOURS_A_MONTH,
  type Must,
  MUST_WORDS,
  perMonth,
  scaledTraffic,
  SECONDS_A_MONTH,
  SERVICES,
  type Traffic,
} from '#spec/index.js'

const TRAFFIC: Traffic = {
  kind: 'api',
  averagePerSecond: 20,
  peakPerSecond: 200,
  work: { wallMs: 80, cpuMs: 20, memoryMb: 512, maxSeconds: 10 },
  payload: { inBytes: 2048, outBytes: 8192 },
  users: 5000,
  data: [],
  assumptions: assumptionsOf({}),
}

test('a month has 730 hours', () => {
  expect([HOURS_A_MONTH, SECONDS_A_MONTH, perMonth(20)]).toEqual([730, 2_628_000, 52_560_000])
})

test('traffic at another rate keeps the ratio of its peak', () => {
  const scaled = scaledTraffic(TRAFFIC, 50)
  expect(scaled).toEqual({ ...TRAFFIC, averagePerSecond: 50, peakPerSecond: 500 })
})

describe.each(ASSUMPTION_NAMES)('assumption %s', (name) => {
  const row = ASSUMPTIONS[name]
  test('has a default within its range, and says what, why and whence', () => {
    const [least, value, most] = [row.from, row.default, row.to].map((text) => assumptionValue(row.unit, text))
    expect(value).toBeGreaterThanOrEqual(least ?? Number.NaN)
    expect(value).toBeLessThanOrEqual(most ?? Number.NaN)
    for (const text of [row.about, row.why, row.source]) expect(text).not.toBe('')
    expect(row.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    if (row.basis === 'document') expect(row.source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|calculator\.aws)/)
  })
})

test('an assumption that is stated replaces its default and no other', () => {
  const usual = assumptionsOf({})
  expect(assumptionsOf({ 'log-per-request': 2048 })).toEqual({ ...usual, 'log-per-request': 2048 })
  expect(usual['log-per-request']).toBe(1024)
  expect(usual['log-compression']).toBe(0.15)
  expect(usual['database-cpu-per-request']).toBe(2)
})

describe('must', () => {
  test('has two words for each service and one for each shape', () => {
    expect(MUST_WORDS).toHaveLength(2 * SERVICES.length + 5)
    expect(new Set(MUST_WORDS).size).toBe(MUST_WORDS.length)
  })
  test.each<[Must[], readonly Must[] | undefined]>([
    [[], undefined],
    [['no-lambda', 'use-fargate', 'three-az'], undefined],
    [
      ['no-lambda', 'use-lambda'],
      ['no-lambda', 'use-lambda'],
    ],
    [
      ['three-az', 'single-az'],
      ['single-az', 'three-az'],
    ],
    [
      ['nat-per-az', 'no-nat-gateway'],
      ['nat-per-az', 'no-nat-gateway'],
    ],
    [
      ['use-nat-gateway', 'no-vpc'],
      ['use-nat-gateway', 'no-vpc'],
    ],
  ])('%j', (must, contradiction) => {
    expect(contradictionOf(must)).toEqual(contradiction)
  })
})
