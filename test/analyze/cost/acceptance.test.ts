import { describe, expect, test } from 'vitest'
import { billOf, quantitiesOf } from '#analyze/cost/index.js'
import { type JsonObject, usdText } from '#core/index.js'
import {
  alb,
  albUsage,
  billed,
  book,
  dollars,
  expectClose,
  fn,
  httpApi,
  log,
  mix,
  monthlyOf,
  nat,
  natUsage,
  noBackups,
  postgres,
  publicTasks,
  restApi,
  type Stated,
  table,
  tasks,
  work,
} from './pieces.js'
import { NO_USAGE, type Stack, stackOf, stated, trafficAt } from './support.js'

/**
 * Published figures of typical architectures, worked out again by hand in each test, from list prices of us-east-1 and small real
 * templates. `1M` requests bring 1 KB of log each, kept a month. A public IPv4 address is 730 h x $0.005 = $3.65.
 */

describe('networks', () => {
  test('C01: three idle NAT gateways', () => {
    // 3 x 730 h x 0.045 = 98.55; with three addresses 98.55 + 3 x 3.65 = 109.50
    expectClose(monthlyOf(nat(3), natUsage(3, 0)), 109.5)
    // 900 GB processed: 109.50 + 900 x 0.045 = 150.00
    expectClose(monthlyOf(nat(3), natUsage(3, 900)), 150)
  })

  test('C02: two idle NAT gateways', () => {
    expectClose(monthlyOf(nat(2), natUsage(2, 0)), 73)
  })

  test.each([
    { zones: 2, figure: 24.89 }, // 730 x 0.0225 + 0.2 x 730 x 0.008 + 2 x 3.65 = 16.425 + 1.168 + 7.30
    { zones: 3, figure: 28.54 }, // + 3.65
  ])('C03: an Application Load Balancer in $zones zones at 0.2 LCU', ({ zones, figure }) => {
    expectClose(monthlyOf(alb(zones), albUsage(0.2)), figure)
  })

  test('C03: its hours alone', () => {
    const hours = billed(alb(2), albUsage(0.2)).lines.find(({ key }) => key === 'elb.alb_hour')
    expectClose(Number(usdText(hours!.monthly!)), 16.43)
  })
})

