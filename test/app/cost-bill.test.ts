import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packFolder } from '#adapters/packs.js'
import { catalogContext, loadOperation, type Result } from '#app/index.js'
import type { CostAnswer, CostExplorer, CostQuestion, FileStore } from '#core/index.js'
import { billFiles } from '../read/bill/bills.js'
import { type BillRow, csv, cur, gzip, parquet } from '../support/bills.js'
import { REPOSITORY } from '../support/run.js'
import { PAGE } from './context.js'

async function bill(input: object, files: FileStore = billFiles({}), costExplorer?: CostExplorer): Promise<Result<object>> {
  const operation = await loadOperation('cost bill')
  if (operation === undefined) throw new Error('there is no such operation')
  const packs = packFolder(join(REPOSITORY, 'catalog'))
  const ports = { files, progress: { step: () => undefined }, packs: () => packs }
  const result = await operation.run(
    input,
    catalogContext({ ...ports, ...(costExplorer === undefined ? {} : { costExplorer: () => costExplorer }) }),
  )
  operation.output.parse(JSON.parse(JSON.stringify(result.output)))
  expect(
    result
      .human(PAGE)
      .split('\n')
      .filter((line) => line.length > PAGE.width),
  ).toEqual([])
  return result
}

const day = (date: string, more: BillRow = {}): BillRow => cur({ line_item_usage_start_date: new Date(`${date}T03:00:00Z`), ...more })

const ROWS = [
  day('2026-01-01', { line_item_unblended_cost: 100, resource_tags_user_env: 'production' }),
  day('2026-01-20', { line_item_unblended_cost: 0.1, resource_tags_user_env: 'production' }),
  day('2026-01-31', { line_item_unblended_cost: 0.2, resource_tags_user_env: 'dev' }),
  day('2026-01-31', {
    line_item_product_code: 'AmazonEC2',
    line_item_usage_type: 'NatGateway-Bytes',
    line_item_unblended_cost: 7,
    resource_tags_user_env: 'Production',
    pricing_unit: 'GB',
  }),
  day('2026-01-31', { line_item_line_item_type: 'Tax', line_item_unblended_cost: 1.5, resource_tags_user_env: 'production' }),
  day('2026-01-31', { line_item_line_item_type: 'Credit', line_item_unblended_cost: -0.25, resource_tags_user_env: 'production' }),
  day('2026-01-31', { line_item_currency_code: 'EUR', line_item_unblended_cost: 9, resource_tags_user_env: 'production' }),
]
const FILES = billFiles({ 'cur.parquet': parquet(ROWS) })

describe('what AWS billed', () => {
  test('as the seed asks: 30 days by service, of what is called production', async () => {
    const { output, exit } = await bill({ files: ['cur.parquet'], timePeriod: '30d', groupBy: ['SERVICE'], filter: ['production'] }, FILES)
    expect(exit).toBe(0)
    expect(output).toMatchObject({
      from: '2026-01-02',
      to: '2026-01-31',
      days: 30,
      groupBy: ['service'],
      bills: [
        { currency: 'EUR', total: '9', grouped: '9', groups: [{ keys: ['AmazonS3'], cost: '9' }], apart: [] },
        {
          currency: 'USD',
          total: '8.35',
          grouped: '7.1',
          groups: [
            { keys: ['AmazonEC2'], cost: '7', lines: 1, quantity: '10', unit: 'GB' },
            { keys: ['AmazonS3'], cost: '0.1', lines: 1 },
          ],
          apart: [
            { charge: 'tax', cost: '1.5' },
            { charge: 'credit', cost: '-0.25' },
          ],
        },
      ],
      hidden: [{ id: 'nat-processing', cost: '7' }],
    })
  })

  test('the human table says the same', async () => {
    const said = await bill({ files: ['cur.parquet'], filter: ['tag:env=prod*', 'service!=AmazonEC2'], groupBy: ['day,tag:env'] }, FILES)
    expect(said.human(PAGE)).toMatchInlineSnapshot(`
      "day         tag:env     Quantity      Cost   Share
      2026-01-31  production  10 GB-Mo  9.00 EUR  100.0%

      9.00 EUR, unblended costs, 2026-01-01 to 2026-01-31 (31 days)

      day         tag:env     Quantity     Cost  Share
      2026-01-01  production  10 GB-Mo  $100.00  99.9%
      2026-01-20  production  10 GB-Mo    $0.10   0.1%

      Apart                 Cost
      sum of the groups  $100.10
      tax                  $1.50
      credit              -$0.25

      $101.35, unblended costs, 2026-01-01 to 2026-01-31 (31 days)
      "
    `)
  })

  test.each([
    { timePeriod: '2026-01', from: '2026-01-01', to: '2026-01-31', days: 31 },
    { timePeriod: '2026-01-20', from: '2026-01-20', to: '2026-01-20', days: 1 },
    { timePeriod: '2026-01-15..2026-02-15', from: '2026-01-15', to: '2026-01-31', days: 17 },
    { timePeriod: '2w', from: '2026-01-18', to: '2026-01-31', days: 14 },
    { timePeriod: '1mo', from: '2026-01-01', to: '2026-01-31', days: 31 },
    { timePeriod: '2d', asOf: '2026-01-20', from: '2026-01-19', to: '2026-01-20', days: 2 },
    { timePeriod: '2025-01', from: undefined, to: undefined, days: 0 },
  ])('the time $timePeriod', async ({ from, to, days, ...input }) => {
    const { output } = await bill({ files: ['cur.parquet'], ...input }, FILES)
    expect(output).toMatchObject({ ...(from === undefined ? {} : { from, to }), days })
  })

  test('the same bytes twice', async () => {
    const input = { files: ['cur.parquet'], groupBy: ['service', 'region', 'account', 'usage-type', 'operation', 'month', 'charge'] }
    expect(JSON.stringify((await bill(input, FILES)).output)).toBe(JSON.stringify((await bill(input, FILES)).output))
  })

  test('an estimate beside the bill', async () => {
    const template = JSON.stringify({
      Resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-1', ConnectivityType: 'private' } } },
    })
    const nat = day('2026-01-01', {
      line_item_product_code: 'AmazonEC2',
      line_item_usage_type: 'NatGateway-Hours',
      line_item_operation: 'NatGateway',
      line_item_unblended_cost: 2.16,
      line_item_usage_amount: 48,
      pricing_unit: 'Hrs',
    })
    const files = billFiles({ 'cur.csv.gz': gzip(csv([nat, day('2026-01-01')])), 'template.json': template })
    const said = await bill({ files: ['cur.csv.gz'], estimate: 'template.json', region: 'us-east-1' }, files)
    // Two gateways for a day are twice what the estimate has: 2 x 0.045 x 730.
    const { output } = said
    expect(output).toMatchObject({
      comparison: { estimated: '32.85', actual: '65.7' },
    })
    expect(output).toHaveProperty(
      'comparison.lines',
      expect.arrayContaining([
        expect.objectContaining({
          is: 'both',
          prices: ['vpc.nat_hour'],
          resources: ['Nat'],
          ratio: 2,
          estimatedQuantity: '730',
          actualQuantity: '1460',
        }),
        expect.objectContaining({ is: 'only-billed', service: 'AmazonS3', actual: '30.416666666667' }),
        expect.objectContaining({ is: 'only-estimated', prices: ['vpc.nat_data'] }),
      ]),
    )
    expect(said.human(PAGE)).toContain('not estimated')
  })
})

