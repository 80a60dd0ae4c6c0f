import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalogContext, loadOperation } from '#app/index.js'
import type { StanchionError } from '#core/index.js'
import { nodeFiles } from '../../src/adapters/files.js'
import { packFolder } from '../../src/adapters/packs.js'
import { priceListFiles } from '../../src/adapters/price-list.js'
import {
  answer,
  breakAfter,
  type ListServer,
  listFiles,
  NAT_BYTES,
  NAT_HOUR,
  offerCsv,
  type Row,
  serveList,
} from '../support/price-list.js'
import { REPOSITORY } from '../support/run.js'
import { failure } from './failure.js'

const packs = packFolder(join(REPOSITORY, 'catalog'))
const LAMBDA: Row = {
  SKU: 'LAMBDAREQUEST001',
  Unit: 'Requests',
  PricePerUnit: '0.0000002000',
  'Product Family': 'Serverless',
  usageType: 'EU-Request',
}
const VERSION_1 = '20260427160258'

function lists(nat: readonly Row[] = [NAT_HOUR, NAT_BYTES], version = VERSION_1): Map<string, string> {
  const frankfurt = [{ ...NAT_HOUR, usageType: 'EUC1-NatGateway-Hours', 'Region Code': 'eu-central-1', PricePerUnit: '0.0520000000' }]
  return listFiles(
    {
      AmazonEC2: { 'eu-west-1': offerCsv('AmazonEC2', nat), 'eu-central-1': offerCsv('AmazonEC2', frankfurt) },
      AWSLambda: { 'eu-west-1': offerCsv('AWSLambda', [LAMBDA]) },
    },
    version,
  )
}

interface Synced {
  readonly folder: string
  readonly published: string
  readonly files: { readonly read: number; readonly reused: number }
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly moved: readonly object[]
  readonly refused: readonly { readonly key: string; readonly region: string; readonly why: string }[]
  readonly absent: readonly string[]
}

let server: ListServer
let folder: string
let book: string
beforeEach(async () => {
  server = await serveList(lists())
  folder = mkdtempSync(join(tmpdir(), 'stanchion-sync-'))
  book = join(folder, 'book')
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function operate<Output>(name: string, input: object): Promise<Output> {
  const context = catalogContext({
    files: nodeFiles(),
    progress: { step: () => undefined },
    packs: () => packs,
    dataFolder: () => join(folder, 'data'),
    priceList: (from) => priceListFiles(from ?? server.address, { http: { attempts: 2, idleMs: 2_000, wait: () => Promise.resolve() } }),
  })
  const operation = await loadOperation(name)
  const { output } = (await operation?.run(input, context)) ?? {}
  operation?.output.parse(JSON.parse(JSON.stringify(output)))
  return output as Output
}

const sync = (input: object = {}): Promise<Synced> =>
  operate('prices sync', { services: ['vpc', 'lambda'], regions: ['eu-west-1'], to: book, ...input })

async function priceOf(key: string, prices: string | undefined, region = 'eu-west-1'): Promise<object | undefined> {
  const { keys } = await operate<{ keys: readonly { regions: readonly { tiers: readonly object[] }[] }[] }>('prices show', {
    key,
    region,
    prices,
  })
  return keys[0]?.regions[0]?.tiers[0]
}

/** Everything in the folder of the book, byte for byte. */
function bytes(): Record<string, string> {
  const names = existsSync(book) ? readdirSync(book).filter((name) => name !== 'parts') : []
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(book, name), 'base64')]))
}

const EC2 = `/offers/v1.0/aws/AmazonEC2/${VERSION_1}/eu-west-1/index.csv`

