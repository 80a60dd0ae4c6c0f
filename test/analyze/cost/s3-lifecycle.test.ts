import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bill, billOf, quantitiesOf } from '#analyze/cost/index.js'
import { amountNumber, type JsonObject } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'
import { SAMPLES } from './stacks.js'
import { NO_USAGE, stackOf, stated } from './support.js'

const book = testCatalog().prices

function bill(configuration: JsonObject, usage: Readonly<Record<string, number>>): Bill {
  const q = stackOf({ Bucket: ['AWS::S3::Bucket', { LifecycleConfiguration: configuration }] })
  return billOf(q, quantitiesOf(q, undefined, stated({ Bucket: { putRequests: 0, getRequests: 0, ...usage } })), book)
}

/** Quantities of the lines about storage and moves, to three decimals. */
function shown({ lines }: Bill): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    lines
      .filter(({ name }) => !/^(?:PUT|GET) requests$/.test(name))
      .map(({ name, quantity, status }) => [name, quantity === undefined ? status : Number(amountNumber(quantity).toFixed(3))]),
  )
}

const rule = (more: JsonObject): JsonObject => ({ Rules: [{ Status: 'Enabled', ...more }] })
const to = (StorageClass: string, TransitionInDays: number): JsonObject => ({ StorageClass, TransitionInDays })
const infrequent = { Transitions: [to('STANDARD_IA', 30)] }

