import { expect, describe, test } from 'vitest'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { csv, cur, focus, gzip, olderHeader, parquet, type BillRow } from '../../support/bills.js'
import { costsOf, readAll } from './bills.js'

const ROWS: readonly BillRow[] = [
  cur({ line_item_unblended_cost: 0.1, identity_line_item_id: 'a' }),
  cur({ line_item_unblended_cost: 0.2, identity_line_item_id: 'b' }),
  cur({
    line_item_product_code: 'AmazonEC2',
    line_item_usage_type: 'EUC1-BoxUsage:m7g.large',
    line_item_unblended_cost: 3,
    product_region_code: 'eu-central-1',
  }),
  cur({ line_item_line_item_type: 'Credit', line_item_unblended_cost: -0.5 }),
]
const OLDER = csv(ROWS.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [olderHeader(column), value]))))

describe('one bill in each of its forms', () => {
  test.each([
    { name: 'CUR 2.0, Parquet', file: parquet(ROWS), format: 'Cost and Usage Report, Parquet' },
    { name: 'CUR 2.0, Parquet with a row group for each line', file: parquet(ROWS, 1), format: 'Cost and Usage Report, Parquet' },
    { name: 'CUR 2.0, CSV', file: csv(ROWS), format: 'Cost and Usage Report, CSV' },
    { name: 'CUR 2.0, gzip', file: gzip(csv(ROWS)), format: 'Cost and Usage Report, gzip CSV' },
    { name: 'the older report, gzip', file: gzip(OLDER), format: 'Cost and Usage Report, gzip CSV' },
  ])('$name', async ({ file, format }) => {
    const read = await readAll({ 'report-1': file }, { dimensions: ['charge', 'service', 'region', 'day'] })
    expect(costsOf(read, ['charge', 'service', 'region', 'day'])).toEqual({
      'usage AmazonS3 us-east-1 2026-01-01': 0.3,
      'usage AmazonEC2 eu-central-1 2026-01-01': 3,
      'credit AmazonS3 us-east-1 2026-01-01': -0.5,
    })
    expect(read.files).toMatchObject([
      { format, lines: 4, counted: 4, duplicates: 0, withoutCost: 0, from: '2026-01-01', to: '2026-01-01', absent: [] },
    ])
  })

  test('FOCUS: charges, services by their code, both costs', async () => {
    const rows = [
      focus({ BilledCost: 0, EffectiveCost: 2.5 }),
      focus({ ChargeCategory: 'Purchase', BilledCost: 10, EffectiveCost: 0 }),
      focus({ ChargeCategory: 'Tax', BilledCost: 1.1 }),
      focus({ ChargeCategory: 'Adjustment', BilledCost: -1 }),
    ]
    const contents = { 'focus.csv': csv(rows) }
    expect(costsOf(await readAll(contents, { dimensions: ['charge', 'service'] }), ['charge', 'service'])).toEqual({
      'usage AmazonS3': 0,
      'fee AmazonS3': 10,
      'tax AmazonS3': 1.1,
      'adjustment AmazonS3': -1,
    })
    expect(costsOf(await readAll(contents, { dimensions: ['charge'], measure: 'amortized' }), ['charge'])).toMatchObject({
      usage: 2.5,
      fee: 0,
    })
    expect(costsOf(await readAll({ 'focus.parquet': parquet(rows) }, { dimensions: ['charge'] }), ['charge'])).toMatchObject({ fee: 10 })
  })

  test('columns in lower case without underscores, as Athena writes them', async () => {
    const rows = [focus()].map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value])))
    expect(costsOf(await readAll({ 'a.csv': csv(rows) }))).toEqual({ AmazonS3: 1 })
  })

  test('decimals of Parquet are exact, with more digits than a floating-point number has', async () => {
    const text = (name: string): object => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' })
    const columns = ['line_item_line_item_type', 'line_item_product_code', 'line_item_usage_start_date']
    const file = parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 4 },
        ...columns.map((name) => ({ ...text(name), name })),
        {
          name: 'line_item_unblended_cost',
          type: 'INT64',
          converted_type: 'DECIMAL',
          scale: 9,
          precision: 18,
          repetition_type: 'REQUIRED',
        },
      ],
      columnData: [
        { name: 'line_item_line_item_type', data: ['Usage'] },
        { name: 'line_item_product_code', data: ['AmazonS3'] },
        { name: 'line_item_usage_start_date', data: ['2026-01-01T00:00:00Z'] },
        { name: 'line_item_unblended_cost', data: [123_456_789_012_345_678n] },
      ],
    })
    const { cells } = await readAll({ 'a.parquet': new Uint8Array(file) })
    expect(cells[0]?.cost).toBe(123_456_789_012_345_678_000n)
  })

  test('only what is asked for is read: other columns may hold anything', async () => {
    const rows = ROWS.map((row) => ({ ...row, pricing_public_on_demand_cost: 'no number', bill_invoice_id: null }))
    expect(costsOf(await readAll({ 'a.csv': csv(rows) }, { dimensions: ['charge'] }), ['charge'])).toEqual({ usage: 3.3, credit: -0.5 })
  })
})

