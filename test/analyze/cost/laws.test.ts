import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_MODELS, type Bill, billOf, quantitiesOf } from '#analyze/cost/index.js'
import { addUsd, amountNumber, type JsonObject, usdText } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'
import { SAMPLES } from './stacks.js'
import { NO_USAGE, type Stack, stackOf, stated } from './support.js'

const book = testCatalog().prices
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'sa-east-1'] as const

type Stated = Readonly<Record<string, Readonly<Record<string, number>>>>

function billed(stack: Stack, usage: Stated = {}, region: string = 'us-east-1'): Bill {
  const q = stackOf(stack, region)
  return billOf(q, quantitiesOf(q, undefined, stated(usage)), book)
}
const total = (stack: Stack, usage: Stated = {}): number => Number(usdText(billed(stack, usage).monthly))

/** Resources whose price depends on properties little enough that any of them can stand in any template. */
const SIMPLE: readonly (readonly [string, JsonObject?])[] = [
  ['AWS::ApiGateway::RestApi'],
  ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }],
  ['AWS::CloudFront::Distribution'],
  ['AWS::CloudWatch::Alarm', { Period: 60 }],
  ['AWS::Cognito::UserPool', { UserPoolTier: 'LITE' }],
  ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }],
  ['AWS::EC2::NatGateway'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['a', 'b'] }],
  ['AWS::KMS::Key'],
  ['AWS::Lambda::Function', { MemorySize: 256 }],
  ['AWS::Logs::LogGroup'],
  ['AWS::RDS::DBInstance', { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' }],
  ['AWS::S3::Bucket'],
  ['AWS::SQS::Queue'],
  ['AWS::SecretsManager::Secret'],
]

const resource = fc.constantFrom(...SIMPLE)
/** Whole and broken amounts, up to what reaches every tier. */
const amount = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0, max: 1e9, noNaN: true }))

interface Drawn {
  readonly stack: Stack
  readonly usage: Stated
}

/** A template of some resources, each with all of its usage stated. */
function drawn(prefix: string): fc.Arbitrary<Drawn> {
  return fc.array(fc.tuple(resource, fc.array(amount, { minLength: 8, maxLength: 8 })), { minLength: 1, maxLength: 8 }).map((rows) => {
    const usage: Record<string, Record<string, number>> = {}
    const stack: Record<string, readonly [string, JsonObject?]> = {}
    rows.forEach(([body, amounts], index) => {
      const id = `${prefix}${index}`
      const names = Object.keys(ALL_MODELS.find(({ type }) => type === body[0])?.usage ?? {})
      stack[id] = body
      usage[id] = Object.fromEntries(names.map((name, at) => [name, amounts[at % amounts.length] ?? 0]))
    })
    return { stack, usage }
  })
}

describe('a bill', () => {
  test('is the sum of its lines, and each of them is a finite amount with a source', () => {
    fc.assert(
      fc.property(drawn('R'), fc.constantFrom(...REGIONS), ({ stack, usage }, region) => {
        const bill = billed(stack, usage, region)
        expect(bill.monthly).toBe(addUsd(...bill.lines.flatMap(({ monthly }) => monthly ?? [])))
        expect(bill.leftOut).toBe(bill.lines.filter(({ monthly }) => monthly === undefined).length)
        for (const line of bill.lines) {
          expect(line.status === 'priced').toBe(line.monthly !== undefined)
          if (line.status === 'priced') expect(line.tiers.every(({ source, asOf }) => source !== '' && asOf !== '')).toBe(true)
          else expect(line.hint).toBeTruthy()
        }
      }),
    )
  })

  test('does not depend on the order of the resources', () => {
    fc.assert(
      fc.property(
        drawn('R').chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray(Object.keys(one.stack), { minLength: Object.keys(one.stack).length })),
        ),
        ([{ stack, usage }, order]) => {
          const shuffled = Object.fromEntries(order.map((id) => [id, stack[id]!]))
          // Slices of a tier are rounded line by line: a trillionth of a dollar each.
          const apart = billed(shuffled, usage).monthly - billed(stack, usage).monthly
          expect(apart < 100n && apart > -100n).toBe(true)
        },
      ),
    )
  })

  test('never falls when more is used', () => {
    fc.assert(
      fc.property(drawn('R'), fc.double({ min: 1, max: 1000, noNaN: true }), ({ stack, usage }, factor) => {
        const more = Object.fromEntries(
          Object.entries(usage).map(([id, named]) => [
            id,
            Object.fromEntries(Object.entries(named).map(([name, value]) => [name, value * factor])),
          ]),
        )
        expect(billed(stack, more).monthly >= billed(stack, usage).monthly).toBe(true)
      }),
    )
  })

  test('of two templates in one account is at most the two bills: they share tiers that fall', () => {
    fc.assert(
      fc.property(drawn('A'), drawn('B'), (a, b) => {
        const both = billed({ ...a.stack, ...b.stack }, { ...a.usage, ...b.usage })
        const apart = billed(a.stack, a.usage).monthly + billed(b.stack, b.usage).monthly
        expect(both.monthly <= apart + 100n).toBe(true)
      }),
    )
  })

  test('of two templates is exactly the two bills where no tier is passed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, c = 0, d = 0]) => {
        const one: Drawn = {
          stack: { A: ['AWS::SQS::Queue'], B: ['AWS::S3::Bucket'] },
          usage: { A: { requests: a }, B: { storedGb: b, putRequests: c, getRequests: d } },
        }
        const two: Drawn = { stack: { C: ['AWS::S3::Bucket'] }, usage: { C: { storedGb: a, putRequests: b, getRequests: c } } }
        const both = billed({ ...one.stack, ...two.stack }, { ...one.usage, ...two.usage })
        expect(both.monthly).toBe(billed(one.stack, one.usage).monthly + billed(two.stack, two.usage).monthly)
      }),
    )
  })

  test('is the same for the same input', () => {
    fc.assert(
      fc.property(drawn('R'), ({ stack, usage }) => {
        expect(billed(stack, usage)).toEqual(billed(stack, usage))
      }),
      { numRuns: 20 },
    )
  })
})