describe('what cannot be asked', () => {
  test.each([
    { input: {}, message: 'there is no bill' },
    { input: { files: ['cur.parquet'], groupBy: ['servise'] }, message: 'did you mean "service"?' },
    { input: { files: ['cur.parquet'], groupBy: ['service,SERVICE'] }, message: 'given twice' },
    { input: { files: ['cur.parquet'], groupBy: ['tag:team'] }, message: 'no file has a column for "tag:team"; there are the tags env' },
    { input: { files: ['cur.parquet'], filter: ['colour=red'] }, message: '"colour" is not one of' },
    { input: { files: ['cur.parquet'], timePeriod: '2026-02-30' }, message: 'is no time' },
    { input: { files: ['cur.parquet'], timePeriod: '0d' }, message: 'is no time' },
    { input: { files: ['cur.parquet'], live: true }, message: '--live reads no files' },
    { input: { live: true }, message: 'no account can be asked from here' },
    { input: { live: true, estimate: 'x' }, message: 'no meters' },
  ])('$message', async ({ input, message }) => {
    await expect(bill(input, FILES)).rejects.toThrow(message)
  })
})

describe('live', () => {
  function explorer(asked: CostQuestion[]): CostExplorer {
    const answer = (groups: readonly string[], cost: string): CostAnswer => ({
      from: '2026-01-01',
      groups,
      cost,
      currency: 'USD',
      quantity: '3',
      estimated: false,
    })
    return {
      today: () => '2026-02-01',
      ask: async (question) => {
        asked.push(question)
        return question.groupBy.includes('USAGE_TYPE')
          ? [answer(['EC2 - Other', 'EUC1-NatGateway-Hours'], '4.5')]
          : [answer(['EC2 - Other', 'Usage'], '4.5'), answer(['Amazon S3', 'Usage'], '1'), answer(['Tax', 'Tax'], '0.5')]
      },
    }
  }

  test('two questions: what is grouped by, and usage types for hidden costs', async () => {
    const asked: CostQuestion[] = []
    const { output } = await bill({ live: true, filter: ['tag:env=production'] }, undefined, explorer(asked))
    expect(asked.map(({ from, to, groupBy, granularity }) => [from, to, granularity, ...groupBy])).toEqual([
      ['2026-01-02', '2026-02-01', 'MONTHLY', 'SERVICE', 'RECORD_TYPE'],
      ['2026-01-02', '2026-02-01', 'MONTHLY', 'SERVICE', 'USAGE_TYPE'],
    ])
    expect(asked[0]?.filters).toEqual([{ key: 'tag:env', values: ['production'], not: false }])
    expect(output).toMatchObject({
      days: 30,
      bills: [
        {
          total: '6',
          grouped: '5.5',
          groups: [
            { keys: ['EC2 - Other'], cost: '4.5' },
            { keys: ['Amazon S3'], cost: '1' },
          ],
          apart: [{ charge: 'tax', cost: '0.5' }],
        },
      ],
      hidden: [{ id: 'nat-hours', cost: '4.5' }],
    })
  })

  test.each([
    { input: { groupBy: ['service,region'] }, message: '--live groups by one of service, region' },
    { input: { groupBy: ['resource'] }, message: 'cannot tell costs apart by "resource"' },
    { input: { filter: ['production'] }, message: '--live takes filters of whole values, and "production" is none' },
    { input: { filter: ['service=Amazon*'] }, message: 'whole values' },
  ])('$message', async ({ input, message }) => {
    await expect(bill({ live: true, ...input }, undefined, explorer([]))).rejects.toThrow(message)
  })
})