describe('tags', () => {
  const own = [cur({ 'resourceTags/user:CostCenter': 'a' }), cur({ 'resourceTags/user:CostCenter': 'b' }), cur()]
  const map = [
    cur({ resource_tags: { user_cost_center: 'a', name: 'x' } }),
    cur({ resource_tags: { user_cost_center: 'b' } }),
    cur({ resource_tags: {} }),
  ]
  const tags = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 5 },
      { name: 'line_item_line_item_type', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'line_item_product_code', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'line_item_usage_start_date', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' },
      { name: 'line_item_unblended_cost', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
      { name: 'resource_tags', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'MAP' },
      { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
      { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      { name: 'value', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    ],
    columnData: [
      { name: 'line_item_line_item_type', data: ['Usage', 'Usage', 'Usage'] },
      { name: 'line_item_product_code', data: ['A', 'A', 'A'] },
      { name: 'line_item_usage_start_date', data: [new Date(0), new Date(0), new Date(0)] },
      { name: 'line_item_unblended_cost', data: [1, 1, 1] },
      { name: 'resource_tags', data: [{ user_cost_center: 'a' }, { user_cost_center: 'b', other: 'production' }, null] },
    ],
  })
  test.each([
    { name: 'a column for each', file: csv(own) },
    { name: 'one column of JSON', file: csv(map) },
    { name: 'a map of Parquet', file: new Uint8Array(tags) },
  ])('$name: a tag is found however it is written', async ({ file }) => {
    for (const key of ['user:CostCenter', 'cost_center', 'CostCenter'])
      expect(costsOf(await readAll({ 'a.csv': file }, { dimensions: [`tag:${key}`] }), [`tag:${key}`])).toEqual({ a: 1, b: 1, '': 1 })
  })

  test('a word is the value of any tag, or the name of an account', async () => {
    const accepts = (word: string) => (value: string) => value === word
    const count = async (file: Uint8Array | string, word: string): Promise<number> => {
      const { files } = await readAll({ 'a.csv': file }, { filters: [{ dimension: 'words', accepts: accepts(word) }] })
      return files[0]?.counted ?? -1
    }
    expect(
      await Promise.all([count(new Uint8Array(tags), 'production'), count(csv(own), 'b'), count(csv(map), 'x'), count(csv(own), 'main')]),
    ).toEqual([1, 1, 1, 3])
  })
})

describe('amortized costs', () => {
  const rows = [
    cur({ line_item_line_item_type: 'SavingsPlanCoveredUsage', line_item_unblended_cost: 10, savings_plan_savings_plan_effective_cost: 7 }),
    cur({ line_item_line_item_type: 'SavingsPlanNegation', line_item_unblended_cost: -10 }),
    cur({
      line_item_line_item_type: 'SavingsPlanRecurringFee',
      line_item_unblended_cost: 8,
      savings_plan_total_commitment_to_date: 8,
      savings_plan_used_commitment: 7,
    }),
    cur({ line_item_line_item_type: 'DiscountedUsage', line_item_unblended_cost: 0, reservation_effective_cost: 2 }),
    cur({
      line_item_line_item_type: 'RIFee',
      line_item_unblended_cost: 3,
      reservation_unused_amortized_upfront_fee_for_billing_period: 0.25,
      reservation_unused_recurring_fee: 0.5,
    }),
    cur({
      line_item_line_item_type: 'Fee',
      line_item_unblended_cost: 100,
      reservation_reservation_a_r_n: 'arn:aws:ec2:us-east-1:111122223333:reserved-instances/1',
    }),
    cur({ line_item_line_item_type: 'Fee', line_item_unblended_cost: 5 }),
    cur({ line_item_unblended_cost: 1 }),
  ]
  test.each([
    { measure: 'unblended' as const, costs: { usage: 1, commitment: 11, fee: 105 } },
    { measure: 'amortized' as const, costs: { usage: 10, commitment: 1.75, fee: 5 } },
  ])('$measure', async ({ measure, costs }) => {
    for (const file of [csv(rows), parquet(rows)])
      expect(costsOf(await readAll({ a: file }, { dimensions: ['charge'], measure }), ['charge'])).toEqual(costs)
  })

  test('a column that the lines need and the file does not have is named', async () => {
    const file = csv([cur({ line_item_line_item_type: 'SavingsPlanCoveredUsage' })])
    await expect(readAll({ 'a.csv': file }, { measure: 'amortized' })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('savings_plan_savings_plan_effective_cost'),
    })
  })
})
