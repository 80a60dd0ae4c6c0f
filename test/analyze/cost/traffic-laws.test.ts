import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bill, type BillLine, billOf, openAccount, quantitiesBetween } from '#analyze/cost/index.js'
import type { JsonObject } from '#core/index.js'
import { type EntryRates, plainTraffic, type TrafficPoints } from '#spec/index.js'
import { testCatalog } from '../../support/catalog.js'
import { NO_USAGE, type Stack, stackOf } from './support.js'

const book = testCatalog().prices
const arn = (id: string): JsonObject => ({ 'Fn::GetAtt': [id, 'Arn'] })

function allowed(...actions: readonly (readonly [string, string])[]): readonly [string, JsonObject] {
  const statements = actions.map(([action, id]): JsonObject => ({ Effect: 'Allow', Action: action, Resource: arn(id) }))
  return ['AWS::IAM::Role', { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] }]
}

/** Everything that takes traffic and that code may lead on to; a template of the laws has some of it. */
const ENTRIES: Stack = {
  Http: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP', Target: arn('Code') }],
  Socket: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }],
  Classic: ['AWS::ElasticLoadBalancing::LoadBalancer', {}],
  Network: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Subnets: ['a'] }],
  Front: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['a', 'b'] }],
  Graph: ['AWS::AppSync::GraphQLApi', {}],
}
const STORES: Stack = {
  Table: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }],
  Bus: ['AWS::Events::EventBus', { Name: 'b' }],
  Stream: ['AWS::Kinesis::Stream', { ShardCount: 2, RetentionPeriodHours: 200 }],
  Demand: ['AWS::Kinesis::Stream', { StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RetentionPeriodHours: 48 }],
  Hose: ['AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: {} }],
  Topic: ['AWS::SNS::Topic', {}],
  Queue: ['AWS::SQS::Queue', {}],
  Flow: ['AWS::StepFunctions::StateMachine', { Definition: { States: { A: { Type: 'Pass' } } } }],
}
const READERS: Stack = {
  ReaderRole: allowed(),
  Reader: ['AWS::Lambda::Function', { MemorySize: 512, Role: arn('ReaderRole') }],
  Mapped: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Stream'), FunctionName: { Ref: 'Reader' }, BatchSize: 10 }],
  Rule: [
    'AWS::Events::Rule',
    { EventBusName: { Ref: 'Bus' }, EventPattern: { source: ['a'] }, Targets: [{ Id: 'r', Arn: arn('Reader') }] },
  ],
}
const CODE: Stack = {
  CodeRole: allowed(
    ['dynamodb:*', 'Table'],
    ['events:PutEvents', 'Bus'],
    ['kinesis:PutRecord', 'Stream'],
    ['kinesis:PutRecord', 'Demand'],
    ['firehose:PutRecord', 'Hose'],
    ['sns:Publish', 'Topic'],
    ['sqs:SendMessage', 'Queue'],
    ['states:StartExecution', 'Flow'],
  ),
  Code: ['AWS::Lambda::Function', { MemorySize: 512, Role: arn('CodeRole') }],
}

const entries = fc.subarray(Object.entries(ENTRIES), { minLength: 1 })
const others = fc.subarray([...Object.entries(STORES), ...Object.entries(READERS)])
const stack = fc.tuple(entries, others).map(([first, second]): Stack => ({ ...Object.fromEntries([...first, ...second]), ...CODE }))
const rate = fc.double({ min: 0.001, max: 20_000, noNaN: true })

function at(rates: EntryRates): TrafficPoints {
  return { low: plainTraffic(rates, {}, 'low'), expected: plainTraffic(rates, {}, 'expected'), high: plainTraffic(rates, {}, 'high') }
}

function billed(resources: Stack, shared: number): Bill {
  const q = stackOf(resources)
  return billOf(q, quantitiesBetween(q, at({ shared, entries: {} }), NO_USAGE), book)
}

describe('a bill at a rate', () => {
  test('never falls when the rate rises, at no end of its range', () => {
    fc.assert(
      fc.property(stack, rate, rate, (resources, one, other) => {
        const [less, more] = [billed(resources, Math.min(one, other)), billed(resources, Math.max(one, other))]
        expect(more.monthly).toBeGreaterThanOrEqual(less.monthly)
        expect(more.range?.low ?? more.monthly).toBeGreaterThanOrEqual(less.range?.low ?? less.monthly)
        expect(more.range?.high ?? more.monthly).toBeGreaterThanOrEqual(less.range?.high ?? less.monthly)
      }),
      { numRuns: 25 },
    )
  })

  test('lies between its ends, and its lines add up to them', () => {
    fc.assert(
      fc.property(stack, rate, (resources, shared) => {
        const { lines, monthly, range = { low: monthly, high: monthly } } = billed(resources, shared)
        for (const end of ['low', 'high'] as const) {
          const of = (line: BillLine): bigint => line.range?.[end].monthly ?? line.monthly ?? 0n
          expect(range[end]).toBe(lines.reduce((total, line) => total + of(line), 0n))
        }
        expect(range.low).toBeLessThanOrEqual(monthly)
        expect(range.high).toBeGreaterThanOrEqual(monthly)
        for (const { quantity = 0n, range: ends } of lines) {
          if (ends === undefined) continue
          expect(ends.low.quantity).toBeLessThanOrEqual(quantity)
          expect(ends.high.quantity).toBeGreaterThanOrEqual(quantity)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('does not depend on the order of the resources', () => {
    fc.assert(
      fc.property(stack, rate, fc.integer(), (resources, shared, seed) => {
        const turned = Object.entries(resources).toSorted(
          ([a], [b]) => ((a.length * 31 + seed) % 7) - ((b.length * 31 + seed) % 7) || (a < b ? 1 : -1),
        )
        const [one, other] = [billed(resources, shared), billed(Object.fromEntries(turned), shared)]
        // Binary fractions may add up to another twelfth digit.
        expect(Number(one.monthly - other.monthly) / Number(one.monthly || 1n)).toBeCloseTo(0, 9)
        expect(new Set(one.lines.map(({ resource, name }) => `${resource} ${name}`))).toEqual(
          new Set(other.lines.map(({ resource, name }) => `${resource} ${name}`)),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('of two templates in one account has the ends of both, whichever of them has a range', () => {
    const ranged = { Fn: ['AWS::Lambda::Function', { MemorySize: 512 }] } as const satisfies Stack
    const fixed = { Nat: ['AWS::EC2::NatGateway'] } as const satisfies Stack
    const account = openAccount(book)
    const bills = [fixed, ranged, fixed].map((resources) => {
      const q = stackOf(resources)
      const traffic = 'Fn' in resources ? at({ shared: 10, entries: {} }) : undefined
      const usage = { resources: { Nat: { processedGb: { value: 10, unit: 'GB', from: 'stated' as const } } } }
      return billOf(q, quantitiesBetween(q, traffic, usage), book, { account })
    })
    expect(bills.map(({ range }) => range !== undefined)).toEqual([false, true, false])
    expect(bills[0]?.monthly).toBe(bills[2]?.monthly)
  })
})
