import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_MODELS, type Bill, type BillLine, billOf, quantitiesOf } from '#analyze/cost/index.js'
import type { FreeTier } from '#catalog/index.js'
import { addUsd, amountText, type Json, type JsonObject, treeOf, ZERO_USD } from '#core/index.js'
import { graphOf, type Query, queryOf } from '#graph/index.js'
import { testCatalog } from '../../support/catalog.js'
import { AS_OF, NO_USAGE, type Stack, stackOf, stated } from './support.js'
import { TOTALS } from './totals/all.js'

/** Laws that every price model keeps, tried on the templates whose totals were worked out by hand and on resources without properties. */
const book = testCatalog().prices
const EVERY_FREE = testCatalog().freeTiers()
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'sa-east-1'] as const
const TYPES = ALL_MODELS.map(({ type }) => type)

type Stated = Readonly<Record<string, Readonly<Record<string, number>>>>

function billed(stack: Stack, usage: Stated, options: { readonly region?: string; readonly freeTiers?: readonly FreeTier[] } = {}): Bill {
  const q = stackOf(stack, options.region)
  return billOf(q, quantitiesOf(q, undefined, stated(usage)), book, options.freeTiers === undefined ? {} : { freeTiers: options.freeTiers })
}
const bare = (q: Query): Bill => billOf(q, quantitiesOf(q, undefined, NO_USAGE), book)
const nowhere = (resources: JsonObject): Query => queryOf(graphOf(treeOf({ Resources: resources })), { asOf: AS_OF })
const bodies = (stack: Stack): JsonObject =>
  Object.fromEntries(Object.entries(stack).map(([id, [Type, Properties = {}]]): [string, Json] => [id, { Type, Properties }]))

/** What is wrong with a line about which something is not known. */
function complaints(lines: readonly BillLine[]): readonly string[] {
  return lines.flatMap(({ resource, name, status, monthly, quantity, hint, tiers, key }) => {
    const of = `${resource}, ${name}`
    if (status === 'priced') return []
    return [
      ...(monthly === undefined ? [] : [`${of}: has an amount`]),
      ...(status === 'needs-usage' && quantity !== undefined ? [`${of}: quantity ${amountText(quantity)} of something unknown`] : []),
      ...(hint === undefined || hint === '' ? [`${of}: does not say what is missing`] : []),
      ...(status === 'needs-usage' && key !== '' && tiers.length === 0 ? [`${of}: does not say what a unit costs`] : []),
    ]
  })
}

/** Lines that have a price although it depends on the region, or whose price is nothing. */
function dependent(lines: readonly BillLine[]): readonly string[] {
  return lines.flatMap(({ resource, name, status, monthly, key }) => {
    if (status !== 'priced') return []
    const [here, there] = ['us-east-1', 'sa-east-1'].map((region) => book.tiers(key, region)?.map(({ price }) => price))
    return monthly === ZERO_USD || String(here) !== String(there) ? [`${resource}, ${name}: ${key}`] : []
  })
}

describe('what is not known is never 0', () => {
  test.each(TYPES)('%s without usage, properties or region', (type) => {
    const bill = bare(nowhere({ Thing: { Type: type } }))
    expect(complaints(bill.lines)).toEqual([])
    expect(dependent(bill.lines)).toEqual([])
    expect(bill.unknown).toBe(bill.lines.length > 0 && bill.lines.every(({ status }) => status !== 'priced'))
  })

  test.each(TOTALS)('$name, in no region, in one that nobody knows, and without usage', ({ stack, region }) => {
    for (const q of [nowhere(bodies(stack)), stackOf(stack, 'mars-1')]) {
      const bill = bare(q)
      expect(complaints(bill.lines)).toEqual([])
      expect(dependent(bill.lines.filter(({ region: where }) => where === q.region || where === 'unknown'))).toEqual([])
    }
    const bill = bare(stackOf(stack, region))
    expect(complaints(bill.lines)).toEqual([])
    expect(bill.lines.filter(({ monthly }) => monthly === ZERO_USD).map(({ resource, name }) => `${resource} ${name}`)).toEqual([])
  })

  test.each(TOTALS)('$name, with every property a parameter that has no value', ({ stack, region }) => {
    const opened = Object.fromEntries(
      Object.entries(stack).map(([id, [Type, properties = {}]]): [string, Json] => [id, { Type, Properties: openedIn(properties) }]),
    )
    const tree = treeOf({ Parameters: { Open: { Type: 'String' } }, Resources: opened })
    const bill = bare(queryOf(graphOf(tree), { region: region ?? 'us-east-1', asOf: AS_OF }))
    expect(complaints(bill.lines)).toEqual([])
    expect(bill.lines.filter(({ monthly }) => monthly === ZERO_USD).map(({ resource, name }) => `${resource} ${name}`)).toEqual([])
  })
})

