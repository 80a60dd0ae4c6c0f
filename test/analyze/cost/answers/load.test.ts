import { describe, expect, test } from 'vitest'
import { type Alternative, type Load, loadOf } from '#analyze/cost/index.js'
import { usdText } from '#core/index.js'
import { alb, fn, httpApi, log, restApi } from '../pieces.js'
import { SAMPLES, shopStack } from '../stacks.js'
import { type Stack, stated, trafficAt } from '../support.js'
import { asked, situationOf } from './support.js'

const serverless: Stack = {
  Api: httpApi,
  Route: [
    'AWS::ApiGatewayV2::Route',
    { ApiId: { Ref: 'Api' }, RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${Integration}' } },
  ],
  Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: { Ref: 'Api' }, IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] } }],
  Fn: fn(512, { Architectures: ['arm64'] }),
  Log: log,
}

function loaded(stack: Stack, usage: Parameters<typeof stated>[0] = {}, traffic = trafficAt(10)): Load {
  const { asked: all, before } = asked(situationOf(stack, { traffic, stated: stated(usage) }))
  return loadOf(all, before, { from: 1, to: 1000 })
}

function alternative(load: Load, id: string): Alternative {
  return load.alternatives.find((each) => each.id === id)!
}

describe('the rates at which a function behind an HTTP API costs what something else does', () => {
  // Front door and compute alone, as engine.md section 2.4 counts: 0.2 LCU, no logs, nothing to the internet, two tasks or instances.
  // Lambda: 1.00 + 0.20 + 50,000 GB-s x 0.0000133334 = 1.867 a million. Balancer: 16.425 + 1.168 + 7.30 = 24.89. Tasks: 2 x 7.21.
  const load = loaded(serverless, {
    Api: { internetOutGb: 0 },
    Log: { ingestedGb: 0, storedGb: 0 },
    AlternativeBalancer: { capacityUnits: 0.2, internetOutGb: 0 },
    AlternativeService: { averageTasks: 2 },
    AlternativeNat0: { processedGb: 0, crossZoneGb: 0 },
    AlternativeNat1: { processedGb: 0, crossZoneGb: 0 },
  })

  test.each([
    { id: 'fargate', rate: 8 }, // 39.31 / 1.867 = 21.06 million a month
    { id: 'fargate-public', rate: 9.5 }, // + 7.30
    { id: 'fargate-one-nat', rate: 15.5 }, // + 36.50
    { id: 'fargate-two-nat', rate: 22.9 },
    { id: 'instances', rate: 30.8 }, // 24.89 + 2 x 730 h x 0.0816 + 2 x 20 GB x 0.08 = 147.23
  ])('$id: $rate requests a second', ({ id, rate }) => {
    const { crossings, cheaperBelow, leftOut } = alternative(load, id)
    expect(crossings).toHaveLength(1)
    expect(Math.abs(crossings[0]!.perSecond - rate)).toBeLessThan(id === 'instances' ? rate * 0.03 : 0.06)
    expect({ cheaperBelow, leftOut }).toEqual({ cheaperBelow: 'this', leftOut: 0 })
  })

  test('at a crossing both cost the same to the cent', () => {
    const { perSecond, monthly } = alternative(load, 'fargate').crossings[0]!
    // 8.01/s x 2,628,000 s x 1.867/M = 39.31
    expect(perSecond * 2.628 * (1.2 + 0.05 * 13.3334)).toBeCloseTo(Number(usdText(monthly)), 1)
    expect(Number(usdText(monthly))).toBeCloseTo(39.31, 1)
  })

  test('instances end where two of them are full: 4 vCPU x 50% / 20 ms', () => {
    const { upTo, points } = alternative(load, 'instances')
    expect(upTo).toBe(100)
    expect(points.filter(({ monthly }) => monthly === undefined).map(({ perSecond }) => perSecond > 100)).not.toContain(false)
  })
})

