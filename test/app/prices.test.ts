import { describe, expect, test } from 'vitest'
import { operate } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

interface Shown {
  readonly pricesAsOf: string
  readonly leftOut: number
  readonly keys: readonly {
    readonly key: string
    readonly unit: string
    readonly regions: readonly {
      readonly region: string
      readonly status: string
      readonly tiers: readonly {
        readonly price: string
        readonly how: string
        readonly source: string
        readonly asOf: string
        readonly note?: string
      }[]
    }[]
  }[]
}

const PAGE = { width: 100, style: { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same } }
function same(text: string): string {
  return text
}

async function show(input: object): Promise<Shown & { readonly text: string }> {
  const result = await operate('prices show', input, memoryFiles())
  return { ...(result.output as Shown), text: result.human(PAGE) }
}

describe('prices show', () => {
  test('a key in a region, with unit, source and date', async () => {
    const { keys, leftOut, text } = await show({ key: 'vpc.nat_hour', region: 'eu-west-1' })
    expect(leftOut).toBe(0)
    expect(keys).toMatchObject([
      {
        key: 'vpc.nat_hour',
        unit: 'hour',
        regions: [{ region: 'eu-west-1', status: 'priced', tiers: [{ price: '0.048', how: 'listed' }] }],
      },
    ])
    expect(keys[0]?.regions[0]?.tiers[0]?.source).toMatch(/^https:/)
    expect(text).toMatch(/vpc\.nat_hour {2}USD for one hour\n {2}eu-west-1 {2}0\.048 +\[1\]/)
  })

  test('a key alone is shown in every region', async () => {
    const { keys } = await show({ key: 'vpc.nat_hour' })
    expect(keys[0]?.regions).toHaveLength(33)
  })

  test('a service or the beginning of keys is all of them, in us-east-1', async () => {
    const { keys } = await show({ key: 'vpc.nat' })
    expect(keys.map(({ key, regions }) => `${key} ${regions.map(({ region }) => region).join()}`)).toEqual([
      'vpc.nat_data us-east-1',
      'vpc.nat_hour us-east-1',
    ])
    expect((await show({ key: 'sqs' })).keys.map(({ key }) => key)).toEqual(['sqs.requests_fifo', 'sqs.requests_standard'])
  })

  test('more keys than asked for are counted', async () => {
    const { keys, leftOut, text } = await show({ key: 'ec2', limit: 3 })
    expect(keys).toHaveLength(3)
    expect(leftOut).toBeGreaterThan(1000)
    expect(text).toContain(`${leftOut} more keys`)
  })

  test('computed and estimated prices and missing ones say what they are', async () => {
    const how = async (key: string, region: string): Promise<unknown> =>
      (await show({ key, region })).keys[0]?.regions.map(({ status, tiers }) => [status, ...tiers.map((tier) => tier.how)])
    expect(await how('rds.postgres.multi_az.db.t4g.small', 'us-east-1')).toEqual([['priced', 'computed']])
    expect(await how('ec2.m9g.xlarge', 'eu-north-1')).toEqual([['estimated', 'estimated']])
    expect(await how('waf.web_acl', 'ap-east-2')).toEqual([['no-price']])
    const { text } = await show({ key: 'ec2.m9g.xlarge', region: 'eu-north-1' })
    expect(text).toContain('estimated, [1]')
    expect(text).toContain('the median of 98 prices of ec2 in eu-north-1')
    expect((await show({ key: 'waf.web_acl', region: 'ap-east-2' })).text).toContain('no price')
  })

  test('prices without a region and of zones are found', async () => {
    expect((await show({ key: 'route53.hosted_zone' })).keys[0]?.regions.map(({ region }) => region)).toEqual(['global'])
    expect((await show({ key: 'cloudfront.data_to_origin', region: 'cloudfront:europe' })).keys[0]?.regions).toMatchObject([
      { status: 'priced' },
    ])
  })

  test.each([
    { input: { key: 'vpc.nat_huor' }, says: 'no key that begins with "vpc.nat_huor" (did you mean "vpc.nat_hour"?)' },
    { input: { key: 'vcp.nat_hour' }, says: 'no service "vcp" (did you mean "vpc"?)' },
    { input: { key: 'vpc.nat_hour', region: 'eu-wets-1' }, says: 'no region "eu-wets-1" (did you mean "eu-west-1"?)' },
    { input: { key: 'toString' }, says: 'no service "toString"' },
    { input: { key: 'vpc', limit: 0 }, says: '--limit: 0 cannot be used' },
    { input: {}, says: 'KEY is missing' },
  ])('refuses $input', async ({ input, says }) => {
    const error = await failure(operate('prices show', input, memoryFiles()))
    expect({ code: error.code, message: error.message }).toEqual({ code: 'usage.bad-argument', message: expect.stringContaining(says) })
  })
})

describe('prices status', () => {
  test('the age of each service', async () => {
    const result = await operate('prices status', { asOf: '2025-11-14' }, memoryFiles())
    const { parts } = result.output as { parts: readonly { service: string; from: string; newest: string; days: number }[] }
    expect(parts.length).toBeGreaterThan(70)
    expect(parts.find(({ service }) => service === 'vpc')).toMatchObject({ from: 'built-in', newest: '2025-11-04', days: 10 })
    expect(result.human(PAGE)).toMatch(/vpc +built in +\d+ rows +\S+ to 2025-11-04 +10 days/)
  })
})

describe('--prices', () => {
  const HASH = 'a'.repeat(64)
  test.each([
    { name: 'nothing', files: {}, code: 'usage.path-not-found', says: '"book" holds no synced prices' },
    { name: 'another file', files: { 'book/stanchion-prices.json': '[]' }, code: 'input.invalid', says: 'is not a list of synced prices' },
    {
      name: 'a file that was changed',
      files: {
        'book/stanchion-prices.json': JSON.stringify({ form: 1, published: '2026-04-27', services: { vpc: { sha256: HASH, rows: 1 } } }),
        'book/vpc.json.br': 'x',
      },
      code: 'input.invalid',
      says: 'was changed since it was synced',
    },
    {
      name: 'a way out of the folder',
      files: {
        'book/stanchion-prices.json': JSON.stringify({ form: 1, published: '2026-04-27', services: { '../x': { sha256: HASH, rows: 1 } } }),
      },
      code: 'input.invalid',
      says: 'is not a list of synced prices',
    },
  ])('a folder that holds $name is refused', async ({ files, code, says }) => {
    const error = await failure(operate('prices show', { key: 'vpc.nat_hour', prices: 'book' }, memoryFiles(files)))
    expect({ code: error.code, message: error.message }).toEqual({ code, message: expect.stringContaining(says) })
  })

  test('"synced" needs a folder of the user', async () => {
    const error = await failure(operate('prices status', { prices: 'synced' }, memoryFiles()))
    expect(error.message).toContain('there is no folder for the data of this user here')
  })
})