describe('databases and containers', () => {
  test.each([
    { type: 'db.r5.large', figure: 388 }, // 730 x 0.50 + 100 x 0.23 = 365.00 + 23.00
    { type: 'db.r6g.large', figure: 351.5 }, // 730 x 0.45 + 23.00
  ])('C04: $type PostgreSQL in two zones with 100 GB', ({ type, figure }) => {
    expectClose(monthlyOf(postgres(type, 100, true), noBackups), figure)
  })

  test.each([
    { cpu: '1024', memory: '2048', figure: 108.12 }, // 3 x 730 x (1 x 0.04048 + 2 x 0.004445)
    { cpu: '2048', memory: '4096', figure: 216.24 },
    { cpu: '2048', memory: '8192', figure: 255.18 },
    { cpu: '2 vCPU', memory: '12 GB', figure: 294.12 },
    { cpu: '4096', memory: '8192', figure: 432.48 },
  ])('C05: three Fargate tasks of $cpu and $memory', ({ cpu, memory, figure }) => {
    expectClose(monthlyOf(tasks(3, cpu, memory)), figure)
  })

  test.each([
    { cpu: '2048', memory: '12288', figure: 822.5 }, // (16.425 + 0.6 x 5.84 + 10.95) + 294.12 + 388.00 + 109.50
    { cpu: '2048', memory: '4096', figure: 744.62 },
    { cpu: '1024', memory: '2048', figure: 636.5 },
  ])('C06: a highly available web application with tasks of $cpu and $memory', ({ cpu, memory, figure }) => {
    const stack = { ...alb(3), ...tasks(3, cpu, memory), ...postgres('db.r5.large', 100, true), ...nat(3) }
    expectClose(monthlyOf(stack, { ...albUsage(0.6), ...noBackups, ...natUsage(3, 0) }), figure)
  })

  test('C06: logs, metrics and alarms on top', () => {
    // 20 GB of logs: 20 x 0.50 + 3 x 0.03 = 10.09; 20 metrics x 0.30 = 6.00; 5 alarms x 0.10 = 0.50
    const stack = Object.fromEntries([
      ['Log', log],
      ...Array.from({ length: 20 }, (_, index): [string, Stack[string]] => [
        `Metric${index}`,
        ['AWS::Logs::MetricFilter', { LogGroupName: { Ref: 'Log' } }],
      ]),
      ...Array.from({ length: 5 }, (_, index): [string, Stack[string]] => [`Alarm${index}`, ['AWS::CloudWatch::Alarm', { Period: 60 }]]),
    ])
    expectClose(monthlyOf(stack, { Log: { ingestedGb: 20, storedGb: 3 } }), 16.59)
  })

  test.each([
    { count: 1, cpu: '256', memory: '512', gateways: 0, figure: 36.68 }, // (16.425 + 0.292 + 7.30) + 9.01 + 3.65
    { count: 2, cpu: '256', memory: '512', gateways: 0, figure: 49.34 },
    { count: 1, cpu: '512', memory: '1024', gateways: 0, figure: 45.69 },
    { count: 2, cpu: '512', memory: '1024', gateways: 0, figure: 67.36 },
    { count: 2, cpu: '512', memory: '1024', gateways: 1, figure: 96.56 }, // - 2 x 3.65 + 36.50
    { count: 2, cpu: '512', memory: '1024', gateways: 2, figure: 133.06 },
  ])('C10: a load balancer, $count tasks of $cpu and $gateways NAT gateways', ({ count, cpu, memory, gateways, figure }) => {
    const stack = { ...alb(2), ...tasks(count, cpu, memory, gateways === 0 ? publicTasks : {}), ...nat(gateways) }
    expectClose(monthlyOf(stack, { ...albUsage(0.05), ...natUsage(gateways, 0) }), figure)
  })

  test.each([
    { name: 'the least', stack: { ...tasks(1, '256', '512', publicTasks), ...postgres('db.t4g.micro', 20, false) }, figure: 50.66 },
    { name: 'two tasks', stack: { ...tasks(2, '512', '1024', publicTasks), ...postgres('db.t4g.micro', 20, false) }, figure: 81.34 },
    { name: 'two zones', stack: { ...tasks(2, '512', '1024'), ...nat(1), ...postgres('db.t4g.small', 20, true) }, figure: 148.33 },
  ])('C13: load balancer, containers and database, $name', ({ stack, figure }) => {
    expectClose(monthlyOf({ ...alb(2), ...stack }, { ...albUsage(0.05), ...noBackups, ...natUsage(1, 0) }), figure)
  })

  test('C20: a small highly available site on instances', () => {
    // (16.425 + 2.92 + 7.30) + 2 x 30.368 + 36.50 + 94.17 + 50 x 0.23 + 2 x 11.68 + 0.50 + 20 x 0.50
    const instance: Stack[string] = ['AWS::EC2::Instance', { InstanceType: 't3.medium' }]
    const stack: Stack = {
      ...alb(2),
      A: instance,
      B: instance,
      ...nat(1),
      ...postgres('db.t4g.medium', 50, true),
      Cache: ['AWS::ElastiCache::ReplicationGroup', { Engine: 'redis', CacheNodeType: 'cache.t4g.micro', NumCacheClusters: 2 }],
      Zone: ['AWS::Route53::HostedZone', { Name: 'example.com' }],
      Log: log,
    }
    const usage = { ...albUsage(0.5), ...natUsage(1, 0), ...noBackups, Log: { ingestedGb: 20, storedGb: 0 } }
    expectClose(monthlyOf(stack, usage), 263.41)
  })
})