test('an HTTP API is cheaper than a REST API at every rate', () => {
  const load = loaded({
    Api: restApi,
    Method: [
      'AWS::ApiGateway::Method',
      {
        RestApiId: { Ref: 'Api' },
        Integration: { Uri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/functions/${Fn.Arn}/invocations' } },
      },
    ],
    Fn: fn(512),
    Log: log,
  })
  expect(alternative(load, 'http-api')).toMatchObject({ crossings: [], cheaperBelow: 'alternative', leftOut: 0 })
})

test('containers behind a load balancer are compared with a function, one NAT gateway, endpoints and promises', () => {
  const { alternatives } = loaded(shopStack, {}, SAMPLES[3]!.traffic(10))
  expect(alternatives.map(({ id }) => id)).toEqual(['instances', 'lambda', 'endpoints', 'single-nat', 'savings-plan-1y', 'savings-plan-3y'])
  expect(alternatives.map(({ leftOut }) => leftOut)).toEqual([0, 0, 0, 0, 0, 0])
})

test('a promise made for the use of today loses where less is used', () => {
  // The function at 10/s; a plan of 12% is paid whole: they cost the same where 88% of it is used.
  const plan = alternative(loaded(serverless), 'savings-plan-1y')
  expect(plan).toMatchObject({ cheaperBelow: 'this' })
  expect(plan.crossings[0]!.perSecond).toBeCloseTo(8.8, 1)
})

test.each(SAMPLES)('$name: no alternative leaves out what is there, and each curve is as long as the rates', ({ stack, traffic }) => {
  const { points, alternatives } = loaded(stack, {}, traffic(10))
  for (const each of alternatives) {
    expect(each.leftOut, each.id).toBe(0)
    expect(each.points.map(({ perSecond }) => perSecond)).toEqual(points.map(({ perSecond }) => perSecond))
  }
})

test('tables on demand cost more than provisioned ones that scale above a small rate', () => {
  const { stack, traffic } = SAMPLES[0]!
  expect(alternative(loaded(stack, {}, traffic(10)), 'provisioned-tables')).toMatchObject({ cheaperBelow: 'alternative' })
})

test('without traffic nothing depends on the rate', () => {
  const { asked: all, before } = asked(situationOf({ ...alb(2) }, { stated: stated({ Alb: { capacityUnits: 1, internetOutGb: 0 } }) }))
  const { points } = loadOf(all, before, { from: 1, to: 10 })
  expect(new Set(points.map(({ monthly }) => monthly)).size).toBe(1)
})

test('a NAT gateway in each of three zones pays above 5,475 GB a month', () => {
  const zones = [0, 1, 2]
  const stack: Stack = {
    Vpc: ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }],
    Ip: ['AWS::EC2::EIP'],
    Nat: ['AWS::EC2::NatGateway', { AllocationId: { 'Fn::GetAtt': ['Ip', 'AllocationId'] } }],
    Table: ['AWS::EC2::RouteTable', { VpcId: { Ref: 'Vpc' } }],
    Out: ['AWS::EC2::Route', { RouteTableId: { Ref: 'Table' }, NatGatewayId: { Ref: 'Nat' }, DestinationCidrBlock: '0.0.0.0/0' }],
    ...Object.fromEntries(
      zones.flatMap((zone): [string, Stack[string]][] => [
        [`Private${zone}`, ['AWS::EC2::Subnet', { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${zone}.0/24` }]],
        [
          `Joined${zone}`,
          ['AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: `Private${zone}` }, RouteTableId: { Ref: 'Table' } }],
        ],
      ]),
    ),
    Url: ['AWS::Lambda::Url', { TargetFunctionArn: { Ref: 'Fn' }, AuthType: 'NONE' }],
    Fn: fn(512, { VpcConfig: { SubnetIds: zones.map((zone) => ({ Ref: `Private${zone}` })) } }),
    Log: log,
  }
  const traffic = trafficAt(10, { assumptions: { ...trafficAt(10).assumptions, 'outbound-per-request': 1024 ** 2 } })
  const each = alternative(loaded(stack, {}, traffic), 'nat-per-zone')
  expect(each).toMatchObject({ cheaperBelow: 'this', leftOut: 0 })
  // 1 MB for each request: 5,475 GB are 5,606,400 requests a month. Two more gateways cost 73.00, and 2/3 of the data no longer 0.02.
  expect(each.crossings[0]!.perSecond).toBeCloseTo((5475 * 1024) / 2_628_000, 2)
})
