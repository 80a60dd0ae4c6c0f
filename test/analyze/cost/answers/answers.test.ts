import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  budgetCheck,
  type Group,
  type Grouping,
  groupsOf,
  perThousand,
  priced,
  sensitivityOf,
  type Situation,
  withPrivateRates,
} from '#analyze/cost/index.js'
import { addUsd, usdOf, usdText } from '#core/index.js'
import { ASSUMPTION_NAMES } from '#spec/index.js'
import { fn, log, work } from '../pieces.js'
import { SAMPLES } from '../stacks.js'
import { type Stack, stated } from '../support.js'
import { asked, catalog, situationOf } from './support.js'

const GROUPINGS: readonly Grouping[] = [
  { by: 'service' },
  { by: 'resource' },
  { by: 'type' },
  { by: 'journey' },
  { by: 'tag', key: 'Team' },
]

function grouped(situation: Situation, grouping: Grouping): readonly Group[] {
  const { bill, before } = asked(situation)
  return groupsOf(bill, grouping, before.stacks)
}
const named = (groups: readonly Group[]): Readonly<Record<string, string>> =>
  Object.fromEntries(groups.map(({ name, monthly }) => [name, usdText(monthly)]))

describe('groups', () => {
  test.each(SAMPLES)('$name: add up to the bill, whatever they are by', ({ stack, traffic }) => {
    fc.assert(
      fc.property(fc.constantFrom(...GROUPINGS), fc.integer({ min: 1, max: 1000 }), (grouping, rate) => {
        const situation = situationOf(stack, { traffic: traffic(rate) })
        const { bill } = asked(situation)
        const groups = grouped(situation, grouping)
        expect(addUsd(...groups.map(({ monthly }) => monthly))).toBe(bill.monthly)
        if (grouping.by !== 'journey') expect(groups.reduce((sum, { lines }) => sum + lines, 0)).toBe(bill.lines.length)
      }),
      { numRuns: 20 },
    )
  })

  test('by tag: its value, that there is none, or that it is not known', () => {
    const volume = (Tags: readonly object[]): Stack[string] => [
      'AWS::EC2::Volume',
      { Size: 100, VolumeType: 'gp3', Tags: JSON.parse(JSON.stringify(Tags)) },
    ]
    const stack: Stack = {
      A: volume([{ Key: 'Team', Value: 'orders' }]),
      B: volume([
        { Key: 'Team', Value: 'orders' },
        { Key: 'Stage', Value: 'dev' },
      ]),
      C: volume([]),
      D: volume([{ Key: 'Team', Value: { 'Fn::ImportValue': 'team' } }]),
    }
    expect(named(grouped(situationOf(stack), { by: 'tag', key: 'Team' }))).toEqual({
      orders: '16',
      'no tag Team': '8',
      'tag Team not known': '8',
    })
  })

  test('by journey: what two use is shared evenly, and their own logs go with them', () => {
    const role = (table: string): Stack[string] => [
      'AWS::IAM::Role',
      {
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': [table, 'Arn'] } }] },
          },
        ],
      },
    ]
    const stack: Stack = {
      UrlA: ['AWS::Lambda::Url', { TargetFunctionArn: { Ref: 'A' }, AuthType: 'NONE' }],
      UrlB: ['AWS::Lambda::Url', { TargetFunctionArn: { Ref: 'B' }, AuthType: 'NONE' }],
      A: [
        'AWS::Lambda::Function',
        { MemorySize: 512, Role: { 'Fn::GetAtt': ['RoleA', 'Arn'] }, LoggingConfig: { LogGroup: { Ref: 'LogA' } } },
      ],
      B: [
        'AWS::Lambda::Function',
        { MemorySize: 512, Role: { 'Fn::GetAtt': ['RoleB', 'Arn'] }, LoggingConfig: { LogGroup: { Ref: 'LogB' } } },
      ],
      RoleA: role('Table'),
      RoleB: role('Table'),
      LogA: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
      LogB: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
      Table: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }],
      Lonely: ['AWS::KMS::Key'],
    }
    const used = stated({
      UrlA: { internetOutGb: 0 },
      UrlB: { internetOutGb: 0 },
      A: { requests: 1e6, durationMs: 0 },
      B: { requests: 2e6, durationMs: 0 },
      LogA: { ingestedGb: 10, storedGb: 0 },
      LogB: { ingestedGb: 0, storedGb: 0 },
      Table: { readUnits: 0, writeUnits: 0, storedGb: 40 },
      Lonely: { requests: 0 },
    })
    // A: 0.20 + 5.00 + half of 10.00; B: 0.40 + half of 10.00
    expect(named(grouped(situationOf(stack, { stated: used }), { by: 'journey' }))).toEqual({
      UrlA: '10.2',
      UrlB: '5.4',
      'no journey': '1',
    })
  })

  test('a group says how many of its lines have no price', () => {
    expect(grouped(situationOf({ Nat: ['AWS::EC2::NatGateway'] }), { by: 'resource' })).toEqual([
      { name: 'Nat', monthly: usdOf('36.5'), lines: 3, leftOut: 1 },
    ])
  })
})

