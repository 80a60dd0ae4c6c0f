import { describe, expect, test } from 'vitest'
import {
  monthlyOf,
  alb,
  albUsage,
  expectClose,
  fn,
  httpApi,
  log,
  mix,
  nat,
  natUsage,
  noBackups,
  postgres,
  restApi,
  type Stated,
  table,
  tasks,
  work,
} from './pieces.js'
import type { Stack } from './support.js'

/** Published figures of whole architectures, worked out again by hand. Prices of us-east-1; 730 hours. */
type Body = Stack[string]

const several = (count: number, name: string, body: Body): Stack =>
  Object.fromEntries(Array.from({ length: count }, (_, at): [string, Body] => [`${name}${at}`, body]))
const boxes = (count: number, type: string): Stack => several(count, 'Box', ['AWS::EC2::Instance', { InstanceType: type }])
const cache = (count: number, type: string, engine = 'redis'): Stack => ({
  Cache: ['AWS::ElastiCache::ReplicationGroup', { Engine: engine, CacheNodeType: type, NumCacheClusters: count }],
})
const volume = (gigabytes: number, type: string): Stack => ({ Disk: ['AWS::EC2::Volume', { Size: gigabytes, VolumeType: type }] })
const zone: Stack = { Zone: ['AWS::Route53::HostedZone', { Name: 'example.com' }] }
const bucket: Stack = { Bucket: ['AWS::S3::Bucket'] }
const stored = (gigabytes: number): Stated => ({ Bucket: { storedGb: gigabytes, putRequests: 0, getRequests: 0 } })
const cdn: Stack = { Cdn: ['AWS::CloudFront::Distribution'] }
const served = (gigabytes: number): Stated => ({ Cdn: { requests: 0, internetOutGb: gigabytes, originGb: 0 } })
const aurora = (count: number, type: string): Stack => ({
  Cluster: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql' }],
  ...several(count, 'Db', [
    'AWS::RDS::DBInstance',
    { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: type },
  ]),
})
const auroraUsage = (gigabytes: number, ioRequests: number): Stated => ({ Cluster: { storedGb: gigabytes, ioRequests, backupGb: 0 } })
const metrics = (count: number): Stack => several(count, 'Metric', ['AWS::Logs::MetricFilter', { LogGroupName: { Ref: 'Log' } }])

describe('C14: a full stack on Amplify', () => {
  const stack: Stack = { App: ['AWS::Amplify::App', { Name: 'a' }], Api: httpApi, Fn: fn(512), Log: log }

  test.each([
    { millions: 0.1, minutes: 50, kept: 1, out: 5, data: 0, figure: 1.56 }, // 0.50 + 0.023 + 0.75 + 0.1 x (1.00 + 0.20 + 1.6667)
    { millions: 1, minutes: 200, kept: 5, out: 50, data: 1, figure: 13.48 }, // 2.00 + 0.115 + 7.50 + 2.8667 + 1
    { millions: 3, minutes: 500, kept: 5, out: 100, data: 3, figure: 31.72 }, // 5.00 + 0.115 + 15.00 + 3 x 2.8667 + 3
  ])('$millions million requests, $out GB served', ({ millions, minutes, kept, out, data, figure }) => {
    const usage = {
      ...work(millions, 200),
      Log: { ingestedGb: 0, storedGb: 0 },
      App: { buildMinutes: minutes, storedGb: kept, servedGb: out },
    }
    expectClose(monthlyOf(stack, usage) + data, figure)
  })
})

test('C15: a gigabyte of provisioned concurrency costs $0.015 an hour, $10.95 a month', () => {
  const stack: Stack = {
    Fn: fn(1024),
    Log: log,
    Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' }, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } }],
  }
  // 3,600 x 0.0000041667 = 0.0150; x 730 h = 10.95
  expectClose(monthlyOf(stack, work(0, 0)), 10.95)
})

