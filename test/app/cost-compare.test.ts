import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

interface Delta {
  readonly monthly: string
  readonly bound: 'exact' | 'at-least' | 'at-most' | 'open'
}
interface Compared {
  readonly monthly?: string
  readonly comparison: {
    readonly old: { readonly monthly?: string; readonly leftOut: number }
    readonly new: { readonly monthly?: string; readonly leftOut: number }
    readonly delta: Delta
    readonly counts: object
    readonly open: number
    readonly openAlike: number
    readonly resources: readonly {
      readonly resource: string
      readonly was?: string
      readonly change: string
      readonly delta: Delta
      readonly lines: readonly { readonly name: string; readonly change: string; readonly delta: Delta }[]
    }[]
    readonly assumptions: readonly string[]
    readonly check?: { readonly limit: string; readonly is: string }
  }
}

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>

function template(resources: Resources, parameters: object = {}): string {
  return JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Parameters: parameters, Resources: resources })
}

async function compared(before: Resources, after: Resources, options: { usage?: object; input?: object } = {}) {
  const usage = options.usage === undefined ? {} : { 'usage.yaml': JSON.stringify({ region: 'us-east-1', resources: options.usage }) }
  const files = memoryFiles({ 'old.json': template(before), 'new.json': template(after), ...usage })
  const input = {
    paths: ['new.json'],
    compare: 'old.json',
    region: 'us-east-1',
    ...(options.usage === undefined ? {} : { usage: 'usage.yaml' }),
  }
  const result = await operate('cost', { ...input, ...options.input }, files)
  return { ...(result.output as Compared), exit: result.exit, text: result.human(PAGE) }
}

const NAT = { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-1', ConnectivityType: 'private' } }
const volume = (VolumeType: string, Size = 100): Resources[string] => ({
  Type: 'AWS::EC2::Volume',
  Properties: { AvailabilityZone: 'us-east-1a', Size, VolumeType },
})
const table = (more: object): Resources[string] => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ...more,
  },
})
const ON_DEMAND = table({ BillingMode: 'PAY_PER_REQUEST' })
const PROVISIONED = table({ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 } })
const database = (more: object = {}): Resources[string] => ({
  Type: 'AWS::RDS::DBInstance',
  Properties: { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', StorageType: 'gp3', MultiAZ: false, ...more },
})
const aurora = (StorageType: string): Resources => ({
  Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-postgresql', StorageType } },
  Writer: {
    Type: 'AWS::RDS::DBInstance',
    Properties: { Engine: 'aurora-postgresql', DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: { Ref: 'Cluster' } },
  },
})
const lambda = (Architectures: readonly string[], MemorySize = 1024): Resources[string] => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: 'x' },
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::111122223333:role/r',
    MemorySize,
    Architectures,
  },
})
const REST = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } }
const HTTP = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } }

