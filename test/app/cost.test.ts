import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const NAT =
  'Resources:\n  Nat:\n    Type: AWS::EC2::NatGateway\n    Properties:\n      SubnetId: subnet-1\n      ConnectivityType: private\n'
// https://aws.amazon.com/vpc/pricing/ (read 2025-10): us-east-1 $0.045 an hour and $0.045 a GB; 730 h x 0.045 + 100 GB x 0.045 = 32.85 + 4.50
const HUNDRED_GB = 'region: us-east-1\nresources:\n  Nat:\n    processedGb: 100 GB\n'

interface Priced {
  readonly lines: readonly { readonly price: string; readonly status: string; readonly tiers: readonly object[] }[]
}

async function operateCost(input: object, contents: Record<string, string>): Promise<{ output: Priced; human: string }> {
  const result = await operate('cost', input, memoryFiles(contents))
  return { output: result.output as Priced, human: result.human(PAGE) }
}

describe('cost', () => {
  test.each([
    { name: 'usage is not stated: at least', input: { region: 'us-east-1' }, monthly: '32.85', leftOut: 1 },
    { name: 'usage is stated', input: { usage: 'usage.yaml' }, monthly: '37.35', leftOut: 0 },
    {
      name: '--region beats the region of the usage file',
      input: { usage: 'usage.yaml', region: 'us-west-2' },
      monthly: '37.35',
      leftOut: 0,
    },
  ])('$name', async ({ input, monthly, leftOut }) => {
    const files = memoryFiles({ 'nat.yaml': NAT, 'usage.yaml': HUNDRED_GB })
    const { output, exit } = await operate('cost', { paths: ['nat.yaml'], ...input }, files)
    expect(exit).toBe(0)
    expect(output).toMatchObject({ monthly, leftOut })
  })

  test('a folder brings its usage file', async () => {
    const { output } = await operate('cost', { paths: ['net'] }, memoryFiles({ 'net/nat.yaml': NAT, 'net/usage.yaml': HUNDRED_GB }))
    expect(output).toMatchObject({ monthly: '37.35', leftOut: 0 })
  })

  test('two templates are told apart by the name of their file', async () => {
    const usage = 'region: us-east-1\nresources:\n  a/Nat: { processedGb: 100 GB }\n  b/Nat: { processedGb: 0 GB }\n'
    const { output } = await operate(
      'cost',
      { paths: ['net'] },
      memoryFiles({ 'net/a.yaml': NAT, 'net/b.yaml': NAT, 'net/usage.yaml': usage }),
    )
    expect(output).toMatchObject({ monthly: '70.2', leftOut: 0 }) // 37.35 + 32.85
  })

  test('every priced line has a source with its date', async () => {
    const files = memoryFiles({ 'nat.yaml': NAT, 'usage.yaml': HUNDRED_GB })
    const { output } = await operate('cost', { paths: ['nat.yaml'], usage: 'usage.yaml' }, files)
    const { lines } = output as { lines: readonly { status: string; tiers: readonly { source: string; asOf: string }[] }[] }
    const tiers = lines.filter(({ status }) => status === 'priced').flatMap((line) => line.tiers)
    expect(tiers).toHaveLength(2)
    for (const { source, asOf } of tiers) {
      expect(source).toMatch(/^https:/)
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  test('what has no figure in the region is left out, or estimated and said to be', async () => {
    const database =
      'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: { Engine: postgres, DBInstanceClass: db.t4g.micro, AllocatedStorage: "20", StorageType: gp3, MultiAZ: false }\n'
    const priced = async (estimate: boolean) => {
      const { output, human } = await operateCost({ paths: ['db.yaml'], region: 'ca-west-1', estimate }, { 'db.yaml': database })
      const line = output.lines.find(({ price }) => price === 'rds.postgres.db.t4g.micro')
      return { line, text: human }
    }
    const without = await priced(false)
    expect(without.line).toMatchObject({ status: 'no-price', tiers: [] })
    expect(without.text).not.toContain('Estimated')
    const { line, text } = await priced(true)
    expect(line).toMatchObject({
      status: 'priced',
      tiers: [{ how: 'estimated', note: expect.stringMatching(/^estimated: the price of us-east-1 times /) }],
    })
    expect(text).toContain('Estimated, not list prices: 1 line')
  })

  test.each([
    { name: 'no region is known', input: {}, code: 'usage.bad-argument', says: 'nothing says where "nat.yaml" runs' },
    { name: 'the region is not there', input: { region: 'eu-wets-1' }, code: 'usage.bad-argument', says: 'did you mean "eu-west-1"' },
    {
      name: 'the usage file is not there',
      input: { usage: 'usag.yaml' },
      code: 'usage.path-not-found',
      says: '"usag.yaml" does not exist (did you mean "usage.yaml"?)',
    },
    {
      name: 'the usage file is none',
      input: { usage: 'nat.yaml' },
      code: 'input.invalid',
      says: '"nat.yaml" cannot be used as a usage file',
    },
    {
      name: 'nothing takes traffic',
      input: { usage: 'usage.yaml', traffic: ['5/s'] },
      code: 'usage.bad-argument',
      says: 'nothing in the template takes traffic from outside',
    },
    { name: 'the rate is none', input: { usage: 'usage.yaml', traffic: ['5'] }, code: 'usage.bad-argument', says: '"5" is not a rate' },
    {
      name: 'the template is broken',
      input: { paths: ['usage.yaml'], region: 'us-east-1' },
      code: 'input.invalid',
      says: '"usage.yaml" cannot be used as a template',
    },
    ...[
      { name: 'usage without a unit', text: '  Nat: { processedGb: 100 }\n' },
      { name: 'usage in another unit', text: '  Nat: { processedGb: 100 requests }\n' },
      { name: 'usage of no resource', text: '  Nta: { processedGb: 1 }\n' },
      { name: 'usage by no name', text: '  Nat: { procesedGb: 1 }\n' },
    ].map(({ name, text }) => ({
      name,
      input: { usage: 'typo.yaml' },
      more: { 'typo.yaml': `region: us-east-1\nresources:\n${text}` },
      code: 'input.invalid',
      says: '"typo.yaml" states what nothing reads',
    })),
    {
      name: 'a design of another region',
      input: { paths: ['out'], region: 'us-west-2' },
      code: 'usage.bad-argument',
      says: '"out" was designed for us-east-1, not for us-west-2',
    },
  ])('refuses: $name', async ({ input, code, says, ...rest }) => {
    const designed = { name: 'net', stacks: [{ name: 'main', file: 'nat.yaml', region: 'us-east-1' }] }
    const files = memoryFiles({
      'nat.yaml': NAT,
      'usage.yaml': HUNDRED_GB,
      ...('more' in rest ? rest.more : {}),
      'out/nat.yaml': NAT,
      'out/stanchion.json': JSON.stringify(designed),
    })
    const error = await failure(operate('cost', { paths: ['nat.yaml'], ...input }, files))
    expect({ code: error.code, message: error.message }).toEqual({ code, message: expect.stringContaining(says) })
  })
})