describe('sensitivity', () => {
  const situation = situationOf(SAMPLES[0]!.stack, { traffic: SAMPLES[0]!.traffic(20) })

  test('what moves the total most comes first, and each end is the bill at that value', () => {
    const influences = sensitivityOf(situation, asked(situation).bill)
    expect(influences[0]).toMatchObject({ name: 'traffic', unit: 'rate', low: 10, high: 30 })
    const swings = influences.map(({ swing }) => swing)
    expect(swings).toEqual(swings.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)))
    for (const [end, at] of [
      ['low', 'atLow'],
      ['high', 'atHigh'],
    ] as const)
      expect(influences[0]![at]).toBe(
        priced(situationOf(SAMPLES[0]!.stack, { traffic: SAMPLES[0]!.traffic(influences[0]![end]) })).bill().monthly,
      )
  })

  test('assumptions that nothing rests on are not in it, and none leaves what it may be', () => {
    const names = sensitivityOf(situation, asked(situation).bill).map(({ name }) => name)
    expect(names).toContain('assumption log-per-request')
    expect(names).not.toContain('assumption fargate-cpu-target')
    for (const name of names.filter((each) => each.startsWith('assumption ')))
      expect(ASSUMPTION_NAMES).toContain(name.slice('assumption '.length))
    expect(new Set(names).size).toBe(names.length)
  })

  test('what was stated is varied, too', () => {
    const nat = situationOf(
      { Nat: ['AWS::EC2::NatGateway', { ConnectivityType: 'private' }] },
      { stated: stated({ Nat: { processedGb: 100 } }) },
    )
    // 50 GB and 150 GB at 0.045, on 32.85
    expect(sensitivityOf(nat, asked(nat).bill)).toEqual([
      { name: 'Nat: processedGb', unit: 'number', low: 50, high: 150, atLow: usdOf('35.1'), atHigh: usdOf('39.6'), swing: usdOf('4.5') },
    ])
  })
})

