import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PriceListOffer, PriceListRule } from '#catalog/index.js'
import { StanchionError } from '#core/index.js'
import { type OfferPrices, readOffer } from '#read/pricelist/index.js'
import { NAT_BYTES, NAT_HOUR, offerCsv, type Row } from '../../support/price-list.js'

const LETTERS = { 'us-east-1': ['USE1-'], 'eu-west-1': ['EU-'], 'eu-central-1': ['EUC1-'] }
const NAT: readonly PriceListRule[] = [
  { key: 'vpc.nat_hour', unit: 'hour', usage: 'NatGateway-Hours', family: ['NAT Gateway'], operation: ['NatGateway'] },
  { key: 'vpc.nat_data', unit: 'GB', usage: 'NatGateway-Bytes', family: ['NAT Gateway'] },
]

function offerOf(rules: readonly PriceListRule[]): PriceListOffer {
  return { offer: 'AmazonEC2', title: 'EC2', whole: false, rules, source: 'test', asOf: '2026-04-27', basis: 'document' }
}

async function* inChunks(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

function read(rows: readonly Row[], rules: readonly PriceListRule[] = NAT, region: string | undefined = 'eu-west-1'): Promise<OfferPrices> {
  return readOffer(inChunks(offerCsv('AmazonEC2', rows), 1000), offerOf(rules), { region, letters: LETTERS })
}

function shown({ rows, refused }: OfferPrices): unknown {
  return {
    rows: rows.map(({ key, region, price, from, unit, sku }) => `${key} ${region} ${price} a ${unit} from ${from}, ${sku}`),
    refused: refused.map(({ key, region, why }) => `${key} ${region}: ${why}`),
  }
}

const ONE = ['vpc.nat_hour eu-west-1 0.048 a hour from 0, NATHOUR000000001']

describe('one row is one price', () => {
  test('with its SKU and the day of the list', async () => {
    const prices = await read([NAT_HOUR, NAT_BYTES])
    expect(shown(prices)).toEqual({ rows: ['vpc.nat_data eu-west-1 0.048 a GB from 0, NATBYTES00000001', ...ONE], refused: [] })
    expect({ published: prices.published, read: prices.read, broken: prices.broken }).toEqual({
      published: '2026-04-27',
      read: 2,
      broken: 0,
    })
  })

  test.each([
    { name: 'reserved terms', row: { TermType: 'Reserved' } },
    { name: 'other currencies', row: { Currency: 'CNY' } },
    { name: 'local zones', row: { 'Location Type': 'AWS Local Zone' } },
    { name: 'other regions', row: { 'Region Code': 'eu-central-1', usageType: 'EUC1-NatGateway-Hours' } },
    { name: 'other operations', row: { operation: 'Other' } },
    { name: 'other families', row: { 'Product Family': 'Other' } },
    { name: 'usage types that only end the same', row: { usageType: 'EU-Prvd-NatGateway-Hours' } },
    { name: 'letters of another region', row: { usageType: 'EUC1-NatGateway-Hours' } },
    { name: 'the same row again', row: {} },
  ])('$name do not count', async ({ row }) => {
    const other = { ...NAT_HOUR, ...row, ...(Object.keys(row).length === 0 ? {} : { SKU: 'OTHER00000000001', PricePerUnit: '9' }) }
    expect(shown(await read([NAT_HOUR, other]))).toEqual({ rows: ONE, refused: [] })
  })

  test.each([
    { region: 'us-east-1', usageType: 'NatGateway-Hours' },
    { region: 'us-east-1', usageType: 'USE1-NatGateway-Hours' },
    { region: 'eu-west-1', usageType: 'eu-west-1-NatGateway-Hours' },
    { region: 'eu-north-9', usageType: 'EUN9-NatGateway-Hours' },
  ])('usage types of $region may be $usageType', async ({ region, usageType }) => {
    const { rows } = await read([{ ...NAT_HOUR, usageType, 'Region Code': region }], NAT, region)
    expect(rows).toHaveLength(1)
  })

  test('a column of transfer names the region where no other does', async () => {
    const columns = [
      ...new Set([...Object.keys(NAT_HOUR), 'TermType', 'StartingRange', 'EndingRange', 'Unit', 'Currency', 'From Region Code']),
    ]
    const text = offerCsv('AmazonEC2', [{ ...NAT_HOUR, 'From Region Code': 'eu-west-1' }], { columns })
    expect(shown(await readOffer(inChunks(text, 100), offerOf(NAT), { region: undefined, letters: LETTERS }))).toEqual({
      rows: ONE,
      refused: [],
    })
  })

  test('keys are made of columns', async () => {
    const rule = {
      key: 'ec2.{Instance Type}',
      unit: 'instance-hour',
      usage: 'BoxUsage:.*',
      where: { 'Operating System': ['Linux'], 'Market?': ['OnDemand'] },
    }
    const box = { ...NAT_HOUR, usageType: 'EU-BoxUsage:m5.large', 'Instance Type': 'm5.large', 'Operating System': 'Linux' }
    const windows = { ...box, SKU: 'WINDOWS000000001', 'Operating System': 'Windows' }
    expect(shown(await read([box, windows], [rule]))).toEqual({
      rows: ['ec2.m5.large eu-west-1 0.048 a instance-hour from 0, NATHOUR000000001'],
      refused: [],
    })
  })

  test('prices that hold everywhere need no region', async () => {
    const [rule] = NAT
    const global = { ...rule!, place: 'global' }
    const row = { ...NAT_HOUR, 'Region Code': '', 'Location Type': 'AWS Edge Location', usageType: 'NatGateway-Hours' }
    expect((await read([row], [global], undefined)).rows).toMatchObject([{ region: 'global' }])
  })

  test('units of the list become ours: 40.96 for a GiBps is 0.04 for a MiBps', async () => {
    const rule = {
      key: 'ebs.gp3_throughput_over_125',
      unit: 'MiBps-month',
      usage: 'EBS:VolumeP-Throughput\\.gp3',
      listUnits: ['GiBps-mo'],
      per: 1024,
    }
    const row = { ...NAT_HOUR, usageType: 'EU-EBS:VolumeP-Throughput.gp3', Unit: 'GiBps-mo', PricePerUnit: '40.9600000000' }
    expect((await read([row], [rule])).rows).toMatchObject([{ price: '0.04', unit: 'MiBps-month' }])
  })
})

describe('tiers', () => {
  const tier = (from: string, to: string, price: string, sku = 'TIERS00000000001'): Row => ({
    ...NAT_BYTES,
    SKU: sku,
    StartingRange: from,
    EndingRange: to,
    PricePerUnit: price,
  })

  test('in any order', async () => {
    const { rows } = await read([tier('1048576', 'Inf', '0.004'), tier('0', '1048576', '0.01')])
    expect(rows.map(({ from, price }) => `${price} from ${from}`)).toEqual(['0.01 from 0', '0.004 from 1048576'])
  })

  test('what AWS gives away is where the next tier begins', async () => {
    const { rows } = await read([tier('0', '25', '0.0000000000'), tier('25', 'Inf', '0.25')])
    expect(rows.map(({ from, price }) => `${price} from ${from}`)).toEqual(['0.25 from 25'])
  })

  test.each([
    {
      name: 'a gap',
      rows: [tier('0', '10', '0.1'), tier('20', 'Inf', '0.2')],
      why: 'the tier from 0 ends at 10, and the next begins at 20',
    },
    { name: 'no end', rows: [tier('0', '10', '0.1')], why: 'its last tier ends at 10' },
    { name: 'a border that is no number', rows: [tier('many', 'Inf', '0.1')], why: 'TIERS00000000001 has a tier from "many" to "Inf"' },
    { name: 'only zeros', rows: [tier('0', 'Inf', '0')], why: 'it costs 0, which says nothing' },
    {
      name: 'two SKUs',
      rows: [tier('0', 'Inf', '0.1'), tier('0', 'Inf', '0.1', 'OTHER00000000001')],
      why: 'two SKUs fit: TIERS00000000001 at 0.1 and OTHER00000000001 at 0.1',
    },
    {
      name: 'two prices of one SKU',
      rows: [tier('0', 'Inf', '0.1'), tier('0', 'Inf', '0.2')],
      why: 'the SKU TIERS00000000001 has two prices from 0: 0.1 and 0.2',
    },
    { name: 'a negative price', rows: [tier('0', 'Inf', '-1')], why: 'TIERS00000000001 costs "-1", which is no price' },
    {
      name: 'another unit',
      rows: [{ ...tier('0', 'Inf', '1'), Unit: 'Hrs' }],
      why: 'TIERS00000000001 is sold by "Hrs", and the book prices it by GB',
    },
    { name: 'an SKU that is none', rows: [tier('0', 'Inf', '1', 'a b')], why: 'row 7 has the SKU "a b"' },
    {
      name: 'too little',
      rows: [tier('0', 'Inf', '0.0000000000001')],
      why: 'TIERS00000000001 costs 0.0000000000001, which is too little to be written',
    },
  ])('refused, with the rest read: $name', async ({ rows, why }) => {
    expect(shown(await read([...rows, NAT_HOUR]))).toEqual({ rows: ONE, refused: [`vpc.nat_data eu-west-1: ${why}`] })
  })
})

describe('what is wrong with a file', () => {
  const csv = offerCsv('AmazonEC2', [NAT_HOUR, NAT_BYTES])
  const open = (text: string): Promise<OfferPrices> =>
    readOffer(inChunks(text, 997), offerOf(NAT), { region: 'eu-west-1', letters: LETTERS })

  test.each([
    {
      name: 'a changed header',
      text: csv.replace('"usageType"', '"useType"'),
      says: 'has no column "usageType" (did you mean "useType"?)',
    },
    {
      name: 'columns that went',
      text: csv.replace('"Unit"', '"x"').replace('"Region Code"', '"y"'),
      says: 'no column "Unit", "Region Code"',
    },
    {
      name: 'another offer',
      text: csv.replace('"AmazonEC2"', '"AmazonRDS"'),
      says: 'this is the price list of "AmazonRDS", not of AmazonEC2',
    },
    { name: 'another form', text: csv.replace('"v1.0"', '"v2.0"'), says: 'in the form "v2.0"' },
    { name: 'no day', text: csv.replace('2026-04-27T16:02:58Z', 'soon'), says: 'does not say when it was published ("soon")' },
    { name: 'a page of HTML', text: '<html>\n<body>maintenance</body>\n</html>\n', says: 'this is no price list of AmazonEC2' },
    { name: 'nothing', text: '', says: 'this is no price list of AmazonEC2' },
    { name: 'metadata alone', text: csv.slice(0, csv.indexOf('"SKU"')), says: 'this is no price list of AmazonEC2' },
    { name: 'cut in a row', text: csv.slice(0, -60), says: 'ends in the middle of a row' },
  ])('$name', async ({ text, says }) => {
    const error: unknown = await open(text).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StanchionError)
    expect(error).toMatchObject({ code: 'input.invalid', message: expect.stringContaining(says) })
  })

  test('a row of too few fields is counted, and the others are read', async () => {
    const lines = csv.trimEnd().split('\n')
    const prices = await open([...lines.slice(0, -1), '"a","b"', lines.at(-1), ''].join('\n'))
    expect({ rows: prices.rows.length, broken: prices.broken }).toEqual({ rows: 2, broken: 1 })
  })

  test('a rule whose column went is said, and the others are read', async () => {
    const rule = { ...NAT[1]!, where: { 'Deployment Option': ['Multi-AZ'] } }
    expect(shown(await read([NAT_HOUR], [NAT[0]!, rule]))).toEqual({
      rows: ONE,
      refused: ['vpc.nat_data *: the list has no column "Deployment Option"'],
    })
  })

  test.each(['us-(ast-1', '[', '\\\\', 'a{1', '(a+)+$'])('a region may hold anything: %s', async (region) => {
    const result = await open(csv.replaceAll('eu-west-1', region)).catch((error: unknown) => error)
    if (result instanceof Error) expect(result).toBeInstanceOf(StanchionError)
    else expect(result).toMatchObject({ broken: expect.any(Number) })
  })

  test('any cut and any flipped byte is read or refused, never more', async () => {
    const bytes = new TextEncoder().encode(csv)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const damaged = cut ? bytes.slice(0, at) : bytes.map((each, index) => (index === at ? byte : each))
        const result = await open(new TextDecoder('latin1').decode(damaged)).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(StanchionError)
      }),
      { numRuns: 300 },
    )
  })
})