describe('a lifecycle rule', () => {
  test.each([
    {
      name: 'splits what is stored by age: written evenly over a year where nothing is deleted',
      rules: rule(infrequent),
      usage: { storedGb: 365, objectKb: 1024 },
      want: { Storage: 30, 'Storage (Standard-IA)': 335, 'Transitions (Standard-IA)': Number(((365 / 12) * 1024).toFixed(3)) },
    },
    {
      name: 'over the days that are stated',
      rules: rule(infrequent),
      usage: { storedGb: 60, objectKb: 1024, oldestDays: 60 },
      want: { Storage: 30, 'Storage (Standard-IA)': 30, 'Transitions (Standard-IA)': Number(((365 / 12) * 1024).toFixed(3)) },
    },
    {
      name: 'moves nothing that is deleted before',
      rules: rule({ ...infrequent, ExpirationInDays: 30 }),
      usage: { storedGb: 10, objectKb: 1024 },
      want: { Storage: 10 },
    },
    {
      name: 'bills the least days of a class for what is deleted early',
      rules: rule({ Transitions: [to('GLACIER_IR', 10)], ExpirationInDays: 40 }),
      usage: { storedGb: 40, objectKb: 1024 },
      want: {
        Storage: 10,
        'Storage (Glacier Instant Retrieval)': 90,
        'Transitions (Glacier Instant Retrieval)': Number(((365 / 12) * 1024).toFixed(3)),
      },
    },
    {
      name: 'moves what is larger than it asks for',
      rules: rule({ ...infrequent, ObjectSizeGreaterThan: 1_000_000 }),
      usage: { storedGb: 10, objectKb: 512 },
      want: { Storage: 10 },
    },
    {
      name: 'moves nothing below 128 KB by itself',
      rules: rule(infrequent),
      usage: { storedGb: 10, objectKb: 127 },
      want: { Storage: 10 },
    },
    {
      name: 'that asks for small objects moves them, and the class bills 128 KB for each',
      rules: rule({ ...infrequent, ObjectSizeGreaterThan: 1024 }),
      usage: { storedGb: 365, objectKb: 64 },
      want: { Storage: 30, 'Storage (Standard-IA)': 670, 'Transitions (Standard-IA)': Number(((365 / 12) * 1024 * 16).toFixed(3)) },
    },
    {
      name: 'that is off does nothing',
      rules: { Rules: [{ Status: 'Disabled', ...infrequent }] },
      usage: { storedGb: 10, objectKb: 1024 },
      want: { Storage: 10 },
    },
    {
      name: 'of older templates is one Transition',
      rules: rule({ Transition: to('ONEZONE_IA', 73) }),
      usage: { storedGb: 5, objectKb: 1024 },
      want: { Storage: 1, 'Storage (One Zone-IA)': 4, 'Transitions (One Zone-IA)': Number(((5 / 12) * 1024).toFixed(3)) },
    },
    {
      name: 'on a date that has come moves everything, on a later one nothing',
      rules: {
        Rules: [
          { Status: 'Enabled', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionDate: '2026-01-01T00:00:00Z' }] },
          { Status: 'Enabled', Transitions: [{ StorageClass: 'DEEP_ARCHIVE', TransitionDate: '2030-01-01T00:00:00Z' }] },
        ],
      },
      usage: { storedGb: 12, objectKb: 1024 },
      want: { Storage: 0, 'Storage (Standard-IA)': 12, 'Transitions (Standard-IA)': 1024 },
    },
    {
      name: 'never moves up, and on one day to the colder class',
      rules: rule({ Transitions: [to('GLACIER_IR', 73), to('STANDARD_IA', 73), to('STANDARD_IA', 200)] }),
      usage: { storedGb: 5, objectKb: 1024 },
      want: {
        Storage: 1,
        'Storage (Glacier Instant Retrieval)': 4,
        'Transitions (Glacier Instant Retrieval)': Number(((5 / 12) * 1024).toFixed(3)),
      },
    },
    {
      name: 'to Intelligent-Tiering has objects watched',
      rules: rule({ Transitions: [to('INTELLIGENT_TIERING', 0)] }),
      usage: { storedGb: 12, objectKb: 1024 },
      want: {
        Storage: 0,
        'Storage (Intelligent-Tiering, frequent access)': 12,
        'Monitored objects': 12 * 1024,
        'Transitions (Intelligent-Tiering, frequent access)': 1024,
      },
    },
    {
      name: 'counts for nothing where someone states what is in a class',
      rules: rule(infrequent),
      usage: { storedGb: 10, infrequentGb: 3, objectKb: 1024 },
      want: { Storage: 10, 'Storage (Standard-IA)': 3 },
    },
    {
      name: 'without the size of an object lacks the number of moves, never the storage',
      rules: rule({ Transitions: [to('GLACIER', 73)] }),
      usage: { storedGb: 5 },
      want: { Storage: 1, 'Storage (Glacier Flexible Retrieval)': 4, 'Transitions (Glacier Flexible Retrieval)': 'needs-usage' },
    },
    {
      name: 'lets objects of no size wait',
      rules: rule(infrequent),
      usage: { storedGb: 365, objectKb: 0 },
      want: { Storage: 30, 'Storage (Standard-IA)': 335, 'Transitions (Standard-IA)': 'needs-usage' },
    },
  ])('$name', ({ rules, usage, want }) => {
    expect(shown(bill(rules, usage))).toEqual(want)
  })

  test('says what it rests on', () => {
    const { lines } = bill(rule(infrequent), { storedGb: 1000, objectKb: 1024 })
    expect(lines.find(({ name }) => name === 'Storage (Standard-IA)')).toMatchObject({
      formula: '1,000 GB-month x 335/365 days in Standard-IA',
      origin: 'written evenly over the last 365 days; assumption oldestDays, which a usage file can state',
    })
    const moved = lines.find(({ name }) => name === 'Transitions (Standard-IA)')
    expect(moved?.formula).toBe('1,000 GB-month x 365/12 of 365 days a month x 1 GB / 1048576 bytes an object')
  })

  test('says what else a rule moves that is not counted', () => {
    const prefix = { Status: 'Enabled', Prefix: 'logs/', Transitions: [to('GLACIER', 1)] }
    const { lines } = bill({ Rules: [prefix, { Status: 'Enabled', ...infrequent }] }, { storedGb: 10, objectKb: 1024 })
    expect(lines.find(({ name }) => name === 'Storage (Standard-IA)')?.origin).toContain('not counted: what a rule moves of prefix "logs/"')
  })

  test.each([
    { part: 'prefix "logs/"', more: { Prefix: 'logs/', ...infrequent } },
    { part: 'some tags', more: { TagFilters: [{ Key: 'cold', Value: 'yes' }], ...infrequent } },
    { part: 'old versions', more: { NoncurrentVersionTransitions: [to('STANDARD_IA', 30)] } },
  ])('for $part leaves all in Standard and says so', ({ part, more }) => {
    const made = bill(rule(more), { storedGb: 10, objectKb: 1024 })
    expect(shown(made)).toEqual({ Storage: 10 })
    expect(made.lines[0]?.formula).toBe(`all as Standard: a rule moves ${part}, and nothing says how much that is; state infrequentGb`)
  })

  test('whose days are not known is a line that says so', () => {
    const made = bill(rule({ Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: { 'Fn::ImportValue': 'Days' } }] }), {
      storedGb: 10,
    })
    expect(made.lines.filter(({ status }) => status !== 'priced').map(({ hint }) => hint)).toEqual([expect.stringContaining('Days')])
  })

  test('without any usage has a line for each class, and none is 0', () => {
    const q = stackOf({ Bucket: ['AWS::S3::Bucket', { LifecycleConfiguration: rule(infrequent) }] })
    const { lines, unknown } = billOf(q, quantitiesOf(q, undefined, NO_USAGE), book)
    expect(unknown).toBe(true)
    expect(lines.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['s3.standard_storage', 's3.standard_ia_storage', 's3.lifecycle_to_ia']),
    )
    expect(lines.every(({ monthly, hint, tiers }) => monthly === undefined && hint !== undefined && tiers.length > 0)).toBe(true)
  })

  test('takes the size of objects from the data of the requirements', () => {
    const { stack, traffic } = SAMPLES.find(({ name }) => name === 'a queue and its worker')!
    const properties = { LifecycleConfiguration: rule(infrequent) }
    const size = (made: JsonObject) =>
      quantitiesOf(stackOf({ ...stack, OrdersBucket: ['AWS::S3::Bucket', made] }), traffic(5), NO_USAGE)
        .get('OrdersBucket')
        ?.get('objectKb')
    const [need] = traffic(5).data
    expect(amountNumber(size(properties)!.value)).toBeCloseTo(need!.itemBytes / 1024, 6)
    expect(size({})).toBeUndefined()
  })

  test('moves objects about, and makes none: what never leaves early adds up to what is stored', () => {
    const stages = fc.uniqueArray(fc.constantFrom('STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR'), { maxLength: 4 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 200, max: 4000 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 4 }),
        stages,
        (storedGb, oldestDays, days, classes) => {
          const rules = rule({ Transitions: classes.map((each, at) => to(each, 90 * at + (days[at] ?? 0))) })
          const made = bill(rules, { storedGb, oldestDays, objectKb: 4096 })
          const kept = made.lines.filter(({ name, unit }) => name.startsWith('Storage') && unit === 'GB-month')
          const sum = kept.reduce((total, { quantity }) => total + (quantity === undefined ? 0 : amountNumber(quantity)), 0)
          const early = kept.length > 2 // an early move pays for the least days of a class
          if (early) expect(sum).toBeGreaterThanOrEqual(storedGb - 1e-6)
          else expect(sum).toBeCloseTo(storedGb, 5)
          expect(made.lines.every(({ status }) => status === 'priced')).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })
})