describe('serverless', () => {
  const api = (front: Stack[string], memory: number): Stack => ({ Api: front, Fn: fn(memory), Log: log })

  test('C07: a million requests', () => {
    const stack = (front: Stack[string], more: JsonObject = {}): Stack => ({ ...api(front, 256), Table: table(more) })
    const usage = { ...work(1, 100), ...mix(1) }
    // Lambda 0.20 + 25,000 GB-s x 0.0000166667 = 0.6167; table 350,000 x 0.125/M + 300,000 x 0.625/M = 0.2313; logs 0.5045
    expectClose(monthlyOf(stack(restApi), usage), 4.85)
    expectClose(monthlyOf(stack(httpApi), usage), 2.35)
    expectClose(monthlyOf({ Fn: fn(256) }, work(1, 100)), 0.62)
    expectClose(monthlyOf({ Table: table() }, mix(1)), 0.23)
    expectClose(monthlyOf({ Table: table() }, { Table: { readUnits: 0, writeUnits: 1e6, storedGb: 0 } }), 0.63)
    // 10 GB stored at 0.25 and protected at 0.20: + 4.50
    expectClose(monthlyOf({ Table: table({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }) }, mix(1, 10)), 4.73)
    // Lambda costs $5 at 1,152 ms
    expectClose(monthlyOf({ Fn: fn(256) }, work(1, 1152)), 5)
  })

  test.each([
    { millions: 0.1, figure: 0.49 },
    { millions: 1, figure: 4.85 },
    { millions: 2, figure: 9.7 },
    { millions: 3, figure: 14.56 },
  ])('C08: $millions million requests through a REST API', ({ millions, figure }) => {
    expectClose(monthlyOf({ ...api(restApi, 256), Table: table() }, { ...work(millions, 100), ...mix(millions) }), figure)
  })

  test.each([
    { millions: 0.1, figure: 0.34 },
    { millions: 1, figure: 3.37 }, // 0.20 + 100,000 GB-s x 0.0000166667 + 1.00 + 0.5045
    { millions: 3, figure: 10.11 },
    { millions: 5, figure: 16.86 },
    { millions: 10, figure: 33.71 },
  ])('C09: $millions million requests of 512 MB and 200 ms', ({ millions, figure }) => {
    expectClose(monthlyOf(api(httpApi, 512), work(millions, 200)), figure)
  })

  test.each([
    { millions: 1, figure: 1.5 },
    { millions: 3, figure: 4.91 },
  ])("C09: $millions million with Lambda's free tier", ({ millions, figure }) => {
    expectClose(monthlyOf(api(httpApi, 512), work(millions, 200), ['lambda']), figure)
  })

  test('C12: a hundred thousand requests, with and without a database in a network', () => {
    const usage = { ...work(0.1, 200), ...noBackups, ...natUsage(1, 0), Endpoint: { processedGb: 0 } }
    const database = { ...api(httpApi, 512), ...postgres('db.t4g.micro', 20, false) }
    expectClose(monthlyOf(api(httpApi, 512), usage), 0.34)
    // 730 x 0.016 + 20 x 0.115 = 13.98
    expectClose(monthlyOf(database, usage), 14.32)
    expectClose(monthlyOf({ ...database, ...nat(1) }, usage), 50.77)
    // an interface endpoint in two zones: 2 x 730 x 0.01 = 14.60
    const endpoint: Stack[string] = ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['subnet-0', 'subnet-1'] }]
    expectClose(monthlyOf({ ...database, Endpoint: endpoint }, usage), 28.87)
  })

  test.each([
    { millions: 1, http: 1, rest: 3.5 },
    { millions: 400, http: 390, rest: 1353.1 }, // 300 x 1.00 + 100 x 0.90; 333 x 3.50 + 67 x 2.80
  ])('C26: $millions million requests to an HTTP API and to a REST API', ({ millions, http, rest }) => {
    const usage = { Api: { requests: millions * 1e6, internetOutGb: 0 } }
    expectClose(monthlyOf({ Api: httpApi }, usage), http)
    expectClose(monthlyOf({ Api: restApi }, usage), rest)
  })
})

