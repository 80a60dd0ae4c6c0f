import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountText } from '#core/index.js'
import { exampleIn, inUnit, parseStated } from '#spec/index.js'

function stated(text: string, unit: string): string {
  const parsed = parseStated(text)
  if (!parsed.ok) return parsed.message
  const converted = inUnit(parsed.value.value, parsed.value.unit, unit)
  return converted.ok ? amountText(converted.value) : converted.message
}

describe('a stated quantity', () => {
  test.each([
    ['100 GB', 'GB', '100'],
    ['100GB', 'GB', '100'],
    ['512 MB', 'GB', '0.5'],
    ['2 TB', 'GB-month', '2048'],
    ['5 GB-months', 'GB-month', '5'],
    ['1 TB', 'TB', '1'],
    ['2M requests', 'request', '2000000'],
    ['2 M requests', 'request', '2000000'],
    ['1.5k requests', 'request', '1500'],
    ['3B requests', 'request', '3000000000'],
    ['1 request', 'request', '1'],
    ['20/s', 'request', '52560000'],
    ['20 requests/s', 'request', '52560000'],
    ['1000/day', 'request', '30416.666666667'],
    ['5 GB/day', 'GB', '152.083333333'],
    ['1M/month', 'request', '1000000'],
    ['3 queries', 'query', '3'],
    ['10k events', 'event-64KB', '10000'],
    ['10k units', '25KB-unit', '10000'],
    ['120 ms', 'ms', '120'],
    ['2 s', 'ms', '2000'],
    ['3 hours', 'minute', '180'],
    ['90 min', 'hour', '1.5'],
    ['1000 GB-seconds', 'GB-second', '1000'],
    ['3 tasks', 'task', '3'],
    ['4 LCU', 'LCU', '4'],
  ])('%s in %s is %s', (text, unit, amount) => {
    expect(stated(text, unit)).toBe(amount)
  })

  test.each([
    ['100', 'GB', 'it has no unit; write for example 100 GB, 2M requests or 20/s'],
    ['5M', 'request', 'it has no unit; write for example 100 GB, 2M requests or 20/s'],
    ['-5 GB', 'GB', 'it is negative; write what is used, 0 or more'],
    ['5 GB', 'request', '"GB" is not a unit of it; write it in requests'],
    ['5 requests', 'GB', '"requests" is not a unit of it; write it in GB'],
    ['20/s', 'GB', '"/s" is not a unit of it; write it in GB'],
    ['2 tasks/s', 'task', '"tasks/s" is not a unit of it; write it in tasks'],
    ['5 GB/month', 'GB-month', '"GB/month" is not a unit of it; write it in GB-month'],
    ['5 requests/fortnight', 'request', '"requests/fortnight" is not a unit of it; write it in requests'],
    ['1e5 requests', 'request', '"e5 requests" is not a unit of it; write it in requests'],
    ['five', 'request', 'write a number with its unit such as 100 GB, 2M requests or 20/s'],
  ])('%s in %s is refused', (text, unit, message) => {
    expect(stated(text, unit)).toBe(message)
  })

  test('is what its example says, in every unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('GB', 'GB-month', 'request', 'query', 'ms', 'RRU', '25KB-unit', 'event-64KB', 'task'),
        (value, unit) => {
          expect(stated(exampleIn(value, unit), unit)).toBe(String(value))
        },
      ),
    )
  })
})
