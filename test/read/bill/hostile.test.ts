import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StanchionError } from '#core/index.js'
import { csv, cur, focus, gzip, parquet } from '../../support/bills.js'
import { costsOf, readAll } from './bills.js'

const ROWS = Array.from({ length: 40 }, (_, index) => cur({ identity_line_item_id: `line ${index}`, line_item_unblended_cost: index / 7 }))
const PARQUET = parquet(ROWS, 10)
const GZIP = gzip(csv(ROWS))

/** What goes wrong is an error of the input that names the file; never another one. */
async function readOrRefuse(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await readAll({ 'bill.bin': bytes }, { dimensions: ['service', 'day', 'resource', 'region'] })
    return 'read'
  } catch (error) {
    if (error instanceof StanchionError && error.code.startsWith('input.') && error.message.includes('bill.bin')) return 'refused'
    throw error
  }
}

describe('damaged files', () => {
  test('a Parquet file that is cut off anywhere is refused', async () => {
    for (let length = 1; length < PARQUET.length; length += 97) expect(await readOrRefuse(PARQUET.slice(0, length))).toBe('refused')
  })

  test('a gzip file that is cut off anywhere is refused', async () => {
    for (let length = 1; length < GZIP.length; length += 13) expect(await readOrRefuse(GZIP.slice(0, length))).toBe('refused')
  })

  test.each([
    { name: 'Parquet', bytes: PARQUET },
    { name: 'gzip', bytes: GZIP },
    { name: 'CSV', bytes: new TextEncoder().encode(csv(ROWS)) },
  ])('changed bytes of $name never end in anything but a result or a refusal', async ({ bytes }) => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = bytes.slice()
        for (const { at, to } of changes) changed[at] = to
        expect(await readOrRefuse(changed)).toMatch(/read|refused/)
      }),
      { numRuns: 150 },
    )
  })

  test('bytes that are nothing are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await readOrRefuse(bytes)).toBe('refused')
      }),
      { numRuns: 150 },
    )
  })
})

describe('files that are no bills say what they are', () => {
  test.each([
    { name: 'empty', content: '', message: 'is empty' },
    { name: 'JSON', content: '{"reportKeys":[]}', message: 'is JSON' },
    { name: 'ZIP', content: 'PK\u0003\u0004aaaa', message: 'unpack it' },
    { name: 'the price list', content: 'SKU,OfferTermCode,RateCode,PricePerUnit\r\n', message: "it seems to be AWS's price list" },
    { name: 'a table of Cost Explorer', content: 'Service,EC2-Instances($),Total costs($)\r\n', message: 'Cost Explorer' },
    { name: 'the detailed billing report', content: 'InvoiceID,RecordType,RecordId,UnBlendedCost\r\n', message: 'detailed billing report' },
    { name: 'something else', content: 'a,b,c,d,e\r\n1,2,3,4,5\r\n', message: 'its columns are "a", "b", "c", "d" and 1 more' },
    {
      name: 'a header with a column twice',
      content: `${csv([cur()]).split('\r\n')[0]},line_item_operation\r\n`,
      message: 'has the column "line_item_operation" twice',
    },
  ])('$name', async ({ content, message }) => {
    await expect(readAll({ 'a.csv': content })).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining(message) })
  })

  test('columns that are needed and missing are all named', async () => {
    const { line_item_unblended_cost: _, line_item_product_code: __, ...rest } = cur()
    await expect(readAll({ 'a.csv': csv([rest]) })).rejects.toThrow(
      'the columns line_item_unblended_cost, line_item_product_code are missing',
    )
    const { BilledCost: ___, ...less } = focus()
    await expect(readAll({ 'a.csv': csv([less]) })).rejects.toThrow('looks like a FOCUS export, and the column BilledCost is missing')
  })
})

describe('lines', () => {
  test.each([
    { name: 'a cost that is no number', row: cur({ line_item_unblended_cost: 'free' }), message: 'holds "free", which is no number' },
    { name: 'a time that is none', row: cur({ line_item_usage_start_date: 'yesterday' }), message: '"yesterday"' },
  ])('$name is refused', async ({ row, message }) => {
    await expect(readAll({ 'a.csv': csv([row]) })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message),
    })
  })

  test('a row with another number of fields than the header is refused', async () => {
    const text = csv([cur(), cur()])
    await expect(readAll({ 'a.csv': text.slice(0, -40) })).rejects.toThrow(/fields in row 3, and its header has/)
  })

  test('tags that are no JSON are refused where they are asked for', async () => {
    const file = csv([cur({ resource_tags: '{broken' })])
    expect(costsOf(await readAll({ 'a.csv': file }))).toEqual({ AmazonS3: 1 })
    await expect(readAll({ 'a.csv': file }, { dimensions: ['tag:a'] })).rejects.toThrow('are no JSON object')
  })

  test('a line without a cost is counted as such, not as 0', async () => {
    for (const file of [csv([cur(), cur({ line_item_unblended_cost: null })]), parquet([cur(), cur({ line_item_unblended_cost: null })])]) {
      const read = await readAll({ 'a.csv': file })
      expect(costsOf(read)).toEqual({ AmazonS3: 1 })
      expect(read.files).toMatchObject([{ lines: 2, counted: 1, withoutCost: 1 }])
    }
  })

  test('an account that was stored as a number has its zeros again; currencies stay apart', async () => {
    const file = csv([cur({ line_item_usage_account_id: 12_345 }), cur({ line_item_currency_code: 'EUR', line_item_unblended_cost: -2 })])
    expect(costsOf(await readAll({ 'a.csv': file }, { dimensions: ['account', 'currency'] }), ['account', 'currency'])).toEqual({
      '000000012345 USD': 1,
      '111122223333 EUR': -2,
    })
  })

  test('an object of the prototype is no kind of line', async () => {
    const read = await readAll({ 'a.csv': csv([cur({ line_item_line_item_type: 'constructor' })]) }, { dimensions: ['charge'] })
    expect(costsOf(read, ['charge'])).toEqual({ other: 1 })
  })
})