describe('the rate at which Lambda with an HTTP API costs what containers behind a load balancer cost', () => {
  const arm = { RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' } }
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
  const containers = (cpu: number, memory: number, publicAddress: boolean): Stack => ({
    ...alb(2),
    Listener: [
      'AWS::ElasticLoadBalancingV2::Listener',
      { LoadBalancerArn: { Ref: 'Alb' }, DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }] },
    ],
    Group: ['AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'ip' }],
    Task: ['AWS::ECS::TaskDefinition', { Cpu: String(cpu), Memory: String(memory), ...arm }],
    Service: [
      'AWS::ECS::Service',
      {
        LaunchType: 'FARGATE',
        TaskDefinition: { Ref: 'Task' },
        LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' }, ContainerName: 'app', ContainerPort: 8080 }],
        ...(publicAddress ? publicTasks : {}),
      },
    ],
    Scaling: [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { ServiceNamespace: 'ecs', ResourceId: { 'Fn::Sub': 'service/cluster/${Service.Name}' }, MinCapacity: 2, MaxCapacity: 100 },
    ],
  })

  /** Front door and compute alone: what leaves the region and what is logged is the same for both. */
  const costAt = (stack: Stack, perSecond: number, usage: Stated): number => {
    const q = stackOf(stack)
    const bill = billOf(q, quantitiesOf(q, trafficAt(perSecond), stated(usage)), book)
    return dollars(bill)
  }
  const lambdaAt = (rate: number): number => costAt(serverless, rate, { Api: { internetOutGb: 0 }, Log: { ingestedGb: 0, storedGb: 0 } })

  function breakEven(stack: Stack, usage: Stated = {}): number {
    const other = (rate: number): number => costAt(stack, rate, { ...albUsage(0.2), ...usage })
    let [low, high] = [0.1, 100]
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2
      if (lambdaAt(middle) < other(middle)) low = middle
      else high = middle
    }
    return low
  }

  test('two tasks of a quarter vCPU: between 7.5 and 8.5 requests a second', () => {
    // Lambda: 1.00 + 0.20 + 50,000 GB-s x 0.0000133334 = 1.867 a million. Containers: 16.425 + 1.168 + 7.30 + 2 x 7.21 = 39.31.
    // 39.31 / 1.867 = 21.06 million a month = 8.0/s
    const rate = breakEven(containers(256, 512, false))
    expect(rate).toBeGreaterThan(7.5)
    expect(rate).toBeLessThan(8.5)
  })

  test('two tasks of one vCPU and 2 GB: about 17 requests a second', () => {
    expectClose(breakEven(containers(1024, 2048, false)) / 17, 1)
  })

  test.each([
    { name: 'an address for each task', stack: containers(256, 512, true), rate: 9.5 }, // + 7.30
    { name: 'one NAT gateway', stack: { ...containers(256, 512, false), ...nat(1) }, rate: 15.5 }, // + 36.50
    { name: 'two NAT gateways', stack: { ...containers(256, 512, false), ...nat(2) }, rate: 22.9 },
  ])('two tasks and $name: about $rate requests a second', ({ stack, rate }) => {
    const fixed = { Service: { averageTasks: 2 }, ...natUsage(2, 0) }
    expect(breakEven(stack, fixed)).toBeCloseTo(rate, 1)
  })

  test('at 100 requests a second the scaled containers cost well under half', () => {
    // 100/s x 20 ms / 50% x 1.4 = 5.6 vCPU in tasks of a quarter: 22.4 tasks
    expect(costAt(containers(256, 512, false), 100, albUsage(0.2))).toBeLessThan(lambdaAt(100) / 2)
    expectClose(lambdaAt(100), 490.6)
  })

  test('nothing is left out of either side', () => {
    const q = stackOf(serverless)
    expect(billOf(q, quantitiesOf(q, trafficAt(8), NO_USAGE), book).leftOut).toBe(0)
  })
})
