import { describe, expect, test } from 'vitest'
import { computeOptions } from '#design/options/compute.js'
import { frontOptions } from '#design/options/front.js'
import type { Judged } from '#design/options/limits.js'
import { networkOptions, zoneOptions } from '#design/options/network.js'
import { storeOptions } from '#design/options/store.js'
import type { Requirements } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { api } from './needs.js'

const catalog = testCatalog()
const ids = ({ options }: Judged<unknown>): readonly string[] => options.map(({ id }) => id)

/** `option: rule` of each option that was ruled out. */
function ruledOut({ certificates }: Judged<unknown>): readonly string[] {
  return certificates.map(({ option, rule }) => `${option}: ${rule}`)
}

const fronts = (requirements: Requirements): Judged<unknown> => frontOptions({ requirements, catalog })
const computes = (requirements: Requirements): Judged<unknown> => computeOptions({ requirements, catalog })
const stores = (requirements: Requirements): Judged<unknown> => storeOptions({ requirements, catalog })

describe('every certificate', () => {
  test('says layer, option, rule, value, limit and source, and belongs to an option that is not offered', async () => {
    const situations = [
      await api(),
      await api(['must: [no-lambda, use-waf, single-az]'], 'relations'),
      await api(['workload: { kind: worker, payload: { in: 2 MB } }']),
      await api(['workload: { kind: web, work: { max: 20 min, memory: 40 GB } }', 'traffic: { average: 1000/s, peak: 1M/s }'], 'relations'),
    ]
    for (const requirements of situations)
      for (const judge of [frontOptions, computeOptions, storeOptions, networkOptions, zoneOptions]) {
        const judged = judge({ requirements, catalog })
        const offered = new Set(judged.options.map(({ title }) => title))
        for (const certificate of judged.certificates) {
          expect(Object.values(certificate).every((text) => typeof text === 'string' && text !== '')).toBe(true)
          expect(offered.has(certificate.option)).toBe(false)
        }
        expect(new Set(ids(judged)).size).toBe(judged.options.length)
      }
  })
})

describe('front doors', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['an API', [], ['http-api', 'rest-api', 'cloudfront-alb']],
    [
      'an API with a certificate',
      [
        'domain: { name: api.example.com, certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012" }',
      ],
      ['http-api', 'rest-api', 'cloudfront-alb', 'alb'],
    ],
    [
      'an API whose users sign in: no load balancer, which would let anyone through',
      ['security: { authentication: cognito }'],
      ['http-api', 'rest-api'],
    ],
    ['an API with signed requests', ['security: { authentication: iam }'], ['http-api', 'rest-api']],
    ['an API with a web acl', ['must: [use-waf]'], ['rest-api-waf', 'cloudfront-alb-waf']],
    ['an API that the internet must not reach', ['must: [private-only]'], []],
    ['work of 30 s', ['workload: { kind: api, work: { max: 30 s } }'], ['http-api', 'cloudfront-alb']],
    ['work of 31 s', ['workload: { kind: api, work: { max: 31 s } }'], []],
    ['answers of 11 MB', ['workload: { kind: api, payload: { out: 11 MB } }'], ['cloudfront-alb']],
    ['messages', ['workload: { kind: worker }'], ['queue']],
    ['messages of 1 MB', ['workload: { kind: worker, payload: { in: 1 MB } }'], ['queue']],
    ['messages of 2 MB', ['workload: { kind: worker, payload: { in: 2 MB } }'], []],
  ])('%s', async (_name, lines, expected) => {
    expect(ids(fronts(await api(lines)))).toEqual(expected)
  })
})

