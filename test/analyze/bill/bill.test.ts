import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BillMeter, compareBill, findHidden, groupBill, HIDDEN_COSTS, withoutLetters } from '#analyze/bill/index.js'
import { type BillCell, type BillDimension, CHARGES } from '#spec/index.js'

const DOLLAR = 10n ** 12n

function cell(values: BillCell['values'], dollars = 1n, quantity?: bigint): BillCell {
  return {
    values: { charge: 'usage', currency: 'USD', account: '1', region: 'us-east-1', ...values },
    cost: dollars * DOLLAR,
    quantity,
    lines: 1,
  }
}

describe('groups', () => {
  const cells = fc.array(
    fc.record({
      charge: fc.constantFrom(...CHARGES),
      currency: fc.constantFrom('USD', 'EUR', ''),
      service: fc.constantFrom('AmazonS3', 'AmazonEC2', ''),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      cost: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    }),
  )
  const by = fc.subarray<BillDimension>(['service', 'region', 'charge'])

  test('a total is the sum of its groups and of what stands apart, and no currency takes from another', () => {
    fc.assert(
      fc.property(cells, by, (given, dimensions) => {
        const all = given.map(({ cost, ...values }) => ({ values, cost, quantity: undefined, lines: 1 }))
        for (const bill of groupBill(all, dimensions)) {
          const own = all.filter(({ values }) => values.currency === bill.currency)
          const sum = (costs: readonly { readonly cost: bigint }[]): bigint => costs.reduce((total, { cost }) => total + cost, 0n)
          expect(bill.total).toBe(sum(own))
          expect(bill.grouped).toBe(sum(bill.groups))
          expect(sum(bill.charges)).toBe(bill.grouped)
          expect(bill.total).toBe(bill.grouped + sum(bill.apart))
        }
      }),
    )
  })

  test('the order of lines changes nothing', () => {
    fc.assert(
      fc.property(cells, by, (given, dimensions) => {
        const all = given.map(({ cost, ...values }) => ({ values, cost, quantity: undefined, lines: 1 }))
        expect(groupBill(all.toReversed(), dimensions)).toEqual(groupBill(all, dimensions))
      }),
    )
  })

  test('days in their order, everything else dearest first', () => {
    const keys = groupBill(
      [cell({ day: '2026-01-02' }, 9n), cell({ day: '2026-01-01', service: 'a' }, 1n), cell({ day: '2026-01-01', service: 'b' }, 2n)],
      ['day', 'service'],
    )
    expect(keys[0]?.groups.map((group) => group.keys)).toEqual([
      ['2026-01-01', 'b'],
      ['2026-01-01', 'a'],
      ['2026-01-02', ''],
    ])
  })

  test('a quantity only where all lines count the same', () => {
    const [bill] = groupBill(
      [
        cell({ service: 'a', unit: 'GB' }, 1n, 2n),
        cell({ service: 'a', unit: 'GB' }, 1n, 3n),
        cell({ service: 'b', unit: 'GB' }, 1n, 1n),
        cell({ service: 'b', unit: 'Hrs' }, 1n, 1n),
      ],
      ['service'],
    )
    expect(bill?.groups.map(({ quantity, unit }) => [quantity, unit])).toEqual([
      [5n, 'GB'],
      [undefined, undefined],
    ])
  })
})

describe('usage types', () => {
  test.each([
    ['NatGateway-Bytes', 'NatGateway-Bytes'],
    ['EUC1-NatGateway-Bytes', 'NatGateway-Bytes'],
    ['EU-BoxUsage:m7g.large', 'BoxUsage:m7g.large'],
    ['USE1-EUC1-AWS-Out-Bytes', 'AWS-Out-Bytes'],
    ['AWS-Out-Bytes', 'AWS-Out-Bytes'],
    ['IA-WriteRequestUnits', 'IA-WriteRequestUnits'],
  ])('%s is %s', (written, plain) => {
    expect(withoutLetters(written)).toBe(plain)
  })
})