test.each([
  { version: '1.28', type: 'm5.large', figure: 1188.62 }, // 730 x 0.60 + 210.24 + 12.00 + 388.00 + 109.50 + 30.88
  { version: '1.34', type: 'm5.large', figure: 823.62 }, // 730 x 0.10 + ...
  { version: '1.34', type: 'm5.xlarge', figure: 1033.86 }, // + 210.24
])('C16: Kubernetes $version on three $type, a database and three NAT gateways', ({ version, type, figure }) => {
  const stack: Stack = {
    Cluster: ['AWS::EKS::Cluster', { Version: version }],
    Template: [
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: { InstanceType: type, BlockDeviceMappings: [{ DeviceName: 'a', Ebs: { VolumeSize: 50, VolumeType: 'gp3' } }] },
      },
    ],
    Nodes: [
      'AWS::EKS::Nodegroup',
      {
        ClusterName: { Ref: 'Cluster' },
        LaunchTemplate: { Id: { Ref: 'Template' } },
        ScalingConfig: { MinSize: 3, DesiredSize: 3, MaxSize: 3 },
      },
    ],
    ...postgres('db.r5.large', 100, true),
    ...nat(3),
    ...alb(3),
  }
  expectClose(monthlyOf(stack, { ...noBackups, ...natUsage(3, 0), ...albUsage(0.6) }), figure)
})

describe('C17: a monitoring product, line by line', () => {
  const database = postgres('db.t3.small', 20, true)

  test.each([
    { name: 'C17a: two instances', stack: boxes(2, 't3.medium'), figure: 60.74 }, // 2 x 730 x 0.0416
    { name: 'C17b: three instances', stack: boxes(3, 't3.medium'), figure: 91.1 },
    { name: 'C17b: three of compute', stack: boxes(3, 'c5.large'), figure: 186.15 }, // 3 x 730 x 0.085
    { name: 'C17c: the database', stack: database, figure: 57.16 }, // 730 x 0.072 + 20 x 0.23
    { name: 'C17d: one cache node', stack: cache(1, 'cache.t3.micro'), figure: 12.41 }, // 730 x 0.017
    { name: 'C17d: two cache nodes', stack: cache(2, 'cache.t3.micro'), figure: 24.82 },
    { name: 'C17d: a node of Valkey', stack: cache(1, 'cache.t3.micro', 'valkey'), figure: 9.93 }, // 730 x 0.0136
    { name: 'C17e: a gp3 volume', stack: volume(100, 'gp3'), figure: 8 },
    { name: 'C17e: a gp2 volume', stack: volume(100, 'gp2'), figure: 10 },
    { name: 'C17e: a zone', stack: zone, figure: 0.5 },
    { name: 'C17e: a NAT gateway', stack: nat(1), figure: 36.5 },
  ])('$name', ({ stack, figure }) => {
    expectClose(monthlyOf(stack, { ...noBackups, ...natUsage(1, 0) }), figure)
  })

  test('C17e: objects, traces and data out', () => {
    expectClose(monthlyOf(bucket, stored(50)), 1.15)
    const traced: Stack = { Fn: fn(128, { TracingConfig: { Mode: 'Active' } }), Log: log }
    // the first 100,000 traces and the first 100 GB a month are free
    expectClose(monthlyOf(traced, { Fn: { requests: 0, durationMs: 0, traces: 1.1e6 } }, ['xray']), 5)
    expectClose(monthlyOf(bucket, { Bucket: { ...stored(0)['Bucket'], internetOutGb: 656 } }, ['datatransfer']), 50)
  })

  test('C17: all of it', () => {
    const stack: Stack = {
      ...boxes(5, 't3.medium'),
      ...database,
      ...cache(1, 'cache.t3.micro'),
      ...bucket,
      ...volume(100, 'gp3'),
      ...alb(2),
      ...nat(1),
      ...zone,
    }
    const usage = { ...noBackups, ...stored(50), ...albUsage(0.2), ...natUsage(1, 0) }
    // stated by the seed in dollars: Lambda 20, requests of the bucket 5, data out 50, CloudFront 20, CloudWatch 15, X-Ray 5
    const asStated = 20 + 5 + 50 + 20 + 15 + 5
    // 151.84 + 57.16 + 12.41 + 1.15 + 8.00 + 24.89 + 36.50 + 0.50 = 292.45
    expectClose(monthlyOf(stack, usage) + asStated, 407.45)
    // and an address for each of the five instances
    expectClose(monthlyOf({ ...stack, ...several(5, 'Address', ['AWS::EC2::EIP']) }, usage) + asStated, 425.7)
  })
})