test('what the list says is in front of the built-in book where it is named, and nowhere else', async () => {
  server.files.set(EC2, offerCsv('AmazonEC2', [{ ...NAT_HOUR, PricePerUnit: '0.0500000000' }, NAT_BYTES]))
  const synced = await sync()
  expect(synced).toMatchObject({
    folder: book,
    published: '2026-04-27',
    files: { read: 2, reused: 0 },
    rows: 3,
    added: 0,
    changed: 1,
    moved: [],
    refused: [],
  })
  expect(synced.absent).toContain('AmazonVPC')
  expect(await priceOf('vpc.nat_hour', book)).toEqual({
    price: '0.05',
    from: '0',
    how: 'listed',
    source: `${server.address}${EC2}`,
    asOf: '2026-04-27',
    sku: 'NATHOUR000000001',
  })
  expect(await priceOf('vpc.nat_hour', undefined)).toMatchObject({ price: '0.048' })
  expect(await priceOf('vpc.tgw_data', book)).toMatchObject({ price: '0.02' })
  const { parts } = await operate<{ parts: readonly { service: string; from: string }[] }>('prices status', { prices: book })
  expect(parts.filter(({ from }) => from === 'synced')).toMatchObject([
    { service: 'lambda', rows: 1, oldest: '2026-04-27' },
    { service: 'vpc', rows: 2 },
  ])
})

test('cost prices with them when they are named', async () => {
  server.files.set(EC2, offerCsv('AmazonEC2', [{ ...NAT_HOUR, PricePerUnit: '0.0500000000' }]))
  await sync()
  const template = join(folder, 'nat.yaml')
  writeFileSync(
    template,
    'Resources:\n  Nat:\n    Type: AWS::EC2::NatGateway\n    Properties: { SubnetId: subnet-1, ConnectivityType: private }\n',
  )
  const monthly = async (prices: string | undefined): Promise<string> =>
    (await operate<{ monthly: string }>('cost', { paths: [template], region: 'eu-west-1', prices })).monthly
  // 730 hours
  expect([await monthly(undefined), await monthly(book)]).toEqual(['35.04', '36.5'])
})

test('the same list gives the same bytes', async () => {
  await sync()
  const first = bytes()
  rmSync(book, { recursive: true })
  await sync()
  expect(bytes()).toEqual(first)
})

test('what was read whole is not read again; a new version is', async () => {
  await sync()
  expect((await sync()).files).toEqual({ read: 0, reused: 2 })
  server.files.clear()
  for (const [path, text] of lists([{ ...NAT_HOUR, PricePerUnit: '0.0900000000' }], '20260501000000')) server.files.set(path, text)
  const again = await sync({ services: ['vpc'] })
  expect(again).toMatchObject({
    files: { read: 1 },
    moved: [{ key: 'vpc.nat_hour', region: 'eu-west-1', from: '0', before: '0.048', after: '0.09' }],
  })
  // Lambda was not asked for and stays.
  expect(await priceOf('lambda.requests', book)).toMatchObject({ sku: 'LAMBDAREQUEST001' })
})

test('more regions are added to what is there', async () => {
  await sync()
  const more = await sync({ services: ['vpc'], regions: ['eu-central-1'] })
  expect(more).toMatchObject({ files: { read: 1, reused: 0 }, rows: 4 })
  expect(await priceOf('vpc.nat_hour', book, 'eu-central-1')).toMatchObject({ price: '0.052' })
})

test('without --to the folder of the user is used, which "synced" names', async () => {
  const { folder: own } = await sync({ to: undefined })
  expect(own).toBe(join(folder, 'data', 'prices'))
  expect(await priceOf('vpc.nat_hour', 'synced')).toMatchObject({ sku: 'NATHOUR000000001' })
})