/** What everybody knows of AWS's prices: which of two is dearer. Turned round, the sign turns round. */
const SWITCHES: readonly { name: string; from: Resources; to: Resources; usage?: object; sign: 1 | -1 }[] = [
  { name: 'gp2 -> gp3', from: { V: volume('gp2') }, to: { V: volume('gp3') }, sign: -1 },
  {
    name: 'io2 -> gp3',
    from: { V: { ...volume('io2'), Properties: { ...volume('io2').Properties, Iops: 3000 } } },
    to: { V: volume('gp3') },
    sign: -1,
  },
  {
    name: 'REST -> HTTP API, one id',
    from: { Api: REST },
    to: { Api: HTTP },
    usage: { Api: { requests: '10M requests', internetOutGb: '0 GB' } },
    sign: -1,
  },
  {
    name: 'REST -> HTTP API, another id',
    from: { Rest: REST },
    to: { Http: HTTP },
    usage: { Rest: { requests: '10M requests', internetOutGb: '0 GB' }, Http: { requests: '10M requests', internetOutGb: '0 GB' } },
    sign: -1,
  },
  {
    name: 'on demand -> provisioned, busy',
    from: { T: ON_DEMAND },
    to: { T: PROVISIONED },
    usage: { T: { readUnits: '2000M RRU', writeUnits: '1000M WRU' } },
    sign: -1,
  },
  {
    name: 'on demand -> provisioned, idle',
    from: { T: ON_DEMAND },
    to: { T: PROVISIONED },
    usage: { T: { readUnits: '1000 RRU', writeUnits: '1000 WRU' } },
    sign: 1,
  },
  {
    name: 'Aurora standard -> I/O-Optimized, many requests',
    from: aurora('aurora'),
    to: aurora('aurora-iopt1'),
    usage: { Cluster: { storedGb: '100 GB', ioRequests: '5000M requests' } },
    sign: -1,
  },
  {
    name: 'Aurora standard -> I/O-Optimized, few requests',
    from: aurora('aurora'),
    to: aurora('aurora-iopt1'),
    usage: { Cluster: { storedGb: '100 GB', ioRequests: '1M requests' } },
    sign: 1,
  },
  {
    name: 'x86 -> arm64',
    from: { F: lambda(['x86_64']) },
    to: { F: lambda(['arm64']) },
    usage: { F: { requests: '10M requests', durationMs: '200 ms' } },
    sign: -1,
  },
  {
    name: 'more memory',
    from: { F: lambda(['arm64']) },
    to: { F: lambda(['arm64'], 2048) },
    usage: { F: { requests: '10M requests', durationMs: '200 ms' } },
    sign: 1,
  },
  {
    name: 'a NAT gateway more',
    from: { V: volume('gp3') },
    to: { V: volume('gp3'), Nat: NAT },
    usage: { Nat: { processedGb: '10 GB' } },
    sign: 1,
  },
  { name: 'Multi-AZ on', from: { Db: database() }, to: { Db: database({ MultiAZ: true }) }, sign: 1 },
  { name: 'instance class up', from: { Db: database() }, to: { Db: database({ DBInstanceClass: 'db.t4g.small' }) }, sign: 1 },
  { name: 'more storage', from: { V: volume('gp3') }, to: { V: volume('gp3', 200) }, sign: 1 },
]

describe('the direction of what everybody knows', () => {
  test.each(SWITCHES)('$name', async ({ from, to, usage, sign }) => {
    const options = usage === undefined ? {} : { usage }
    const there = await compared(from, to, options)
    const back = await compared(to, from, options)
    expect(Math.sign(Number(there.comparison.delta.monthly))).toBe(sign)
    expect(Number(back.comparison.delta.monthly)).toBe(-Number(there.comparison.delta.monthly))
  })

  // infracost/infracost#3591: requests that I/O-Optimized does not bill stood on both sides, and the change had the wrong direction.
  test('infracost#3591: storage requests stand on the standard side only', async () => {
    const usage = { Cluster: { storedGb: '100 GB', ioRequests: '5000M requests' } }
    const { comparison } = await compared(aurora('aurora'), aurora('aurora-iopt1'), { usage })
    const lines = comparison.resources.flatMap((resource) => resource.lines).filter(({ name }) => name === 'Storage requests')
    // https://aws.amazon.com/rds/aurora/pricing/ (read 2025-10): $0.20 a million in us-east-1; 5,000 x 0.20
    expect(lines).toEqual([
      { name: 'Storage requests', change: 'removed', delta: { monthly: '-1000', bound: 'exact' }, old: expect.anything() },
    ])
  })

  // infracost/infracost#2487: what gp3 has beyond 3,000 IOPS costs.
  test('infracost#2487: gp3 with IOPS above what is included', async () => {
    const fast = { ...volume('gp3'), Properties: { ...volume('gp3').Properties, Iops: 6000 } }
    const { comparison } = await compared({ V: volume('gp3') }, { V: fast })
    // https://aws.amazon.com/ebs/pricing/ (read 2025-10): $0.005 for each IOPS above 3,000 in us-east-1; 3,000 x 0.005
    expect(comparison.delta).toEqual({ monthly: '15', bound: 'exact' })
  })

  // Kotaimen/awscfncli#2: what is unknown became $0.00.
  test('awscfncli#2: what has no price is never a change of nothing', async () => {
    const { comparison, text } = await compared(
      { V: volume('gp3') },
      { V: volume('gp3'), Strange: { Type: 'Custom::Thing' }, B: { Type: 'AWS::S3::Bucket' } },
    )
    expect(comparison.delta).toEqual({ monthly: '0', bound: 'at-least' })
    expect(text).toContain('Change: more, not known how much a month')
  })

  // aws/aws-cdk#17437, aws-solutions/workload-discovery-on-aws#445: both totals are those that cost says of each side.
  test('workload-discovery#445: before and after are what cost says of either', async () => {
    const usage = { Nat: { processedGb: '10 GB' } }
    const { comparison, monthly } = await compared({ Nat: NAT }, { Nat: NAT, V: volume('gp3') }, { usage })
    const files = memoryFiles({ 'old.json': template({ Nat: NAT }), 'usage.yaml': JSON.stringify({ resources: usage }) })
    const alone = await operate('cost', { paths: ['old.json'], usage: 'usage.yaml', region: 'us-east-1' }, files)
    expect(comparison.old.monthly).toBe((alone.output as Compared).monthly)
    expect(comparison.new.monthly).toBe(monthly)
  })
})

