import { describe, expect, test } from 'vitest'
import { type BillOptions, billOf, mergeBills, openAccount, quantitiesOf } from '#analyze/cost/index.js'
import type { PriceBook, PriceTier } from '#catalog/index.js'
import { amountOf, amountText, formatUsd, treeOf, usdOf, usdText } from '#core/index.js'
import { graphOf, queryOf } from '#graph/index.js'
import { ALWAYS_FREE } from './pieces.js'
import { AS_OF, NO_USAGE, type Stack, stackOf, stated } from './support.js'

/** A book of a few hand-written rows for us-east-1: from which quantity on, at which price. */
function bookOf(rows: Readonly<Record<string, readonly (readonly [from: number, price: string])[]>>): PriceBook {
  const tiersOf = (key: string): readonly PriceTier[] | undefined =>
    rows[key]?.map(([from, price]) => ({
      key,
      region: 'us-east-1',
      unit: 'unit',
      price: usdOf(price),
      from: amountOf(from),
      how: 'listed',
      source: 'https://aws.amazon.com/pricing/',
      asOf: '2026-07-20',
      basis: 'document',
    }))
  return {
    asOf: '2026-07-20',
    tiers: (key, region) => (region === 'us-east-1' ? tiersOf(key) : undefined),
    keys: (service) => Object.keys(rows).filter((key) => key.startsWith(`${service}.`)),
  }
}

const NAT: Stack = { Nat: ['AWS::EC2::NatGateway', { ConnectivityType: 'private' }] }
const NAT_BOOK = bookOf({ 'vpc.nat_hour': [[0, '0.045']], 'vpc.nat_data': [[0, '0.045']] })

function bill(
  stack: Stack,
  usage: Parameters<typeof stated>[0],
  book: PriceBook,
  options: BillOptions & { readonly region?: string } = {},
) {
  const { region = 'us-east-1', ...rest } = options
  const q = stackOf(stack, region)
  return billOf(q, quantitiesOf(q, undefined, stated(usage)), book, rest)
}

test.each([
  { name: 'usage stated', usage: { Nat: { processedGb: 100 } }, region: 'us-east-1', monthly: '$37.35', leftOut: 0, unknown: false },
  { name: 'usage not stated', usage: {}, region: 'us-east-1', monthly: '$32.85', leftOut: 1, unknown: false },
  { name: 'region not in the book', usage: { Nat: { processedGb: 100 } }, region: 'mars-1', monthly: '$0.00', leftOut: 2, unknown: true },
])('NAT gateway, $name', ({ usage, region, monthly: printed, leftOut: open, unknown: none }) => {
  const { monthly, leftOut, unknown } = bill(NAT, usage, NAT_BOOK, { region })
  expect({ monthly: formatUsd(monthly), leftOut, unknown }).toEqual({ monthly: printed, leftOut: open, unknown: none })
})

test('a line says what it counts, how, and where its price comes from', () => {
  const [hours] = bill(NAT, {}, NAT_BOOK).lines
  expect(hours).toEqual({
    resource: 'Nat',
    type: 'AWS::EC2::NatGateway',
    name: 'NAT gateway hours',
    status: 'priced',
    key: 'vpc.nat_hour',
    region: 'us-east-1',
    unit: 'hour',
    from: 'template',
    quantity: amountOf(730),
    formula: 'one gateway for 730 h',
    monthly: usdOf('32.85'),
    tiers: NAT_BOOK.tiers('vpc.nat_hour', 'us-east-1'),
  })
})