describe('a price that the list does not give exactly once', () => {
  const twice = [NAT_HOUR, { ...NAT_HOUR, SKU: 'OTHER00000000001', PricePerUnit: '9' }, NAT_BYTES]
  const WHY = 'two SKUs fit: NATHOUR000000001 at 0.048 and OTHER00000000001 at 9'

  test('is refused and stays as the built-in book has it', async () => {
    server.files.set(EC2, offerCsv('AmazonEC2', twice))
    const { refused, rows } = await sync()
    expect(refused).toEqual([{ key: 'vpc.nat_hour', region: 'eu-west-1', why: WHY }])
    expect(rows).toBe(2)
    expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ price: '0.048', source: expect.stringContaining('github.com') })
  })

  test('keeps the row that was synced before, with its own source', async () => {
    await sync()
    server.files.clear()
    for (const [path, text] of lists(twice, '20260501000000')) server.files.set(path, text)
    const { refused } = await sync()
    expect(refused).toMatchObject([{ why: WHY }])
    expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ sku: 'NATHOUR000000001', source: expect.stringContaining(VERSION_1) })
    expect(await priceOf('vpc.nat_data', book)).toMatchObject({ source: expect.stringContaining('20260501000000') })
  })

  test('keeps it too when a column of its rule is gone', async () => {
    const box = {
      ...NAT_HOUR,
      SKU: 'BOX0000000000001',
      'Product Family': 'Compute Instance',
      'Instance Type': 'm5.large',
      usageType: 'EU-BoxUsage:m5.large',
      operation: 'RunInstances',
      'Operating System': 'Linux',
      Tenancy: 'Shared',
      CapacityStatus: 'Used',
      'Pre Installed S/W': 'NA',
      'License Model': 'No License required',
      MarketOption: 'OnDemand',
    }
    server.files.set(EC2, offerCsv('AmazonEC2', [box]))
    expect(await sync({ services: ['ec2'] })).toMatchObject({ rows: 1, refused: [] })
    const newer = '/offers/v1.0/aws/AmazonEC2/20260501000000/eu-west-1/index.csv'
    server.files.clear()
    for (const [path, text] of lists([], '20260501000000')) server.files.set(path, text)
    server.files.set(newer, offerCsv('AmazonEC2', [NAT_HOUR, box]).replace('"Tenancy"', '"Sharing"'))
    const { refused } = await sync({ services: ['ec2'] })
    expect(refused).toEqual([{ key: 'ec2.{Instance Type}', region: '*', why: 'the list has no column "Tenancy"' }])
    expect(await priceOf('ec2.m5.large', book)).toMatchObject({ sku: 'BOX0000000000001', source: expect.stringContaining(VERSION_1) })
    expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ source: expect.stringContaining('20260501000000') })
  })
})

describe('a download that fails leaves the old book as it was', () => {
  const newer = '/offers/v1.0/aws/AmazonEC2/20260501000000/eu-west-1/index.csv'
  let before: Record<string, string>
  beforeEach(async () => {
    await sync()
    before = bytes()
    server.files.clear()
    for (const [path, text] of lists([{ ...NAT_HOUR, PricePerUnit: '0.0500000000' }], '20260501000000')) server.files.set(path, text)
  })

  test.each([
    {
      name: 'a truncated body',
      answers: Array.from({ length: 9 }, () => breakAfter(100, {})),
      code: 'aws.unreachable',
      says: 'broke off after 100 bytes',
    },
    { name: 'errors of the server', answers: Array.from({ length: 9 }, () => answer(500)), code: 'aws.unreachable', says: 'answered 500' },
    { name: 'a file that is gone', answers: [answer(404)], code: 'aws.unexpected-answer', says: 'answered 404' },
    {
      name: 'a redirect to another host',
      answers: [answer(302, { location: 'http://127.0.0.1:1/x' })],
      code: 'aws.unexpected-answer',
      says: 'redirected to another server',
    },
  ])('$name', async ({ answers, code, says }) => {
    server.instead.set(newer, [...answers])
    const error: StanchionError = await failure(sync())
    expect(error.code).toBe(code)
    expect(error.message).toContain('of 2 files of the price list could not be read; the prices are as they were')
    expect(error.message).toContain(says)
    expect(bytes()).toEqual(before)
    // The next run goes on: what came through is not asked for again.
    server.instead.clear()
    server.asked.length = 0
    const { files } = await sync()
    expect(files.read).toBeLessThanOrEqual(2)
    expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ price: '0.05' })
  })

  test.each([
    {
      name: 'a changed header',
      text: offerCsv('AmazonEC2', [NAT_HOUR]).replace('"PricePerUnit"', '"Price"'),
      says: 'has no column "PricePerUnit"',
    },
    { name: 'a cut row', text: offerCsv('AmazonEC2', [NAT_HOUR]).slice(0, -40), says: 'ends in the middle of a row' },
    { name: 'a huge line', text: `${offerCsv('AmazonEC2', [NAT_HOUR])}"${'x'.repeat(2_000_000)}`, says: 'is longer than 1 MB' },
    { name: 'another offer', text: offerCsv('AmazonS3', [NAT_HOUR]), says: 'this is the price list of "AmazonS3"' },
  ])('$name', async ({ text, says }) => {
    server.files.set(newer, text)
    expect(await failure(sync())).toMatchObject({ code: 'input.invalid', message: expect.stringContaining(says) })
    expect(bytes()).toEqual(before)
  })

  test('errors that pass are waited out', async () => {
    server.instead.set(newer, [answer(500), breakAfter(80)])
    expect((await sync()).files.read).toBe(2)
    expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ price: '0.05' })
  })
})