describe('what is not known', () => {
  const bucket = (more: object = {}): Resources[string] => ({ Type: 'AWS::S3::Bucket', Properties: more })
  test.each([
    { name: 'added', from: {}, to: { B: bucket() }, bound: 'at-least' },
    { name: 'removed', from: { B: bucket() }, to: {}, bound: 'at-most' },
    { name: 'added and removed', from: { F: lambda(['arm64']) }, to: { B: bucket() }, bound: 'open' },
    { name: 'the same on both sides', from: { B: bucket() }, to: { B: bucket() }, bound: 'exact' },
    { name: 'the same but for a tag', from: { B: bucket() }, to: { B: bucket({ Tags: [{ Key: 'a', Value: 'b' }] }) }, bound: 'exact' },
    { name: 'of a function with more memory', from: { F: lambda(['arm64']) }, to: { F: lambda(['arm64'], 2048) }, bound: 'open' },
    {
      name: 'of a function with other code',
      from: { F: lambda(['arm64']) },
      to: { F: { ...lambda(['arm64']), Properties: { ...lambda(['arm64']).Properties, Code: { ZipFile: 'y' } } } },
      bound: 'exact',
    },
    {
      name: 'of a type without a model, other properties',
      from: { S: { Type: 'AWS::GroundStation::Config', Properties: { A: 1 } } },
      to: { S: { Type: 'AWS::GroundStation::Config', Properties: { A: 2 } } },
      bound: 'open',
    },
    {
      name: 'of a type without a model, the same',
      from: { S: { Type: 'AWS::GroundStation::Config', Properties: { A: 1 } } },
      to: { S: { Type: 'AWS::GroundStation::Config', Properties: { A: 1 } } },
      bound: 'exact',
    },
  ])('$name: $bound', async ({ from, to, bound }) => {
    const base: Resources = { Base: volume('gp3') }
    const { comparison } = await compared({ ...base, ...from }, { ...base, ...to })
    expect(comparison.delta).toEqual({ monthly: '0', bound })
  })
})

