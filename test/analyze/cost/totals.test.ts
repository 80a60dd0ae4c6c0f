import { describe, expect, test } from 'vitest'
import { ALL_MODELS, billOf, quantitiesOf } from '#analyze/cost/index.js'
import { formatUsd, usdOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'
import { stackOf, stated } from './support.js'
import { TOTALS } from './totals/all.js'

const book = testCatalog().prices
const serviceOf = (type: string): string => type.split('::')[1] ?? ''

describe('totals worked out by hand match to the cent', () => {
  test.each(TOTALS)('$name', ({ stack, usage = {}, region, page, sum, monthly, leftOut = 0 }) => {
    const q = stackOf(stack, region)
    const bill = billOf(q, quantitiesOf(q, undefined, stated(usage)), book)
    const missing = bill.lines.filter(({ status }) => status !== 'priced').map(({ resource, name, hint }) => `${resource} ${name}: ${hint}`)
    expect({ monthly: formatUsd(bill.monthly), missing: missing.length }, missing.join('\n')).toEqual({ monthly, missing: leftOut })
    const byHand = sum.reduce((total, part) => total + part, 0)
    expect(formatUsd(usdOf(byHand.toFixed(9))), `https://aws.amazon.com/${page}`).toBe(monthly)
  })
})

test('every line counts in the unit that its price is paid for', () => {
  const strange = TOTALS.flatMap(({ stack, usage = {}, region }) => {
    const q = stackOf(stack, region)
    const { lines } = billOf(q, quantitiesOf(q, undefined, stated(usage)), book)
    // a request or a message that is larger than 64 KB counts as several
    return lines.flatMap(({ type, key, unit, tiers }) =>
      tiers.some((tier) => tier.unit.replace('request-64KB', 'request') !== unit.replace('request-64KB', 'request'))
        ? [`${type} ${key} in ${unit}`]
        : [],
    )
  })
  expect(strange).toEqual([])
})

test('five regions, and one page for each total', () => {
  expect(new Set(TOTALS.map(({ region = 'us-east-1' }) => region)).size).toBeGreaterThanOrEqual(5)
  expect(TOTALS.filter(({ page }) => !/^[a-z0-9/-]+\/$/.test(page)).map(({ name }) => name)).toEqual([])
})

test('at least five totals pay for one thing at two prices', () => {
  const crossing = TOTALS.filter(({ stack, usage = {}, region }) => {
    const q = stackOf(stack, region)
    return billOf(q, quantitiesOf(q, undefined, stated(usage)), book).lines.some(
      ({ tiers, status }) => status === 'priced' && tiers.length > 1,
    )
  })
  expect(crossing.length).toBeGreaterThanOrEqual(5)
})

test('every service with a price model has a total', () => {
  const covered = new Set(TOTALS.flatMap(({ stack }) => Object.values(stack).map(([type]) => serviceOf(type))))
  const services = [...new Set(ALL_MODELS.map(({ type }) => serviceOf(type)))]
  expect(services.filter((service) => !covered.has(service))).toEqual([])
})

test('every type with a price model has a line with a price in a total', () => {
  const priced = new Set<string>()
  for (const { stack, usage = {}, region } of TOTALS) {
    const q = stackOf(stack, region)
    for (const { type, status } of billOf(q, quantitiesOf(q, undefined, stated(usage)), book).lines)
      if (status === 'priced') priced.add(type)
  }
  expect(ALL_MODELS.map(({ type }) => type).filter((type) => !priced.has(type))).toEqual([])
})
