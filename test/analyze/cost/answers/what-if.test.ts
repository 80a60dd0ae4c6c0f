import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bill, CHANGES, priced, type Situation, type WhatIf, WHAT_IFS, whatIfsNamed, whatIfsOf } from '#analyze/cost/index.js'
import { subtractUsd, usdText } from '#core/index.js'
import { alb, albUsage, fn, log, nat, natUsage, noBackups, postgres, tasks, work } from '../pieces.js'
import { SAMPLES, shopStack } from '../stacks.js'
import { type Stack, stated, trafficAt } from '../support.js'
import { asked, changedBy, situationOf } from './support.js'

function whatIf(situation: Situation, ...names: readonly string[]): readonly WhatIf[] {
  const named = whatIfsNamed(names)
  if (!named.ok) throw new Error(named.why)
  const { asked: all, before } = asked(situation)
  return whatIfsOf(all, before, named.asked)
}

const dollars = (value: bigint & Bill['monthly']): number => Number(usdText(value))

function saved(situation: Situation, name: string): number {
  const [answer] = whatIf(situation, name)
  expect(answer?.why).toBeUndefined()
  return dollars(answer!.saving!.typical)
}

describe('what a change saves, worked out by hand', () => {
  test('arm64 for a function: a fifth of its duration', () => {
    // 1 M x 100 ms x 0.5 GB = 50,000 GB-s x (0.0000166667 - 0.0000133334) = 0.166665
    const stack: Stack = { Fn: fn(512), Log: log }
    expect(saved(situationOf(stack, { stated: stated(work(1, 100)) }), 'arm64')).toBeCloseTo(0.166665, 6)
  })

  test('arm64 for containers and a database: other prices, not a factor', () => {
    // 3 x 730 x (1 x (0.04048 - 0.03238) + 2 x (0.004445 - 0.00356)) = 21.6153; db.m5.large 0.178 -> db.m6g.large 0.159: 730 x 0.019 = 13.87
    const stack = { ...tasks(3, '1024', '2048'), ...postgres('db.m5.large', 100, false) }
    expect(saved(situationOf(stack, { stated: stated(noBackups) }), 'arm64')).toBeCloseTo(21.6153 + 13.87, 4)
  })

  test('gp3: a fifth, less the IOPS that a large gp2 volume had', () => {
    // 100 x (0.10 - 0.08) = 2.00; 2,000 x 0.02 - (6,000 - 3,000) x 0.005 = 25.00
    expect(saved(situationOf({ Disk: ['AWS::EC2::Volume', { Size: 100 }] }), 'gp3')).toBeCloseTo(2, 9)
    expect(saved(situationOf({ Disk: ['AWS::EC2::Volume', { Size: 2000, VolumeType: 'gp2' }] }), 'gp3')).toBeCloseTo(25, 9)
  })

  test('gp3 on the device of an instance', () => {
    const device = { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp2' } }
    const stack: Stack = { Host: ['AWS::EC2::Instance', { InstanceType: 't3.medium', BlockDeviceMappings: [device] }] }
    expect(saved(situationOf(stack), 'gp3')).toBeCloseTo(1, 9)
  })

  test('one NAT gateway instead of two: 36.50, less what crosses zones', () => {
    const situation = situationOf(shopStack, { traffic: SAMPLES[3]!.traffic(20) })
    const gone = priced(changedBy('single-nat', situation)).bill()
    const ids = new Set(gone.lines.map(({ resource }) => resource))
    expect([ids.has('Nat0'), ids.has('Nat1'), ids.has('Address1')]).toEqual([true, false, false])
    const crossing = gone.lines.filter(({ source, resource }) => source === 'Nat0' && resource === 'cross-zone transfer')
    expect(crossing).toHaveLength(1)
    expect(saved(situation, 'single-nat')).toBeCloseTo(36.5 - dollars(crossing[0]!.monthly!), 6)
  })

  test('another region: its own prices', () => {
    // 730 h x (0.045 - 0.046) for each gateway
    const situation = situationOf(
      { Nat: ['AWS::EC2::NatGateway', { ConnectivityType: 'private' }] },
      { stated: stated({ Nat: { processedGb: 0 } }) },
    )
    expect(saved(situation, 'region=eu-north-1')).toBeCloseTo(-0.73, 9)
  })

  test('log retention: what is kept beyond it', () => {
    const stack = SAMPLES[0]!.stack
    const situation = situationOf(stack, { traffic: SAMPLES[0]!.traffic(20) })
    // both groups are kept for 30 days: 7 of them cost 7/30 of the storage
    const storage = asked(situation).bill.lines.filter(({ key }) => key === 'cloudwatch.logs_storage')
    const whole = storage.reduce((sum, { monthly }) => sum + dollars(monthly!), 0)
    expect(saved(situation, 'log-retention=7')).toBeCloseTo((whole * 23) / 30, 6)
  })

  test('a schedule: the hours that nothing runs', () => {
    // 2 x t3.medium: 2 x 730 x 0.0416 x (1 - 50/168)
    const host: Stack[string] = ['AWS::EC2::Instance', { InstanceType: 't3.medium', BlockDeviceMappings: [] }]
    expect(saved(situationOf({ A: host, B: host }), 'schedule=10x5')).toBeCloseTo(2 * 730 * 0.0416 * (1 - 50 / 168), 6)
  })

  test('an HTTP API: 3.50 -> 1.00 a million', () => {
    const stack: Stack = {
      Api: ['AWS::ApiGateway::RestApi'],
      Method: [
        'AWS::ApiGateway::Method',
        {
          RestApiId: { Ref: 'Api' },
          Integration: { Uri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/functions/${Fn.Arn}/invocations' } },
        },
      ],
      Fn: fn(512),
      Log: log,
    }
    // 10/s x 2,628,000 s = 26.28 million
    expect(saved(situationOf(stack, { traffic: trafficAt(10) }), 'http-api')).toBeCloseTo(26.28 * 2.5, 6)
  })
})

describe('promises are ranges with a date', () => {
  const range = (stack: Stack, name: string, usage: Parameters<typeof stated>[0] = {}): readonly number[] => {
    const situation = situationOf(stack, { stated: stated(usage) })
    const [answer] = whatIf(situation, name)
    const whole = dollars(asked(situation).bill.lines.find(({ key }) => /\.(db|cache|t3|m)/.test(key))!.monthly!)
    expect(answer!.because!.every((each) => /\d{4}-\d\d-\d\d$/.test(each))).toBe(true)
    return ['low', 'typical', 'high'].map((part) => dollars(answer!.saving![part as 'low']) / whole)
  }
  const host: Stack = { A: ['AWS::EC2::Instance', { InstanceType: 't3.medium', BlockDeviceMappings: [] }] }

  test('C18: reserved instances make the production architecture cheaper, by about a third of instances', () => {
    const stack = { ...host, ...alb(3), ...postgres('db.r5.large', 100, true), ...nat(3) }
    const situation = situationOf(stack, { stated: stated({ ...albUsage(0.6), ...noBackups, ...natUsage(3, 0) }) })
    const [answer] = whatIf(situation, 'reserved-1y')
    expect(answer!.saving!.low).toBeGreaterThan(0n)
    expect(answer!.after!.high).toBeLessThan(answer!.before!)
    // of 30.37 for the instance and 365.00 for the database, 29.6% at least and 42% at most
    const share = dollars(answer!.saving!.typical) / (30.368 + 365)
    expect(share).toBeGreaterThan(0.296)
    expect(share).toBeLessThan(0.42)
  })

  test.each([
    { name: 'EC2 t3.medium', stack: host, typical: 0.373 },
    {
      name: 'ElastiCache cache.m6g.large',
      stack: { C: ['AWS::ElastiCache::ReplicationGroup', { Engine: 'redis', CacheNodeType: 'cache.m6g.large', NumCacheClusters: 2 }] },
      typical: 0.317,
    },
    { name: 'PostgreSQL db.m7g.large', stack: postgres('db.m7g.large', 20, false), typical: 0.23 },
    { name: 'PostgreSQL db.r6g.large', stack: postgres('db.r6g.large', 20, false), typical: 0.42 },
  ] satisfies readonly { name: string; stack: Stack; typical: number }[])('C19: $name, one year, nothing upfront', ({ stack, typical }) => {
    const [low = 0, middle = 0, high = 0] = range(stack, 'reserved-1y', noBackups)
    expect(Math.abs(middle - typical)).toBeLessThanOrEqual(typical * 0.01)
    expect([low <= middle + 1e-9, middle <= high + 1e-9]).toEqual([true, true])
  })

  test('a Savings Plan saves less than reserved instances, and more over three years', () => {
    const [one, three, reserved] = ['savings-plan-1y', 'savings-plan-3y', 'reserved-1y'].map((name) => range(host, name)[1]!)
    expect([one! < reserved!, one! < three!]).toEqual([true, true])
  })

  test('spot is for what keeps nothing and is replaced', () => {
    expect(whatIf(situationOf(host), 'spot')[0]!.why).toContain('no group of instances')
    expect(saved(situationOf(tasks(3, '1024', '2048')), 'spot')).toBeCloseTo(108.12 * 0.7, 1)
  })
})

describe('names', () => {
  test.each([
    { name: 'arn64', wrong: 'arn64', why: 'is no change that is known' },
    { name: 'region', wrong: 'region', why: 'needs a value' },
    { name: 'region=', wrong: 'region', why: 'needs a value' },
    { name: 'gp3=yes', wrong: 'gp3=yes', why: 'takes no value' },
  ])('$name', ({ name, wrong, why }) => {
    expect(whatIfsNamed([name])).toMatchObject({ ok: false, wrong, why: expect.stringContaining(why) })
  })

  test('all is everything that needs no value', () => {
    const named = whatIfsNamed(['all'])
    expect(named.ok && named.asked.map(({ change }) => change.id)).toEqual(WHAT_IFS.map(({ id }) => id).filter((id) => id !== 'region'))
  })

  test('are used once', () => {
    expect(new Set(CHANGES.map(({ id }) => id)).size).toBe(CHANGES.length)
  })
})

test.each([
  { name: 'log-retention=8', says: '"8" is not a retention' },
  { name: 'schedule=25x5', says: '"25x5" is no schedule' },
  { name: 'schedule=0x5', says: 'is no schedule' },
  { name: 'region=eu-nroth-1', says: 'did you mean "eu-north-1"' },
  { name: 'region=us-east-1', says: 'it is in us-east-1 already' },
  { name: 'endpoints', says: 'no subnet' },
  { name: 'nat-per-zone', says: 'no NAT gateway in it serves' },
  { name: 'on-demand-tables', says: 'no DynamoDB table' },
])('$name does not apply, and says why', ({ name, says }) => {
  expect(whatIf(situationOf({ Queue: ['AWS::SQS::Queue'] }), name)[0]).toMatchObject({ why: expect.stringContaining(says) })
})

test.each([
  {
    name: 'no line has a price',
    stack: { Fn: ['AWS::Lambda::Function', { LoggingConfig: { LogGroup: '/a' } }] },
    says: 'no line has a price',
  },
  {
    name: 'what it changes has none',
    stack: { Fn: ['AWS::Lambda::Function', { LoggingConfig: { LogGroup: '/a' } }], Ip: ['AWS::EC2::EIP'] },
    says: 'what it changes has no price, 2 lines wait for one',
  },
] satisfies readonly { name: string; stack: Stack; says: string }[])('a saving that is not known is not 0: $name', ({ stack, says }) => {
  const [answer] = whatIf(situationOf(stack), 'arm64')
  expect(answer).toMatchObject({ why: expect.stringContaining(says) })
  expect(answer).not.toHaveProperty('saving')
})

test('what is tagged as production is not stopped', () => {
  const stack: Stack = { A: ['AWS::EC2::Instance', { InstanceType: 't3.medium', Tags: [{ Key: 'Environment', Value: 'production' }] }] }
  expect(whatIf(situationOf(stack), 'schedule')[0]!.why).toContain('tagged as production')
})

describe.each(SAMPLES)('$name', ({ stack, traffic }) => {
  test('a saving is what it cost less what it then costs, and a changed situation prices the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (rate) => {
        const situation = situationOf(stack, { traffic: traffic(rate) })
        const { bill, before, asked: all } = asked(situation)
        for (const answer of whatIf(situation, 'all', 'region=eu-west-1', 'lambda', 'fargate', 'endpoints', 'nat-per-zone')) {
          if (answer.saving === undefined || answer.after === undefined) {
            expect(answer.why).toBeTruthy()
            continue
          }
          expect(answer.before).toBe(bill.monthly)
          for (const part of ['low', 'typical', 'high'] as const) expect(answer.after[part]).toBeGreaterThanOrEqual(0n)
          expect(answer.saving.typical).toBe(subtractUsd(bill.monthly, answer.after.typical))
          expect([answer.saving.low <= answer.saving.typical, answer.saving.typical <= answer.saving.high]).toEqual([true, true])
        }
        const outcome = CHANGES.find(({ id }) => id === 'region')!.apply({ ...all, value: 'eu-west-1' })
        if (outcome.is === 'changed') expect(priced(outcome.situation!, before).bill()).toEqual(priced(outcome.situation!, before).bill())
      }),
      { numRuns: 3 },
    )
  })
})