describe('hidden costs', () => {
  test.each([
    ['nat-processing', 'AmazonEC2', 'EUC1-NatGateway-Bytes'],
    ['nat-hours', 'AmazonEC2', 'NatGateway-Hours'],
    ['cross-zone-transfer', 'AmazonEC2', 'APN1-DataTransfer-Regional-Bytes'],
    ['idle-public-ipv4', 'AmazonVPC', 'EU-PublicIPv4:IdleAddress'],
    ['public-ipv4', 'AmazonVPC', 'PublicIPv4:InUseAddress'],
    ['interface-endpoints', 'AmazonVPC', 'VpcEndpoint-Hours'],
    ['cross-region-transfer', 'AmazonS3', 'USE1-EUC1-AWS-Out-Bytes'],
    ['log-ingestion', 'AmazonCloudWatch', 'USW2-VendedLog-Bytes'],
    ['log-storage', 'AmazonCloudWatch', 'TimedStorage-ByteHrs'],
    ['extended-support', 'AmazonRDS', 'ExtendedSupport:Yr1-Yr2:PostgreSQL11'],
    ['kubernetes-extended-support', 'AmazonEKS', 'AmazonEKS-Hours:extendedSupport'],
    ['snapshots', 'AmazonEC2', 'EBS:SnapshotUsage'],
    ['early-deletes', 'AmazonS3', 'EarlyDelete-GIR'],
  ])('%s: %s %s', (id, service, usage) => {
    const found = findHidden([cell({ service, 'usage-type': usage, unit: 'GB' }, 3n, 5n)], true)
    expect(found.filter((each) => each.id !== 'volumes-without-instances')).toMatchObject([
      { id, cost: 3n * DOLLAR, quantity: 5n, unit: 'GB', account: '1', region: 'us-east-1', usageTypes: [usage] },
    ])
  })

  test.each([
    ['storage of S3 is not that of logs', cell({ service: 'AmazonS3', 'usage-type': 'TimedStorage-ByteHrs' })],
    ['a credit is no cost', cell({ charge: 'credit', service: 'AmazonEC2', 'usage-type': 'NatGateway-Hours' }, -3n)],
    ['what costs nothing is not hidden', cell({ service: 'AmazonEC2', 'usage-type': 'NatGateway-Hours' }, 0n)],
  ])('%s', (_, one) => {
    expect(findHidden([one], true)).toEqual([])
  })

  test('what is known to be saved: addresses that nothing uses, and a fifth of gp2', () => {
    const found = findHidden(
      [
        cell({ 'usage-type': 'PublicIPv4:IdleAddress' }, 4n),
        cell({ 'usage-type': 'EBS:VolumeUsage.gp2' }, 10n),
        cell({ 'usage-type': 'BoxUsage:m7g.large' }),
      ],
      true,
    )
    expect(found.map(({ id, avoidable }) => [id, avoidable])).toEqual([
      ['previous-volumes', 2n * DOLLAR],
      ['idle-public-ipv4', 4n * DOLLAR],
    ])
  })

  test('volumes where no instance ran, unless lines were filtered out', () => {
    const cells = [
      cell({ region: 'eu-west-1', 'usage-type': 'EU-EBS:VolumeUsage.gp3' }, 7n),
      cell({ region: 'us-east-1', 'usage-type': 'EBS:VolumeUsage.gp3' }, 5n),
      cell({ region: 'us-east-1', 'usage-type': 'SpotUsage:m7g.large' }),
    ]
    expect(findHidden(cells, true)).toMatchObject([{ id: 'volumes-without-instances', cost: 7n * DOLLAR, region: 'eu-west-1' }])
    expect(findHidden(cells, false)).toEqual([])
  })

  test('every row has an id of its own and says what to do', () => {
    expect(new Set(HIDDEN_COSTS.map(({ id }) => id)).size).toBe(HIDDEN_COSTS.length)
    for (const { fix, title, ref } of HIDDEN_COSTS)
      expect([fix.length > 5, title.length > 5, ref.startsWith('https://aws.amazon.com/')]).toEqual([true, true, true])
  })
})