/** Copies of properties, in each of which one scalar or one list is a parameter without a value. */
function openings(value: Json, path: string): readonly (readonly [string, Json])[] {
  if (Array.isArray(value))
    return [
      [path, { Ref: 'Open' }],
      ...value.flatMap((item, at) => openings(item, `${path}.${at}`).map(([where, opened]) => [where, value.with(at, opened)] as const)),
    ]
  if (typeof value !== 'object' || value === null) return [[path, { Ref: 'Open' }]]
  if (Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    openings(inner, `${path}.${key}`).map(
      ([where, opened]) => [where, Object.fromEntries([...Object.entries(value), [key, opened]])] as const,
    ),
  )
}

test.each(TOTALS)('$name: a property that is open is named where it changes the bill', ({ stack, usage = {}, region = 'us-east-1' }) => {
  const billOfTree = (resources: JsonObject): Bill => {
    const q = queryOf(graphOf(treeOf({ Parameters: { Open: { Type: 'String' } }, Resources: resources })), { region, asOf: AS_OF })
    return billOf(q, quantitiesOf(q, undefined, stated(usage)), book)
  }
  const whole = bodies(stack)
  const before = billOfTree(whole)
  const silent = Object.entries(stack).flatMap(([id, [Type, properties = {}]]) =>
    openings(properties, id).flatMap(([where, opened]) => {
      const after = billOfTree({ ...whole, [id]: { Type, Properties: opened } })
      const changed = after.monthly !== before.monthly
      return changed && !after.lines.some(({ hint = '' }) => hint.includes('is not known')) ? [where] : []
    }),
  )
  expect(silent).toEqual([])
})

function openedIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(openedIn)
  if (typeof value !== 'object' || value === null) return { Ref: 'Open' }
  if (Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]): [string, Json] => [key, openedIn(inner)]))
}

const amount = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0, max: 1e9, noNaN: true }))

/** One of the templates, with an amount for everything that any of its resources can be told. */
const drawn = fc.tuple(fc.constantFrom(...TOTALS), fc.array(amount, { minLength: 24, maxLength: 24 })).map(([{ stack }, amounts]) => {
  let at = 0
  const next = (): number => amounts[at++ % amounts.length] ?? 0
  const usage: Record<string, Record<string, number>> = {}
  for (const [id, [type]] of Object.entries(stack)) {
    const table = ALL_MODELS.find((model) => model.type === type)?.usage ?? {}
    usage[id] = Object.fromEntries(Object.keys(table).map((name) => [name, next()]))
  }
  return { stack, usage }
})

/** Slices of a tier are rounded line by line: a trillionth of a dollar each. */
const ROUNDING = 1000n
const RUNS = { numRuns: 50 }

