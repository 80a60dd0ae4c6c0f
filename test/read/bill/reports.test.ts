import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BillRow, csv, cur, focus, gzip, parquet } from '../../support/bills.js'
import { costsOf, readAll } from './bills.js'

const line = (id: string, more: BillRow = {}): BillRow => cur({ identity_line_item_id: id, ...more })

describe('several files', () => {
  test('months add up', async () => {
    const february = line('a', { line_item_usage_start_date: new Date('2026-02-01T00:00:00Z') })
    const read = await readAll({ 'january.csv': csv([line('a')]), 'february.parquet': parquet([february]) }, { dimensions: ['month'] })
    expect(costsOf(read, ['month'])).toEqual({ '2026-01': 1, '2026-02': 1 })
    expect(read.files.map(({ duplicates }) => duplicates)).toEqual([0, 0])
  })

  test('lines that another report has too count once, by their identity and day', async () => {
    const files = {
      'one/report.csv': csv([line('a'), line('b'), line('b')]),
      'two/again.parquet': parquet([line('b'), line('c'), line('a', { line_item_usage_start_date: new Date('2026-01-02T00:00:00Z') })]),
    }
    const read = await readAll(files)
    expect(read.files).toMatchObject([
      { lines: 3, counted: 3, duplicates: 0 },
      { lines: 3, counted: 2, duplicates: 1 },
    ])
    expect(costsOf(read)).toEqual({ AmazonS3: 5 })
  })

  test('parts of one report are not compared with each other', async () => {
    const read = await readAll({
      'a/report-00001.csv.gz': gzip(csv([line('a')])),
      'a/report-00002.csv.gz': gzip(csv([line('a'), line('b')])),
    })
    expect(costsOf(read)).toEqual({ AmazonS3: 3 })
  })

  test('the same bytes count once, whatever the format', async () => {
    const file = csv([focus()])
    const read = await readAll({ 'a.csv': file, 'b.csv': file })
    expect(read.notes).toEqual(['"b.csv" is the same file as "a.csv" and counts once'])
    expect(costsOf(read)).toEqual({ AmazonS3: 1 })
  })

  test('a report that is split and given twice adds up to the report', async () => {
    const lines = fc.uniqueArray(fc.record({ id: fc.uuid(), cents: fc.integer({ min: -1000, max: 100_000 }) }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(lines, fc.nat(30), async (all, at) => {
        const rows = all.map(({ id, cents }) => line(id, { line_item_unblended_cost: cents / 100 }))
        const whole = await readAll({ 'w/whole.csv': csv(rows) })
        const again = await readAll({
          'w/whole.csv': csv(rows),
          'x/some.csv': csv(rows.slice(0, at), Object.keys(cur())),
          'y/rest.parquet': parquet(rows.slice(Math.min(at, rows.length - 1))),
        })
        expect(again.cells.map(({ cost }) => cost)).toEqual(whole.cells.map(({ cost }) => cost))
      }),
      { numRuns: 25 },
    )
  })
})

describe('folders', () => {
  test('all data files below, whatever else is there', async () => {
    const read = await readAll(
      {
        'cur/data/BILLING_PERIOD=2026-01/a-00001.snappy.parquet': parquet([line('a')]),
        'cur/data/b.csv.gz': gzip(csv([line('b')])),
        'cur/readme.txt': 'x',
        'cur/.hidden.csv': 'x',
      },
      {},
      ['cur'],
    )
    expect(costsOf(read)).toEqual({ AmazonS3: 2 })
  })

  test('only what the current manifest names', async () => {
    const manifest = (assembly: string): string => JSON.stringify({ reportKeys: [`prefix/r/20260101-20260201/${assembly}/r-1.csv.gz`] })
    const read = await readAll(
      {
        'r/20260101-20260201/old/r-1.csv.gz': gzip(csv([line('a'), line('b')])),
        'r/20260101-20260201/old/r-Manifest.json': manifest('old'),
        'r/20260101-20260201/new/r-1.csv.gz': gzip(csv([line('c')])),
        'r/20260101-20260201/new/r-Manifest.json': manifest('new'),
        'r/20260101-20260201/r-Manifest.json': manifest('new'),
      },
      {},
      ['r'],
    )
    expect(costsOf(read)).toEqual({ AmazonS3: 1 })
    expect(read.notes).toEqual(['1 file below "r" that no current manifest names is left out'])
  })

  test('the manifest of a data export', async () => {
    const read = await readAll(
      {
        'e/metadata/BILLING_PERIOD=2026-01/e-Manifest.json': JSON.stringify({
          dataFiles: ['s3://bucket/p/e/data/BILLING_PERIOD=2026-01/e-00001.snappy.parquet'],
        }),
        'e/data/BILLING_PERIOD=2026-01/e-00001.snappy.parquet': parquet([line('a')]),
      },
      {},
      ['e'],
    )
    expect(costsOf(read)).toEqual({ AmazonS3: 1 })
    expect(read.notes).toEqual([])
  })

  test.each([
    {
      name: 'a part that is not there',
      files: { 'r/m-Manifest.json': JSON.stringify({ reportKeys: ['p/r-1.csv.gz'] }) },
      message: 'names the part "p/r-1.csv.gz"',
    },
    { name: 'a manifest that is broken', files: { 'r/m-Manifest.json': '{' }, message: 'is no JSON' },
    { name: 'no bill', files: { 'r/readme.md': 'x' }, message: 'has no bill in it' },
  ])('$name is refused', async ({ files, message }) => {
    await expect(readAll(files, {}, ['r'])).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining(message) })
  })
})