test('a first run that breaks off is gone on with', async () => {
  server.instead.set(
    EC2,
    Array.from({ length: 9 }, () => answer(500)),
  )
  expect(await failure(sync({ services: ['lambda', 'vpc'] }))).toMatchObject({ code: 'aws.unreachable' })
  expect(bytes()).toEqual({})
  server.instead.clear()
  expect((await sync()).rows).toBe(3)
})

describe('refused before anything is written', () => {
  test.each([
    {
      name: 'a service that is not there',
      input: { services: ['vcp'] },
      code: 'usage.bad-argument',
      says: '"vcp" can be synced (did you mean "vpc"?)',
    },
    { name: 'a region that is not there', input: { regions: ['eu-wets-1'] }, code: 'usage.bad-argument', says: 'did you mean "eu-west-1"' },
    { name: 'plain http', input: { from: 'http://example.com' }, code: 'usage.bad-argument', says: 'only https' },
    { name: 'a folder without a list', input: { from: tmpdir() }, code: 'input.unreadable', says: 'ENOENT' },
    { name: 'nothing for sale', input: { services: ['waf'] }, code: 'input.invalid', says: 'holds none of the prices' },
  ])('$name', async ({ input, code, says }) => {
    expect(await failure(sync(input))).toMatchObject({ code, message: expect.stringContaining(says) })
    expect(existsSync(book)).toBe(false)
  })

  test('a folder of something else', async () => {
    mkdirSync(book)
    writeFileSync(join(book, 'mine.txt'), 'mine')
    expect(await failure(sync())).toMatchObject({ code: 'refused.output-not-ours', message: expect.stringContaining('mine.txt') })
    expect(readdirSync(book)).toEqual(['mine.txt'])
  })

  test('what an earlier run left and someone damaged', async () => {
    await sync()
    writeFileSync(join(book, 'parts', 'AmazonEC2.eu-west-1.json'), '{')
    expect(await failure(sync())).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('is not what a sync wrote') })
  })
})

test('a copy of the list in a folder is read like the server', async () => {
  for (const [path, text] of server.files) {
    mkdirSync(dirname(join(folder, 'list', path)), { recursive: true })
    writeFileSync(join(folder, 'list', path), text)
  }
  expect(await sync({ from: join(folder, 'list') })).toMatchObject({ rows: 3 })
  expect(await priceOf('vpc.nat_hour', book)).toMatchObject({ source: `copy of https://pricing.us-east-1.amazonaws.com${EC2}` })
  expect(server.asked).toEqual([])
})