describe('an estimate and a bill', () => {
  const meters: readonly BillMeter[] = [
    { key: 'vpc.nat_hour', service: 'AmazonEC2', usage: 'NatGateway-Hours' },
    { key: 'ec2.{Instance Type}', service: 'AmazonEC2', usage: String.raw`BoxUsage:[\w.-]+` },
    {
      key: 'rds.postgres.{Instance Type}',
      service: 'AmazonRDS',
      usage: String.raw`InstanceUsage:[\w.-]+`,
      operation: ['CreateDBInstance:0014'],
    },
    {
      key: 'rds.postgres.multi_az.{Instance Type}',
      service: 'AmazonRDS',
      usage: String.raw`Multi-AZUsage:[\w.-]+`,
      operation: ['CreateDBInstance:0014'],
    },
    { key: 'datatransfer.out_internet', service: 'AWSDataTransfer', usage: 'DataTransfer-Out-Bytes' },
  ]
  const line = (key: string, dollars: bigint | undefined, region = 'us-east-1'): Parameters<typeof compareBill>[0][number] => ({
    resource: `of ${key}`,
    name: key,
    key,
    region,
    unit: 'hour',
    monthly: dollars === undefined ? undefined : dollars * DOLLAR,
    quantity: undefined,
  })
  const rows = (...given: Parameters<typeof compareBill>): readonly unknown[] =>
    compareBill(...given).map(({ is, keys, usageTypes, estimated, actual }) => [
      is,
      keys.join('+'),
      usageTypes.join('+'),
      estimated,
      actual,
    ])

  test('a bill of ten days is brought to a month of 730 hours', () => {
    // 24 dollars in 10 days of 24 hours are 0.10 an hour
    expect(
      rows([line('vpc.nat_hour', 73n)], [cell({ service: 'AmazonEC2', 'usage-type': 'EU-NatGateway-Hours' }, 24n)], meters, 10),
    ).toEqual([['both', 'vpc.nat_hour', 'EU-NatGateway-Hours', 73n * DOLLAR, 73n * DOLLAR]])
  })

  test('what only one side has, and what has no meter', () => {
    const estimate = [line('ec2.m7g.large', 9n), line('kms.cmk', 3n), line('vpc.nat_hour', 8n, 'eu-west-1')]
    const cells = [
      cell({ service: 'AmazonEC2', 'usage-type': 'BoxUsage:m7g.xlarge' }, 24n),
      cell({ service: 'AmazonS3', 'usage-type': 'Requests-Tier1' }, 12n),
    ]
    expect(rows(estimate, cells, meters, 730)).toEqual([
      ['only-estimated', 'ec2.m7g.large', '', 9n * DOLLAR, undefined],
      ['only-estimated', 'vpc.nat_hour', '', 8n * DOLLAR, undefined],
      ['no-meter', 'kms.cmk', '', 3n * DOLLAR, undefined],
      ['only-billed', '', 'BoxUsage:m7g.xlarge', undefined, DOLLAR],
      ['only-billed', '', 'Requests-Tier1', undefined, DOLLAR / 2n],
    ])
  })

  test('engine and zones of a database are told apart; transfer is billed with what sends it; a line without a price has none', () => {
    const estimate = [
      line('rds.postgres.db.r6g.large', undefined),
      line('rds.postgres.multi_az.db.r6g.large', 5n),
      line('datatransfer.out_internet', 1n),
    ]
    const rds = { service: 'AmazonRDS', operation: 'CreateDBInstance:0014' }
    const cells = [
      cell({ ...rds, 'usage-type': 'InstanceUsage:db.r6g.large' }, 24n),
      cell({ ...rds, 'usage-type': 'Multi-AZUsage:db.r6g.large' }, 48n),
      cell({ ...rds, operation: 'CreateDBInstance:0002', 'usage-type': 'InstanceUsage:db.r6g.large' }, 24n),
      cell({ service: 'AmazonS3', 'usage-type': 'DataTransfer-Out-Bytes' }, 24n),
    ]
    expect(rows(estimate, cells, meters, 730)).toEqual([
      ['both', 'rds.postgres.multi_az.db.r6g.large', 'Multi-AZUsage:db.r6g.large', 5n * DOLLAR, 2n * DOLLAR],
      ['both', 'rds.postgres.db.r6g.large', 'InstanceUsage:db.r6g.large', undefined, DOLLAR],
      ['only-billed', '', 'InstanceUsage:db.r6g.large', undefined, DOLLAR],
      ['both', 'datatransfer.out_internet', 'DataTransfer-Out-Bytes', DOLLAR, DOLLAR],
    ])
  })
})