describe('lines that are left out say what would make them a price', () => {
  const hintOf = (stack: Stack, book = NAT_BOOK, region = 'us-east-1'): readonly (string | undefined)[] =>
    bill(stack, {}, book, { region })
      .lines.filter(({ status }) => status !== 'priced')
      .map(({ hint }) => hint)

  test('usage', () => {
    expect(hintOf(NAT)).toEqual(['state processedGb (GB: data through the gateway, both directions) in the usage file'])
  })

  test('a key that the book does not have', () => {
    expect(hintOf({ Ip: ['AWS::EC2::EIP'] })).toEqual(['the price book has no vpc.public_ipv4_in_use in us-east-1'])
  })

  test('the region, where nothing says it', () => {
    const q = queryOf(graphOf(treeOf({ Resources: { Ip: { Type: 'AWS::EC2::EIP' } } })), { asOf: AS_OF })
    expect(billOf(q, new Map(), NAT_BOOK).lines.map(({ status, hint }) => [status, hint])).toEqual([
      ['no-price', 'say which region it runs in'],
    ])
  })

  test('a property that a parameter decides', () => {
    const template = {
      Parameters: { Class: { Type: 'String' } },
      Resources: { Box: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: { Ref: 'Class' } } } },
    }
    const q = queryOf(graphOf(treeOf(template)), { region: 'us-east-1', asOf: AS_OF })
    const [hours] = billOf(q, new Map(), NAT_BOOK).lines
    expect(hours).toMatchObject({ status: 'needs-usage', key: '', hint: 'InstanceType is not known: parameter Class has no value' })
  })

  test('a switch that a parameter decides, and that no line waits for', () => {
    const template = {
      Parameters: { Watched: { Type: 'String' } },
      Resources: { Box: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 't3.micro', Monitoring: { Ref: 'Watched' } } } },
    }
    const { lines, leftOut } = billOf(
      queryOf(graphOf(treeOf(template)), { region: 'us-east-1', asOf: AS_OF }),
      new Map(),
      bookOf({ 'ec2.t3.micro': [[0, '0.0104']], 'ebs.gp2_storage': [[0, '0.1']] }),
    )
    expect(lines.map(({ name, status, hint }) => [name, status, hint]).at(-1)).toEqual([
      'What depends on Monitoring',
      'needs-usage',
      'Monitoring is not known: parameter Watched has no value',
    ])
    expect(leftOut).toBe(2)
  })

  test('a unit price, where only the quantity is missing', () => {
    expect(bill(NAT, {}, NAT_BOOK).lines.map(({ status, tiers }) => [status, tiers.map(({ price }) => usdText(price))])).toEqual([
      ['priced', ['0.045']],
      ['needs-usage', ['0.045']],
    ])
  })

  test('a resource that a condition decides', () => {
    const template = {
      Parameters: { Env: { Type: 'String' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
      Resources: { Ip: { Type: 'AWS::EC2::EIP', Condition: 'IsProd' } },
    }
    const priced = (parameters: Readonly<Record<string, string>>) =>
      billOf(
        queryOf(graphOf(treeOf(template)), { region: 'us-east-1', asOf: AS_OF, parameters }),
        new Map(),
        bookOf({ 'vpc.public_ipv4_in_use': [[0, '0.005']] }),
      )
    expect(priced({}).lines.map(({ status, hint }) => [status, hint])).toEqual([
      ['needs-usage', 'whether it exists depends on condition IsProd'],
    ])
    expect(usdText(priced({ Env: 'prod' }).monthly)).toBe('3.65')
    expect(priced({ Env: 'dev' }).lines).toEqual([])
  })

  test('a type without a price model is one line; a type that costs nothing is none', () => {
    const stack: Stack = { Camera: ['AWS::Panorama::Package'], Role: ['AWS::IAM::Role'], Own: ['Custom::Thing'] }
    const { lines, leftOut, unknown } = bill(stack, {}, NAT_BOOK)
    expect(lines.map(({ resource, status, hint }) => [resource, status, hint])).toEqual([
      ['Camera', 'no-price', 'there is no price model for AWS::Panorama::Package'],
    ])
    expect({ leftOut, unknown }).toEqual({ leftOut: 1, unknown: true })
  })

  test('a template without anything that is billed costs nothing, and that is known', () => {
    expect(bill({}, {}, NAT_BOOK)).toEqual({ lines: [], monthly: 0n, leftOut: 0, unknown: false })
  })
})