describe('C20: a highly available site on instances', () => {
  test('of middle size', () => {
    const stack: Stack = {
      ...alb(2),
      ...boxes(4, 'm6g.large'),
      ...nat(2),
      ...postgres('db.r6g.large', 200, true),
      ...cache(2, 'cache.m6g.large'),
      ...cdn,
    }
    const usage = { ...albUsage(2), ...natUsage(2, 0), ...noBackups, ...served(500) }
    // 35.41 + 224.84 + 73.00 + (328.50 + 46.00) + 217.54 + 42.50 + 80
    expectClose(monthlyOf(stack, usage) + 80, 1047.78)
  })

  test('of large size', () => {
    const database = postgres('db.r6g.large', 250, true)
    const stack: Stack = {
      ...alb(3),
      ...boxes(8, 'm6g.large'),
      ...nat(3),
      ...database,
      Other: database['Db']!,
      ...cache(2, 'cache.r6g.large'),
      ...cdn,
    }
    const usage = { ...albUsage(6), ...natUsage(3, 500), ...noBackups, Other: { backupGb: 0 }, ...served(2000) }
    // 62.42 + 449.68 + (109.50 + 22.50) + (657.00 + 115.00) + 300.76 + 170.00 + 100
    expectClose(monthlyOf(stack, usage) + 100, 1986.86)
  })
})

describe('C21: a serverless API between $100 and $500', () => {
  test.each([
    { name: 'REST', front: restApi, millions: 18.5, figure: 100 }, // 2.50 + 18.5 x (0.20 + 0.8333 + 3.50 + 0.2313 + 0.5045)
    { name: 'REST', front: restApi, millions: 94.4, figure: 500 },
    { name: 'HTTP', front: httpApi, millions: 35.2, figure: 100 }, // 2.50 + 35.2 x (0.20 + 0.8333 + 1.00 + 0.2313 + 0.5045)
    { name: 'HTTP', front: httpApi, millions: 179.7, figure: 500 },
    { name: 'REST', front: restApi, millions: 1, figure: 7.77 },
  ])('$name, $millions million requests', ({ front, millions, figure }) => {
    const stack: Stack = { Api: front, Fn: fn(512), Log: log, Table: table() }
    expectClose(monthlyOf(stack, { ...work(millions, 100), ...mix(millions, 10) }), figure)
  })
})

describe('C22: microservices', () => {
  test('four small ones', () => {
    const stack: Stack = {
      ...alb(2),
      ...tasks(8, '512', '1024'),
      ...nat(2),
      ...aurora(2, 'db.r6g.large'),
      ...cache(2, 'cache.t4g.small'),
      Log: log,
      ...zone,
    }
    const usage = { ...albUsage(2), ...natUsage(2, 0), ...auroraUsage(100, 100e6), Log: { ingestedGb: 30, storedGb: 0 } }
    // 35.41 + 8 x 18.02 + 73.00 + (379.60 + 10.00 + 20.00) + 46.72 + 15.00 + 0.50
    expectClose(monthlyOf(stack, usage), 724.39)
  })

  test('eight', () => {
    const stack: Stack = {
      ...alb(3),
      ...tasks(16, '1024', '2048'),
      ...nat(3),
      ...aurora(2, 'db.r6g.large'),
      ...cache(2, 'cache.m6g.large'),
      Log: log,
      ...metrics(50),
    }
    const usage = { ...albUsage(4), ...natUsage(3, 300), ...auroraUsage(300, 300e6), Log: { ingestedGb: 100, storedGb: 0 } }
    // 50.74 + 16 x 36.04 + (109.50 + 13.50) + (379.60 + 30.00 + 60.00) + 217.54 + 50.00 + 50 x 0.30
    expectClose(monthlyOf(stack, usage), 1502.52)
  })
})