describe('private rates', () => {
  const fnOf = (rates: Parameters<typeof withPrivateRates>[1], asOf = '2026-06-01'): readonly string[] => {
    const situation = situationOf({ Fn: fn(1024), Log: log }, { stated: stated(work(1, 100)) })
    const bill = priced({ ...situation, book: withPrivateRates(catalog.prices, rates, asOf) }).bill()
    return bill.lines.filter(({ resource }) => resource === 'Fn').map(({ monthly }) => usdText(monthly!))
  }
  // 0.20 for requests, 100,000 GB-s x 0.0000166667 = 1.66667

  test.each([
    { name: 'a service', rates: [{ keys: 'lambda', off: 0.1 }], lines: ['0.18', '1.500003'] },
    {
      name: 'the longest wins',
      rates: [
        { keys: 'lambda', off: 0.1 },
        { keys: 'lambda.duration_x86', off: 0.5 },
      ],
      lines: ['0.18', '0.833335'],
    },
    { name: 'how keys begin', rates: [{ keys: 'lambda.duration', off: 0.5 }], lines: ['0.2', '0.833335'] },
    { name: 'a price for every tier', rates: [{ keys: 'lambda.requests', price: '0.0000001' }], lines: ['0.1', '1.66667'] },
    { name: 'not the beginning of a word', rates: [{ keys: 'lambda.dur', off: 0.5 }], lines: ['0.2', '1.66667'] },
    { name: 'not yet', rates: [{ keys: 'lambda', off: 0.1, from: '2026-06-02' }], lines: ['0.2', '1.66667'] },
    { name: 'no longer', rates: [{ keys: 'lambda', off: 0.1, until: '2026-05-31' }], lines: ['0.2', '1.66667'] },
    { name: 'on its days', rates: [{ keys: 'lambda', off: 1, from: '2026-06-01', until: '2026-06-01' }], lines: ['0', '0'] },
  ])('$name', ({ rates, lines }) => {
    expect(fnOf(rates)).toEqual(lines)
  })

  test('each tier says what it was and why it is not', () => {
    const [tier] = withPrivateRates(catalog.prices, [{ keys: 'vpc.nat_hour', off: 0.2, until: '2026-12-31' }], '2026-06-01').tiers(
      'vpc.nat_hour',
      'us-east-1',
    )!
    expect(tier).toMatchObject({
      price: usdOf('0.036'),
      list: usdOf('0.045'),
      note: 'private rate for vpc.nat_hour: 20% off, until 2026-12-31',
    })
  })

  test('never make a line negative, and never dearer while they take off', () => {
    const services = catalog.prices.services()
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.array(fc.record({ keys: fc.constantFrom(...services), off: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 20 }),
        ({ stack, traffic }, rates) => {
          const situation = situationOf(stack, { traffic: traffic(20) })
          const bill = priced({
            ...situation,
            book: withPrivateRates(catalog.prices, rates, '2026-06-01'),
            freeTiers: catalog.freeTiers('always'),
          }).bill()
          expect(bill.lines.filter(({ monthly }) => monthly !== undefined && monthly < 0n)).toEqual([])
          expect(bill.monthly <= priced(situation).bill().monthly).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('budget', () => {
  const { bill } = asked(situationOf({ Ip: ['AWS::EC2::EIP'] }))
  const open = asked(situationOf({ Nat: ['AWS::EC2::NatGateway'] })).bill

  test.each([
    { name: 'more than the limit', of: bill, limit: '3.64', check: 'exceeded' },
    { name: 'the limit itself', of: bill, limit: '3.65', check: 'within' },
    { name: 'lines without a price, and the rest is below it', of: open, limit: '36.5', check: 'not known' },
    { name: 'lines without a price, and the rest is above it', of: open, limit: '36.49', check: 'exceeded' },
  ])('$name: $check', ({ of, limit, check }) => {
    expect(budgetCheck(of, usdOf(limit))).toBe(check)
  })

  test('for a thousand requests', () => {
    expect(perThousand(bill, 3650)).toBe(usdOf('1'))
    expect([perThousand(bill, undefined), perThousand(bill, 0)]).toEqual([undefined, undefined])
  })
})

test('stacks of one situation share an account', () => {
  const queue: Stack = { Queue: ['AWS::SQS::Queue'] }
  const one = situationOf(queue, { stated: stated({ Queue: { requests: 800_000 } }) })
  const [stack] = one.stacks
  const two = {
    ...one,
    stacks: [stack!, { ...stack!, name: 'second', stated: stated({ 'second/Queue': { requests: 800_000 } }) }],
    freeTiers: catalog.freeTiers('always'),
  }
  // a million of 1.6 million are free: 600,000 x 0.40 / M
  expect(usdText(priced(two).bill().monthly)).toBe('0.24')
  expect(asked({ ...two, freeTiers: [] }).bill.lines.map(({ resource }) => resource)).toEqual(['Queue', 'second/Queue'])
})