describe('tiers', () => {
  // $1 up to 10, $0.10 beyond
  const book = bookOf({
    's3.standard_storage': [
      [0, '1'],
      [10, '0.1'],
    ],
    's3.standard_tier1_requests': [[0, '0']],
    's3.standard_tier2_requests': [[0, '0']],
  })
  const none = { putRequests: 0, getRequests: 0 }
  const stack: Stack = { A: ['AWS::S3::Bucket'], B: ['AWS::S3::Bucket'] }

  test('are shared by all resources of a bill', () => {
    const { lines, monthly } = bill(stack, { A: { storedGb: 8, ...none }, B: { storedGb: 8, ...none } }, book)
    const storage = lines.filter(({ key }) => key === 's3.standard_storage')
    // 8 x 1; then 2 x 1 + 6 x 0.1
    expect(storage.map((line) => usdText(line.monthly!))).toEqual(['8', '2.6'])
    expect(storage.map(({ tiers }) => tiers.length)).toEqual([1, 2])
    expect(usdText(monthly)).toBe('10.6')
  })

  test('a quantity of nothing costs nothing and still has its source', () => {
    const [line] = bill(stack, { A: { storedGb: 0, ...none } }, book).lines
    expect(line).toMatchObject({ status: 'priced', monthly: 0n })
    expect(line!.tiers).toHaveLength(1)
  })

  test('a lowest tier above 0 holds from 0: its free part is only for who asks for free tiers', () => {
    const key: Stack = { Key: ['AWS::KMS::Key'] }
    const kms = bookOf({ 'kms.cmk': [[0, '1']], 'kms.requests': [[20_000, '0.000003']] })
    const usage = { Key: { requests: 30_000 } }
    expect(usdText(bill(key, usage, kms).monthly)).toBe('1.09')
    expect(usdText(bill(key, usage, kms, { freeTiers: ALWAYS_FREE }).monthly)).toBe('1.03')
  })
})

describe('free tiers', () => {
  const book = bookOf({
    'lambda.requests': [[0, '0.0000002']],
    'lambda.requests_arm': [[0, '0.0000002']],
    'lambda.duration_x86': [[0, '0.0000166667']],
    'lambda.duration_arm': [[0, '0.0000133334']],
  })
  const fn = (architecture: string) =>
    ['AWS::Lambda::Function', { MemorySize: 1024, Architectures: [architecture], LoggingConfig: { LogGroup: '/app' } }] as const
  const stack: Stack = { Old: fn('x86_64'), New: fn('arm64') }
  const usage = { Old: { requests: 700_000, durationMs: 1000 }, New: { requests: 700_000, durationMs: 1000 } }
  const of = (options: BillOptions): readonly string[] => bill(stack, usage, book, options).lines.map((line) => usdText(line.monthly!))

  test('are off unless asked for', () => {
    expect(of({})).toEqual(['0.14', '11.66669', '0.14', '9.33338'])
  })

  test('are given once for the account, to whoever comes first, over both processors', () => {
    // a million requests and 400,000 GB-seconds: 700,000 + 300,000 requests, 400,000 GB-s of the first function
    expect(of({ freeTiers: ALWAYS_FREE })).toEqual(['0', '5.00001', '0.08', '9.33338'])
    expect(of({ freeTiers: ALWAYS_FREE.filter(({ service }) => service === 'lambda') })).toEqual(of({ freeTiers: ALWAYS_FREE }))
    expect(of({ freeTiers: ALWAYS_FREE.filter(({ service }) => service === 'sqs') })).toEqual(of({}))
  })
})