describe('C23: a hybrid over VPN', () => {
  const vpn = (count: number): Stack => several(count, 'Vpn', ['AWS::EC2::VPNConnection', { VpnGatewayId: 'vgw-1' }])

  test('one connection', () => {
    expectClose(monthlyOf(vpn(1), { Vpn0: { internetOutGb: 0 } }), 36.5)
    // 36.50 + (94.17 + 23.00) + 5 + 500 x 0.023
    const stack: Stack = { ...vpn(1), ...postgres('db.t4g.medium', 100, true), ...bucket }
    expectClose(monthlyOf(stack, { Vpn0: { internetOutGb: 0 }, ...noBackups, ...stored(500) }) + 5, 170.17)
  })

  test('two connections', () => {
    const stack: Stack = { ...vpn(2), ...postgres('db.r6g.large', 500, true), ...bucket, ...nat(2) }
    const usage = { Vpn0: { internetOutGb: 1000 }, Vpn1: { internetOutGb: 0 }, ...noBackups, ...stored(5000), ...natUsage(2, 0) }
    // 73.00 + (328.50 + 115.00) + 20 + 115.00 + 90.00 + 73.00
    expectClose(monthlyOf(stack, usage) + 20, 814.5)
  })
})

test.each([
  { name: 'r6g.large and t4g.small', stack: { ...aurora(1, 'db.r6g.large'), ...cache(1, 'cache.t4g.small') }, figure: 213.16 }, // 189.80 + 23.36
  { name: 't4g.medium and t4g.small', stack: { ...aurora(1, 'db.t4g.medium'), ...cache(1, 'cache.t4g.small') }, figure: 76.65 }, // 53.29 + 23.36
  { name: 'two and two large', stack: { ...aurora(2, 'db.r6g.large'), ...cache(2, 'cache.m6g.large') }, figure: 597.14 }, // 379.60 + 217.54
])('C24: a replica of Aurora and a cache, $name', ({ stack, figure }) => {
  expectClose(monthlyOf(stack, auroraUsage(0, 0)), figure)
})

describe('C25: a peak of 10,000 requests a second', () => {
  const serverless: Stack = { Api: httpApi, Fn: fn(512), Log: log }
  const lambdaAt = (average: number): number => monthlyOf(serverless, { ...work(average * 2.628, 50), Log: { ingestedGb: 0, storedGb: 0 } })
  const fargateAt = (average: number, count: number): number =>
    monthlyOf({ ...alb(3), ...tasks(count, '1024', '2048') }, albUsage(average / 400))
  const standing = Math.ceil((10_000 * 0.01) / 0.6)
  const scaled = (average: number): number => Math.max(3, Math.ceil((1.3 * average * 0.01) / 0.6))

  test.each([
    { average: 100, lambda: 425, fargate: 6048 }, // 262.80 + 52.56 + 109.50; 167 x 36.04 + 28.84
    { average: 1000, lambda: 4016, fargate: 6061 }, // (300 + 2,328 x 0.90) + 525.60 + 1,095.00; + 41.98
    { average: 5000, lambda: 19_959, fargate: 6119 }, // (300 + 12,840 x 0.90) + 2,628 + 5,475; + 100.38
  ])('$average a second on average', ({ average, lambda, fargate }) => {
    expectClose(lambdaAt(average), lambda)
    expectClose(fargateAt(average, standing), fargate)
  })

  test('containers that scale without delay would cost less', () => {
    // 3 x 36.04 + 28.84
    expectClose(fargateAt(100, scaled(100)), 137)
  })

  test('Lambda is cheaper where the peak is more than about 6.7 times the average', () => {
    const perAverage = lambdaAt(1000) / 1000
    const perPeak = (standing * 36.04) / 10_000
    expect(perAverage / perPeak).toBeGreaterThan(6.6)
    expect(perAverage / perPeak).toBeLessThan(6.8)
  })
})