describe('computes', () => {
  test('a function with the memory that is asked for, and containers with the least that holds it', async () => {
    const offered = ids(computes(await api(['workload: { kind: api, work: { memory: 900 MB } }'])))
    expect(offered).toEqual([
      'lambda-arm64-900',
      'lambda-x86_64-900',
      'fargate-arm64-0.25-2',
      'fargate-arm64-0.5-2',
      'fargate-arm64-1-2',
      'fargate-arm64-2-4',
      'fargate-arm64-4-8',
    ])
  })

  test('a function has no less memory than Lambda gives', async () => {
    expect(ids(computes(await api(['workload: { kind: api, work: { memory: 20 MB } }'])))[0]).toBe('lambda-arm64-128')
  })

  test.each<[string, readonly string[], RegExp, RegExp]>([
    [
      '16 minutes',
      ['workload: { kind: worker, work: { wall: 1 min, max: 16 min } }'],
      /^AWS Lambda, arm64.*: Lambda function timeout$/,
      /^lambda/,
    ],
    [
      '12 GB in a function',
      ['workload: { kind: api, work: { memory: 12 GB } }'],
      /^AWS Lambda, arm64.*: Largest memory of a Lambda function$/,
      /^lambda/,
    ],
    [
      '40 GB in any container',
      ['workload: { kind: web, work: { memory: 40 GB } }'],
      /^AWS Fargate, arm64, 4 vCPU.*: memory of a task$/,
      /^fargate/,
    ],
    ['an image of the user in a function', ['workload: { kind: web }', 'image: "nginx:1"'], /^AWS Lambda.*: own image$/, /^lambda/],
    ['messages in a container', ['workload: { kind: worker }'], /^AWS Fargate.*: not built yet$/, /^fargate/],
    [
      'a million requests a second of a second each in containers',
      ['workload: { kind: web, work: { wall: 1 s, cpu: 1 s } }', 'traffic: { average: 1000/s, peak: 1M/s }'],
      /^AWS Fargate, arm64, 4 vCPU.*: Tasks of an ECS service$/,
      /^fargate/,
    ],
  ])('%s: ruled out with the limit', async (_name, lines, certificate, gone) => {
    const judged = computes(await api(lines, 'none'))
    expect(ruledOut(judged).some((text) => certificate.test(text))).toBe(true)
    expect(ids(judged).some((id) => gone.test(id))).toBe(false)
  })

  test('an image of the user is taken to be built for x86_64', async () => {
    const offered = ids(computes(await api(['workload: { kind: web }', 'image: "nginx:1"'])))
    expect(offered.length).toBeGreaterThan(0)
    expect(offered.every((id) => id.startsWith('fargate-x86_64-'))).toBe(true)
  })
})

describe('stores', () => {
  test('keyed data in a table or in a database, relational data in a database', async () => {
    expect(ids(stores(await api())).some((id) => id.startsWith('dynamodb-'))).toBe(true)
    expect(ids(stores(await api())).some((id) => id.startsWith('rds-'))).toBe(true)
    const relational = stores(await api([], 'relations'))
    expect(ids(relational).some((id) => id.startsWith('dynamodb-'))).toBe(false)
    expect(relational.certificates.some(({ rule, value }) => rule === 'data model' && value === 'shop is relational')).toBe(true)
  })

  test('no data, no store', async () => {
    expect(ids(stores(await api([], 'none')))).toEqual(['no-store'])
  })

  test.each<[string, string, string]>([
    ['items above 400 KB', '{ name: a, model: key-value, size: 1 GB, item: 500 KB }', 'Item of a DynamoDB table'],
    [
      'more writes to one key than a partition takes',
      '{ name: a, model: key-value, size: 1 GB, item: 300 KB, reads: 0% }',
      'Writes to one partition of a DynamoDB table',
    ],
    ['a database above 64 TiB', '{ name: a, model: relational, size: 80 TB }', 'gp3 storage of an RDS DB instance'],
  ])('%s', async (_name, row, rule) => {
    const judged = stores(await api(['traffic: { average: 100/s, peak: 1000/s }', 'data:', `  - ${row}`], 'none'))
    expect(judged.certificates.some((certificate) => certificate.rule === rule)).toBe(true)
  })

  test('a peak that no Aurora instance carries rules Aurora out; one that it just carries does not', async () => {
    const aurora = async (peak: number): Promise<boolean> =>
      ids(
        stores(
          await api(
            [
              `traffic: { average: 10/s, peak: ${peak}/s }`,
              'assumptions: { database-cpu-per-request: 10 ms, operations-per-request: 1, database-cpu-target: 70% }',
            ],
            'relations',
          ),
        ),
      ).some((id) => id.startsWith('aurora-'))
    // 256 ACU x 1/4 vCPU x 70% / 10 ms = 4,480 requests a second.
    expect([await aurora(4400), await aurora(4600)]).toEqual([true, false])
  })
})

describe('networks and zones', () => {
  test('endpoints alone reach private registries only', async () => {
    const network = networkOptions({ requirements: await api(), catalog })
    expect(ids(network)).not.toContain('endpoints')
    const own = networkOptions({
      requirements: await api(['workload: { kind: web }', 'image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1']),
      catalog,
    })
    expect(ids(own)).toContain('endpoints')
  })

  test.each<[string, readonly string[], readonly string[]]>([
    ['production', [], ['regional', '2-az', '3-az']],
    ['development', ['environment: dev'], ['regional', '1-az', '2-az', '3-az']],
    ['three asked for', ['must: [three-az]'], ['regional', '3-az']],
    ['one asked for, in production too', ['must: [single-az]'], ['regional', '1-az']],
  ])('%s', async (_name, lines, expected) => {
    expect(ids(zoneOptions({ requirements: await api(lines), catalog }))).toEqual(expected)
  })

  test('a region has no more zones than it has', async () => {
    const few = catalog.regions().find(({ zones }) => zones === 2)
    if (few === undefined) return
    expect(ids(zoneOptions({ requirements: await api([`region: ${few.name}`]), catalog }))).not.toContain('3-az')
  })
})