describe('a bill of any template', () => {
  test('is the sum of its lines', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(...REGIONS), ({ stack, usage }, region) => {
        const bill = billed(stack, usage, { region })
        expect(bill.monthly).toBe(addUsd(...bill.lines.flatMap(({ monthly }) => monthly ?? [])))
        expect(bill.leftOut).toBe(bill.lines.filter(({ status }) => status !== 'priced').length)
        expect(complaints(bill.lines)).toEqual([])
      }),
      RUNS,
    )
  })

  test('never falls when more is used', () => {
    fc.assert(
      fc.property(drawn, fc.double({ min: 1, max: 1000, noNaN: true }), ({ stack, usage }, factor) => {
        const more = Object.fromEntries(
          Object.entries(usage).map(([id, named]) => [
            id,
            Object.fromEntries(Object.entries(named).map(([name, value]) => [name, value * factor])),
          ]),
        )
        const [less, dearer] = [billed(stack, usage), billed(stack, more)]
        expect(dearer.monthly + ROUNDING >= less.monthly).toBe(true)
      }),
      RUNS,
    )
  })

  test('does not depend on the order of its resources', () => {
    const shuffled = drawn.chain(({ stack, usage }) =>
      fc
        .shuffledSubarray(Object.keys(stack), { minLength: Object.keys(stack).length })
        .map((order) => ({ stack, usage, other: Object.fromEntries(order.flatMap((id) => (stack[id] ? [[id, stack[id]]] : []))) })),
    )
    fc.assert(
      fc.property(shuffled, ({ stack, usage, other }) => {
        const apart = billed(other, usage).monthly - billed(stack, usage).monthly
        expect(apart < ROUNDING && apart > -ROUNDING).toBe(true)
      }),
      RUNS,
    )
  })

  test('is never below zero with free tiers of every kind, line by line, and never dearer than without', () => {
    fc.assert(
      fc.property(drawn, ({ stack, usage }) => {
        const [full, free] = [billed(stack, usage), billed(stack, usage, { freeTiers: EVERY_FREE })]
        expect(free.lines.filter(({ monthly }) => monthly !== undefined && monthly < 0n)).toEqual([])
        expect(free.monthly <= full.monthly + ROUNDING).toBe(true)
        expect(free.leftOut).toBe(full.leftOut)
      }),
      RUNS,
    )
  })
})

describe('a free tier counts once', () => {
  /** Something that is billed by each of the keys that have an allowance, by its quantity. */
  const COUNTED: readonly { readonly body: Stack[string]; readonly usage: string; readonly key: string }[] = [
    { body: ['AWS::SQS::Queue'], usage: 'requests', key: 'sqs.requests_standard' },
    { body: ['AWS::SNS::Topic'], usage: 'publishes', key: 'sns.api_requests' },
    { body: ['AWS::KMS::Key'], usage: 'requests', key: 'kms.requests' },
    { body: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }], usage: 'storedGb', key: 'dynamodb.storage' },
    { body: ['AWS::Lambda::Url'], usage: 'internetOutGb', key: 'datatransfer.out_internet' },
  ]

  test.each(COUNTED)('for $key, however many resources share it', ({ body, usage, key }) => {
    const allowance = EVERY_FREE.find(({ keys }) => keys.includes(key))?.quantity ?? 0
    expect(allowance).toBeGreaterThan(0)
    const of = (counts: readonly number[], free: boolean): bigint => {
      const stack = Object.fromEntries(counts.map((_count, at) => [`R${at}`, body]))
      const named = Object.fromEntries(counts.map((count, at) => [`R${at}`, { [usage]: count }]))
      const lines = billed(stack, named, { freeTiers: free ? EVERY_FREE.filter(({ kind }) => kind === 'always') : [] }).lines.filter(
        (line) => line.key === key,
      )
      return addUsd(...lines.flatMap(({ monthly }) => monthly ?? []))
    }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * allowance }), { minLength: 1, maxLength: 6 }), (counts) => {
        const all = counts.reduce((sum, count) => sum + count, 0)
        const saved = of(counts, false) - of(counts, true)
        const given = of([Math.min(all, allowance)], false)
        expect(saved - given < ROUNDING && given - saved < ROUNDING).toBe(true)
      }),
      { numRuns: 10 },
    )
  })
})