describe('which resource is which', () => {
  test('a new name is guessed by type and equal properties, whatever refers to it', async () => {
    const listener = (name: string): Resources => ({ [name]: volume('gp3'), Nat: NAT })
    const { comparison, text } = await compared(listener('Old'), listener('New'), { usage: { Nat: { processedGb: '1 GB' } } })
    expect(comparison.counts).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 2, renamed: 1 })
    expect(comparison.resources).toMatchObject([
      { resource: 'New', was: 'Old', change: 'unchanged', delta: { monthly: '0', bound: 'exact' } },
    ])
    expect(text).toContain('renamed, was Old')
  })

  test('two that are renamed together refer to each other still', async () => {
    const named = (cluster: string, writer: string): Resources => {
      const { Cluster, Writer } = aurora('aurora')
      return { [cluster]: Cluster!, [writer]: { ...Writer!, Properties: { ...Writer!.Properties, DBClusterIdentifier: { Ref: cluster } } } }
    }
    const { comparison } = await compared(named('A', 'B'), named('C', 'D'))
    expect(comparison.counts).toMatchObject({ added: 0, removed: 0, renamed: 2 })
  })

  test('other properties are no rename', async () => {
    const { comparison } = await compared({ A: volume('gp3', 10) }, { B: volume('gp3', 11) })
    expect(comparison.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 0, renamed: 0 })
  })

  test('stacks are the same by file, also when one is added beside', async () => {
    const usage = { region: 'us-east-1', resources: { 'a/Nat': { processedGb: '100 GB' } } }
    const files = memoryFiles({
      'old/a.json': template({ Nat: NAT }),
      'new/a.json': template({ Nat: NAT }),
      'new/b.json': template({ V: volume('gp3') }),
      'usage.yaml': JSON.stringify(usage),
    })
    const { output } = await operate('cost', { paths: ['new'], compare: 'old', usage: 'usage.yaml' }, files)
    const { comparison } = output as Compared
    expect(comparison.counts).toEqual({ added: 1, removed: 0, changed: 0, unchanged: 1, renamed: 0 })
    expect(comparison.delta).toEqual({ monthly: '8', bound: 'exact' })
  })

  test('a CDK app that gets a second stack', async () => {
    const app = (folder: string, stacks: Readonly<Record<string, Resources>>): Record<string, string> => ({
      ...Object.fromEntries(Object.entries(stacks).map(([name, own]) => [`${folder}/cdk.out/${name}.template.json`, template(own)])),
      [`${folder}/cdk.out/manifest.json`]: JSON.stringify({
        version: '36.0.0',
        artifacts: Object.fromEntries(
          Object.keys(stacks).map((name) => [
            name,
            {
              type: 'aws:cloudformation:stack',
              environment: 'aws://unknown-account/us-east-1',
              properties: { templateFile: `${name}.template.json` },
              displayName: name,
            },
          ]),
        ),
      }),
    })
    const files = memoryFiles({
      ...app('old', { Shop: { V: volume('gp2') } }),
      ...app('new', { Shop: { V: volume('gp3') }, Data: { W: volume('gp3') } }),
    })
    const there = await operate('cost', { paths: ['new/cdk.out'], compare: 'old/cdk.out' }, files)
    const back = await operate('cost', { paths: ['old/cdk.out'], compare: 'new/cdk.out' }, files)
    const counts = [there, back].map(({ output }) => (output as Compared).comparison.counts)
    expect(counts).toMatchObject([
      { added: 1, removed: 0, changed: 1 },
      { added: 0, removed: 1, changed: 1 },
    ])
  })

  test('a resource that moves to another stack is renamed', async () => {
    const files = memoryFiles({
      'old/a.json': template({ V: volume('gp3'), Nat: NAT }),
      'old/b.json': template({ W: volume('gp2') }),
      'new/a.json': template({ Nat: NAT }),
      'new/b.json': template({ W: volume('gp2'), V: volume('gp3') }),
    })
    const { output } = await operate('cost', { paths: ['new'], compare: 'old', region: 'us-east-1' }, files)
    expect((output as Compared).comparison.resources).toMatchObject([{ resource: 'b/V', was: 'a/V', change: 'unchanged' }])
  })

  test('a folder of its own usage file: that of one side serves both', async () => {
    const files = memoryFiles({
      'old/a.json': template({ Nat: NAT }),
      'new/a.json': template({ Nat: NAT, V: volume('gp3') }),
      'new/usage.yaml': JSON.stringify({ region: 'us-east-1', resources: { Nat: { processedGb: '100 GB' } } }),
    })
    const { output } = await operate('cost', { paths: ['new'], compare: 'old', region: 'us-east-1' }, files)
    const { comparison } = output as Compared
    expect(comparison).toMatchObject({ delta: { monthly: '8', bound: 'exact' }, old: { leftOut: 0 } })
    expect(comparison.assumptions).toEqual(['the usage file that only one side has, on both'])
  })

  test('a parameter that only one side declares', async () => {
    const files = memoryFiles({
      'old.json': template({ V: volume('gp3') }),
      'new.json': template(
        { V: { Type: 'AWS::EC2::Volume', Properties: { AvailabilityZone: 'us-east-1a', VolumeType: 'gp3', Size: { Ref: 'Size' } } } },
        { Size: { Type: 'Number' } },
      ),
    })
    const { output } = await operate(
      'cost',
      { paths: ['new.json'], compare: 'old.json', region: 'us-east-1', parameter: ['Size=200'] },
      files,
    )
    expect((output as Compared).comparison.delta).toEqual({ monthly: '8', bound: 'exact' })
    const error = await failure(
      operate('cost', { paths: ['new.json'], compare: 'old.json', region: 'us-east-1', parameter: ['Sise=200'] }, files),
    )
    expect(error.message).toContain('there is no parameter "Sise"')
  })
})