test('stacks that are billed with one account share its free tiers', () => {
  const book = bookOf({ 'sqs.requests_standard': [[0, '0.0000004']] })
  const stack: Stack = { Queue: ['AWS::SQS::Queue'] }
  const usage = { Queue: { requests: 800_000 } }
  const account = openAccount(book, ALWAYS_FREE)
  const bills = [bill(stack, usage, book, { account }), bill(stack, usage, book, { account, stack: 'second' })]
  // a million of 1.6 million requests are free
  expect(bills.map(({ monthly }) => usdText(monthly))).toEqual(['0', '0.24'])
  expect(usdText(mergeBills(bills).monthly)).toBe('0.24')
})

test('bills of several stacks add up, lines in order', () => {
  const one = bill(NAT, {}, NAT_BOOK)
  const two = bill(NAT, { Nat: { processedGb: 1 } }, NAT_BOOK, { stack: 'edge' })
  const both = mergeBills([one, two])
  expect(usdText(both.monthly)).toBe('65.745')
  expect(both.leftOut).toBe(1)
  expect(both.lines.map(({ resource }) => resource)).toEqual(['Nat', 'Nat', 'edge/Nat', 'edge/Nat'])
})

describe('services of containers', () => {
  const book = bookOf({ 'ecs.fargate_vcpu_x86': [[0, '0.04']], 'ecs.fargate_mem_x86': [[0, '0.004']] })
  const service = (more: Stack): Stack => ({
    Task: ['AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: '2048' }],
    Service: ['AWS::ECS::Service', { LaunchType: 'FARGATE', DesiredCount: 3, TaskDefinition: { Ref: 'Task' } }],
    ...more,
  })
  const scaling: Stack = {
    Scaling: [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { ResourceId: { 'Fn::Sub': 'service/c/${Service.Name}' }, MinCapacity: 2, MaxCapacity: 10 },
    ],
  }
  const summary = (stack: Stack, usage: Parameters<typeof stated>[0]) =>
    bill(stack, usage, book).lines.map(({ name, status, quantity }) => [
      name,
      status,
      quantity === undefined ? undefined : amountText(quantity),
    ])

  test('that do not scale run what they desire', () => {
    expect(summary(service({}), {})).toEqual([
      ['vCPU', 'priced', '2190'],
      ['Memory', 'priced', '4380'],
    ])
  })

  test('that scale have their least tasks priced, and those above them left out until someone says how many', () => {
    expect(summary(service(scaling), {})).toEqual([
      ['vCPU', 'priced', '1460'],
      ['Memory', 'priced', '2920'],
      ['vCPU above 2 tasks', 'needs-usage', undefined],
      ['Memory above 2 tasks', 'needs-usage', undefined],
    ])
    expect(summary(service(scaling), { Service: { averageTasks: 4.5 } })).toEqual([
      ['vCPU', 'priced', '3285'],
      ['Memory', 'priced', '6570'],
    ])
  })

  test('without a launch type wait for the cluster to be asked', () => {
    const stack = service({ Service: ['AWS::ECS::Service', { TaskDefinition: { Ref: 'Task' } }] })
    expect(bill(stack, {}, book).lines.map(({ hint }) => hint)).toEqual([
      'LaunchType is not known: it is not given, so the capacity providers of the cluster decide',
    ])
  })

  test('on spot have no price, which is not a price of nothing', () => {
    const stack = service({
      Service: ['AWS::ECS::Service', { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }], TaskDefinition: { Ref: 'Task' } }],
    })
    expect(bill(stack, {}, book)).toMatchObject({ leftOut: 2, unknown: true })
  })
})