describe('known changes change the price as they should', () => {
  const db = (properties: JsonObject): Stack => ({
    Db: ['AWS::RDS::DBInstance', { Engine: 'postgres', DBInstanceClass: 'db.m6g.large', AllocatedStorage: '100', ...properties }],
  })
  const backups = { Db: { backupGb: 0 } }

  test('a volume of gp3 costs a fifth less than one of gp2', () => {
    const volume = (type: string): number => total({ Disk: ['AWS::EC2::Volume', { Size: 500, VolumeType: type }] })
    expect(volume('gp3')).toBeCloseTo(volume('gp2') * 0.8, 9)
  })

  test('a standby in a second zone doubles instance and storage', () => {
    expect(total(db({ MultiAZ: true }), backups)).toBeCloseTo(total(db({}), backups) * 2, 6)
  })

  test('an HTTP API costs less than a REST API at any rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000_000 }), (requests) => {
        const usage = { Api: { requests, internetOutGb: 0 } }
        expect(total({ Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }] }, usage)).toBeLessThan(
          total({ Api: ['AWS::ApiGateway::RestApi'] }, usage),
        )
      }),
    )
  })

  test('a function on arm64 costs a fifth less for its duration', () => {
    const duration = (architecture: string): number =>
      total(
        { F: ['AWS::Lambda::Function', { Architectures: [architecture], LoggingConfig: { LogGroup: '/app' } }] },
        { F: { requests: 1e6, durationMs: 100 } },
      ) - 0.2
    expect(duration('arm64') / duration('x86_64')).toBeCloseTo(0.8, 4)
  })

  test('two public addresses cost $7.30', () => {
    expect(total({ A: ['AWS::EC2::EIP'], B: ['AWS::EC2::EIP'] })).toBeCloseTo(7.3, 9)
  })

  test('a gateway endpoint costs nothing, an interface endpoint by zone', () => {
    const endpoint = (kind: string, zones: number): number =>
      total(
        { E: ['AWS::EC2::VPCEndpoint', { VpcEndpointType: kind, SubnetIds: Array.from({ length: zones }, (_, zone) => `s${zone}`) }] },
        { E: { processedGb: 0 } },
      )
    expect([endpoint('Gateway', 3), endpoint('Interface', 1), endpoint('Interface', 3)]).toEqual([0, 7.3, 21.9])
  })

  test('a provisioned table is cheaper above 28.9% use', () => {
    const capacity = 100
    const provisioned = total(
      { T: ['AWS::DynamoDB::Table', { ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: capacity } }] },
      { T: { storedGb: 0 } },
    )
    const onDemand = (use: number): number =>
      total(
        { T: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }] },
        { T: { storedGb: 0, readUnits: 0, writeUnits: capacity * use * 2_628_000 } },
      )
    expect(onDemand(0.288)).toBeLessThan(provisioned)
    expect(onDemand(0.29)).toBeGreaterThan(provisioned)
  })
})

describe('quantities', () => {
  /** What grows in steps, has a floor or does not depend on the rate at all. */
  const NOT_LINEAR = new Set([
    'averageTasks',
    'averageAcu',
    'durationMs',
    'activeUsers',
    'backupGb',
    'exportedLogGb',
    'monitoringLogGb',
    'insightsLogGb',
  ])

  test.each(SAMPLES)('$name: twice the traffic is twice of what follows from it', ({ stack, traffic }) => {
    const q = stackOf(stack)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (rate) => {
        const once = quantitiesOf(q, traffic(rate), NO_USAGE)
        const twice = quantitiesOf(q, traffic(rate * 2), NO_USAGE)
        const thrice = quantitiesOf(q, traffic(rate * 3), NO_USAGE)
        for (const [id, named] of once) {
          for (const [name, quantity] of named) {
            if (NOT_LINEAR.has(name)) continue
            const [a, b, c] = [quantity, twice.get(id)!.get(name)!, thrice.get(id)!.get(name)!].map(({ value }) => amountNumber(value))
            // a constant part (what is stored, polls of an empty queue) cancels out
            expect(Math.abs(c! - b! - (b! - a!))).toBeLessThanOrEqual(1e-6 * Math.max(1, c!))
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test.each(SAMPLES)('$name: more traffic never makes less of anything', ({ stack, traffic }) => {
    const q = stackOf(stack)
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 5000, noNaN: true }), fc.double({ min: 1, max: 10, noNaN: true }), (rate, factor) => {
        const less = quantitiesOf(q, traffic(rate), NO_USAGE)
        const more = quantitiesOf(q, traffic(rate * factor), NO_USAGE)
        for (const [id, named] of less) for (const [name, { value }] of named) expect(more.get(id)!.get(name)!.value >= value).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