describe('laws', () => {
  const someResources = fc.dictionary(
    fc.constantFrom('A', 'B', 'C', 'D'),
    fc.oneof(
      fc.constantFrom('gp2', 'gp3').chain((type) => fc.integer({ min: 1, max: 500 }).map((size) => volume(type, size))),
      fc.constantFrom(NAT, ON_DEMAND, PROVISIONED, HTTP, REST, { Type: 'AWS::S3::Bucket' }, { Type: 'Custom::X' }),
    ),
    { minKeys: 1 },
  )

  test('a change is what is after minus what was before, and the sum of its lines; turned round, it turns round', async () => {
    await fc.assert(
      fc.asyncProperty(someResources, someResources, async (before, after) => {
        const [there, back] = [(await compared(before, after)).comparison, (await compared(after, before)).comparison]
        const total = (side: { monthly?: string }): number => Number(side.monthly ?? 0)
        expect(Number(there.delta.monthly)).toBeCloseTo(total(there.new) - total(there.old), 9)
        expect(Number(there.delta.monthly)).toBeCloseTo(
          there.resources.reduce((sum, { delta }) => sum + Number(delta.monthly), 0),
          9,
        )
        expect(Number(back.delta.monthly)).toBeCloseTo(-Number(there.delta.monthly), 9)
        const turned = { exact: 'exact', 'at-least': 'at-most', 'at-most': 'at-least', open: 'open' }
        expect(back.delta.bound).toBe(turned[there.delta.bound])
        expect(back.counts).toMatchObject({ added: Reflect.get(there.counts, 'removed'), removed: Reflect.get(there.counts, 'added') })
      }),
      { numRuns: 25 },
    )
  })

  test('nothing changes to itself, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(someResources, async (resources) => {
        const turned = Object.fromEntries(Object.entries(resources).toReversed())
        const { comparison } = await compared(resources, turned)
        expect(comparison.delta).toEqual({ monthly: '0', bound: 'exact' })
        expect(comparison.resources).toEqual([])
      }),
      { numRuns: 15 },
    )
  })
})