describe('what a database in the template is priced by', () => {
  const keysOf = (resources: Stack, id: string): readonly string[] =>
    billOf(stackOf(resources), new Map(), NAT_BOOK)
      .lines.filter(({ resource }) => resource === id)
      .map(({ key }) => key)

  test.each([
    { properties: { Engine: 'mysql' }, key: 'rds.mysql.db.m6g.large', storage: 'rds.gp2_single_az' },
    {
      properties: { Engine: 'postgres', MultiAZ: true, StorageType: 'gp3' },
      key: 'rds.postgres.multi_az.db.m6g.large',
      storage: 'rds.gp3_multi_az',
    },
    { properties: { Engine: 'sqlserver-se', Iops: 1000 }, key: 'rds.sqlserver-standard-li.db.m6g.large', storage: 'rds.io1_single_az' },
    {
      properties: { Engine: 'oracle-se2', LicenseModel: 'bring-your-own-license' },
      key: 'rds.oracle-se2-byol.db.m6g.large',
      storage: 'rds.gp2_single_az',
    },
  ])('$properties', ({ properties, key, storage }) => {
    const stack: Stack = { Db: ['AWS::RDS::DBInstance', { DBInstanceClass: 'db.m6g.large', AllocatedStorage: '100', ...properties }] }
    expect(keysOf(stack, 'Db').slice(0, 2)).toEqual([key, storage])
  })

  test('a replica has the engine of its source', () => {
    const stack: Stack = {
      Source: ['AWS::RDS::DBInstance', { Engine: 'mariadb', DBInstanceClass: 'db.m6g.large', AllocatedStorage: '20' }],
      Replica: [
        'AWS::RDS::DBInstance',
        { SourceDBInstanceIdentifier: { Ref: 'Source' }, DBInstanceClass: 'db.m6g.xlarge', AllocatedStorage: '20' },
      ],
    }
    expect(keysOf(stack, 'Replica')[0]).toBe('rds.mariadb.db.m6g.xlarge')
  })

  test.each([
    { gigabytes: 100, iops: 4000, quantities: ['100', '1000'] }, // 3,000 are included
    { gigabytes: 400, iops: 13_000, quantities: ['400', '1000'] }, // 12,000 are included from 400 GB on
    { gigabytes: 400, iops: 12_000, quantities: ['400'] },
  ])('gp3 of $gigabytes GB and $iops IOPS', ({ gigabytes, iops, quantities }) => {
    const properties = {
      Engine: 'postgres',
      DBInstanceClass: 'db.m6g.large',
      StorageType: 'gp3',
      AllocatedStorage: String(gigabytes),
      Iops: iops,
    }
    const lines = billOf(stackOf({ Db: ['AWS::RDS::DBInstance', properties] }), new Map(), NAT_BOOK).lines
    const storage = lines.filter(({ key }) => key.startsWith('rds.gp3'))
    expect(storage.map(({ quantity }) => amountText(quantity!))).toEqual(quantities)
  })

  test('an instance of an Aurora cluster takes engine and storage from it', () => {
    const stack = (storage: string): Stack => ({
      Cluster: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', StorageType: storage }],
      Writer: ['AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.r6g.large' }],
    })
    expect(keysOf(stack('aurora'), 'Writer')).toEqual(['aurora.postgres.db.r6g.large'])
    expect(keysOf(stack('aurora-iopt1'), 'Writer')).toEqual(['aurora.postgres.io_optimized.db.r6g.large'])
    expect(keysOf(stack('aurora-iopt1'), 'Cluster')).toEqual(['aurora.storage_io_optimized', 'aurora.backup'])
  })

  test('a cluster that scales from half a unit is billed for that at least', () => {
    const stack: Stack = {
      Cluster: [
        'AWS::RDS::DBCluster',
        { Engine: 'aurora-postgresql', ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 8 } },
      ],
      Writer: ['AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.serverless' }],
    }
    const acu = bookOf({ 'aurora.serverless_v2': [[0, '0.12']] })
    const writer = billOf(stackOf(stack), quantitiesOf(stackOf(stack), undefined, NO_USAGE), acu).lines.filter(
      ({ resource }) => resource === 'Writer',
    )
    expect(writer.map(({ status, quantity }) => [status, quantity])).toEqual([
      ['priced', amountOf(365)],
      ['needs-usage', undefined],
    ])
  })
})