describe('a limit', () => {
  test.each([
    { name: 'within', to: { V: volume('gp3'), W: volume('gp3') }, limit: 8, is: 'within', exit: 0 },
    { name: 'exceeded', to: { V: volume('gp3'), W: volume('gp3') }, limit: 7.99, is: 'exceeded', exit: 1 },
    { name: 'exceeded whatever is not known', to: { V: volume('gp3'), Nat: NAT }, limit: 5, is: 'exceeded', exit: 1 },
    { name: 'nobody can tell', to: { V: volume('gp3'), Nat: NAT }, limit: 50, is: 'unknown', exit: 1 },
    { name: 'less is within', to: { V: volume('gp3', 1) }, limit: 0, is: 'within', exit: 0 },
  ])('$name', async ({ to, limit, is, exit }) => {
    const result = await compared({ V: volume('gp3') }, to, { input: { failOnIncrease: limit } })
    expect({ check: result.comparison.check, exit: result.exit }).toEqual({ check: { limit: String(limit), is }, exit })
  })
})

describe('as a comment', () => {
  test('has a mark, a title, the totals and what they rest on', async () => {
    const { text } = await compared(
      { V: volume('gp2') },
      { V: volume('gp3'), Nat: NAT },
      { usage: { Nat: { processedGb: '10 GB' } }, input: { format: 'markdown' } },
    )
    await expect(text).toMatchFileSnapshot('../golden/cost/comment.md')
  })

  test('nothing in a name is markup, a mention or HTML', async () => {
    const old = 'old <img src=x> @team `a` [b](c).json'
    const files = memoryFiles({ [old]: template({ V: volume('gp2') }), 'new.json': template({ V: volume('gp3') }) })
    const result = await operate('cost', { paths: ['new.json'], compare: old, region: 'us-east-1', format: 'markdown' }, files)
    const text = result.human(PAGE)
    expect(text).toContain('old &#60;img src=x&#62; @&#8203;team &#96;a&#96; &#91;b&#93;(c).json')
    expect(text).not.toMatch(/<img|@team|`a`|\[b\]/)
  })

  test('for a terminal', async () => {
    const { text } = await compared({ V: volume('gp2') }, { V: volume('gp3'), Nat: NAT })
    await expect(text).toMatchFileSnapshot('../golden/cost/compare.txt')
    expect(text.split('\n').every((line) => line.length <= PAGE.width)).toBe(true)
  })
})

test.each([
  {
    name: 'a limit without a comparison',
    input: { compare: undefined, failOnIncrease: 5 },
    says: '--fail-on-increase says something of a comparison',
  },
  {
    name: 'Markdown without a comparison',
    input: { compare: undefined, format: 'markdown' },
    says: '--format markdown says something of a comparison',
  },
  { name: 'two paths against one', input: { paths: ['new.json', 'new.json'] }, says: '--compare old.json takes one path after it' },
  { name: 'a path that is not there', input: { compare: 'gone.json' }, says: '"gone.json" does not exist' },
  { name: 'a flag', input: { compare: '--output=x' }, says: '"--output=x" is neither a path nor a revision' },
  {
    name: 'a revision where there is no repository',
    input: { compare: 'main:new.json' },
    says: 'is in no git repository (revisions cannot be read here)',
  },
  { name: 'a broken template on the other side', input: { compare: 'usage.yaml' }, says: '"usage.yaml" cannot be used as a template' },
  {
    name: 'a usage file that states what neither side reads',
    input: { usage: 'typo.yaml' },
    says: '"typo.yaml" states what nothing reads',
  },
])('refuses: $name', async ({ input, says }) => {
  const files = memoryFiles({
    'old.json': template({ V: volume('gp2') }),
    'new.json': template({ V: volume('gp3') }),
    'usage.yaml': 'a: 1\n',
    'typo.yaml': JSON.stringify({ region: 'us-east-1', resources: { W: { processedGb: '1 GB' } } }),
  })
  const error = await failure(operate('cost', { paths: ['new.json'], compare: 'old.json', region: 'us-east-1', ...input }, files))
  expect(error.message).toContain(says)
})
