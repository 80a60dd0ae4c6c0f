import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const NAT =
  'Resources:\n  Nat:\n    Type: AWS::EC2::NatGateway\n    Properties:\n      SubnetId: subnet-1\n      ConnectivityType: private\n'
const NAT_USAGE = 'region: us-east-1\nresources:\n  Nat:\n    processedGb: 100 GB\n'
const QUEUE = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n'
const API = `Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: $default, Target: !Sub 'integrations/\${Integration}' } }
  Integration: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationUri: !GetAtt Fn.Arn } }
  Fn: { Type: AWS::Lambda::Function, Properties: { MemorySize: 512, LoggingConfig: { LogGroup: !Ref Log } } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 90 } }
`
const TRAFFIC = `region: us-east-1
traffic: { kind: api, average: 10/s, peak: 100/s, work: { wall: 100 ms, cpu: 20 ms, memory: 512 MB }, payload: { in: 1 KB, out: 1 KB } }
resources: {}
`

const FILES = {
  'nat.yaml': NAT,
  'nat-usage.yaml': NAT_USAGE,
  'queue.yaml': QUEUE,
  'queue-usage.yaml': 'region: us-east-1\nresources:\n  Queue: { requests: 1600000 requests }\n',
  'api.yaml': API,
  'api-usage.yaml': TRAFFIC,
}

async function asked(input: object, more: Readonly<Record<string, string>> = {}) {
  const result = await operate('cost', input, memoryFiles({ ...FILES, ...more }))
  return { output: result.output as Record<string, never>, exit: result.exit, text: result.human(PAGE) }
}
const nat = (more: object) => ({ paths: ['nat.yaml'], usage: 'nat-usage.yaml', ...more })
const api = (more: object) => ({ paths: ['api.yaml'], usage: 'api-usage.yaml', ...more })
const queue = (more: object) => ({ paths: ['queue.yaml'], usage: 'queue-usage.yaml', ...more })

describe('budget', () => {
  test.each([
    { name: 'over', input: nat({ budget: 37 }), exit: 1, check: 'exceeded', says: 'over the budget: $37.35 of $37.00 a month' },
    { name: 'within', input: nat({ budget: 37.35 }), exit: 0, check: 'within', says: 'within the budget: $37.35 of $37.35 a month' },
    {
      name: 'not known',
      input: { paths: ['nat.yaml'], region: 'us-east-1', budget: 500 },
      exit: 0,
      check: 'not known',
      says: 'not known whether it stays within $500.00 a month: 1 line without a price',
    },
  ])('$name', async ({ input, exit, check, says }) => {
    const answer = await asked(input)
    expect({ exit: answer.exit, check: answer.output['budget'] }).toEqual({ exit, check: expect.objectContaining({ check }) })
    expect(answer.text).toContain(says)
  })
})

describe('free tiers', () => {
  test('are off unless asked for, and the report says what those for ever would save', async () => {
    // 1.6 million requests x 0.40 / M = 0.64, of which a million are free
    const { output, text } = await asked(queue({}))
    expect(output).toMatchObject({ monthly: '0.64', freeTier: { applied: [], alwaysWouldSave: '0.4' } })
    expect(text).toContain('what AWS gives an account for ever would save $0.40 a month (--free-tier always)')
  })

  test('for ever', async () => {
    const { output, text } = await asked(queue({ freeTier: ['always'] }))
    expect(output).toMatchObject({ monthly: '0.24', freeTier: { applied: ['always'] } })
    expect(output['freeTier']).not.toHaveProperty('alwaysWouldSave')
    expect(text).toContain('free tiers taken off: always')
  })

  test('of the first twelve months', async () => {
    const disk = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties: { Size: 50, VolumeType: gp3 }\n'
    const { output } = await asked({ paths: ['disk.yaml'], region: 'us-east-1', freeTier: ['twelve-months'] }, { 'disk.yaml': disk })
    // 50 GB less 30 GB at 0.08
    expect(output).toMatchObject({ monthly: '1.6', freeTier: { applied: ['legacy-12-months'] } })
  })

  test('credits pay once and are not taken off', async () => {
    const { output, text } = await asked(nat({ freeTier: ['credits'] }))
    expect(output).toMatchObject({ monthly: '37.35', freeTier: { applied: ['credits'], credits: '200' } })
    expect(text).toContain('5.4 months of this bill')
  })

  test('are given once, however many templates share the account', async () => {
    const usage = 'region: us-east-1\nresources:\n  a/Queue: { requests: 800000 requests }\n  b/Queue: { requests: 800000 requests }\n'
    const { output } = await asked(
      { paths: ['both'], freeTier: ['always'] },
      { 'both/a.yaml': QUEUE, 'both/b.yaml': QUEUE, 'both/usage.yaml': usage },
    )
    expect(output).toMatchObject({ monthly: '0.24' })
  })
})

test('totals by what is asked, and what a thousand requests cost', async () => {
  const { output, text } = await asked(api({ by: ['service', 'journey', 'tag:Team'], traffic: ['20/s'] }))
  expect(output['groups']).toEqual([
    expect.objectContaining({ by: 'service' }),
    expect.objectContaining({ by: 'journey', rule: expect.stringContaining('shared evenly') }),
    expect.objectContaining({ by: 'tag:Team', groups: [expect.objectContaining({ name: 'no tag Team' })] }),
  ])
  expect(text).toContain('By service')
  expect(text).toMatch(/\$0\.00\d+ for 1,000 requests/)
})

test('sensitivity, what-ifs and load, in columns that fit', async () => {
  const { output, text } = await asked(api({ sensitivity: true, whatIf: ['all', 'region=eu-north-1'], load: '1/s..1000/s' }))
  expect(output['sensitivity']).toContainEqual(expect.objectContaining({ name: 'traffic', low: 5, high: 15 }))
  expect(output['whatIf']).toContainEqual(
    expect.objectContaining({ id: 'arm64', saving: expect.objectContaining({ typical: expect.any(String) }) }),
  )
  expect(output['whatIf']).toContainEqual({ id: 'gp3', title: expect.any(String), why: 'no volume of gp2 is in it' })
  expect(output['load']).toMatchObject({ alternatives: expect.arrayContaining([expect.objectContaining({ id: 'fargate' })]) })
  for (const title of ['Sensitivity', 'What if', 'Cost a month by load', 'Plot', 'Break-even']) expect(text).toContain(`\n${title}\n`)
  expect(text.split('\n').filter((line) => line.length > PAGE.width)).toEqual([])
  await expect(text).toMatchFileSnapshot('../golden/cost/answers.txt')
})

test('the chart of --load as a picture', async () => {
  const { text } = await asked(api({ load: '1/s..1000/s', format: 'svg' }))
  expect(text).toMatch(/^<svg [^]*<\/svg>\n$/)
  expect(text).not.toMatch(/NaN|undefined|Infinity/)
})

describe('private rates', () => {
  test('stand in the place of list prices, and each line says so', async () => {
    const rates = 'rates:\n  vpc.nat_hour: 20%\n  vpc.nat_data: { price: "0.03", from: 2020-01-01 }\n'
    const { output, text } = await asked(nat({ discount: 'rates.yaml' }), { 'rates.yaml': rates })
    // 730 h x 0.036 + 100 GB x 0.03
    expect(output).toMatchObject({
      monthly: '29.28',
      lines: [{ tiers: [{ list: '0.045' }] }, { tiers: [{ price: '0.03', list: '0.045' }] }],
    })
    expect(text).toContain('Private rates')
    expect(text.replaceAll(/\s+/g, ' ')).toContain('private rate for')
  })

  test.each([
    { name: 'an unknown key', text: 'rates:\n  vpc.nat_huor: 20%\n', says: 'did you mean "vpc.nat_hour"' },
    { name: 'an unknown service', text: 'rates:\n  lamda: 20%\n', says: 'did you mean "lambda"' },
    { name: 'more than everything', text: 'rates:\n  lambda: 120%\n', says: '100%' },
    { name: 'neither', text: 'rates:\n  lambda: { from: 2026-01-01 }\n', says: 'neither or both of "off" and "price"' },
    { name: 'both', text: 'rates:\n  lambda: { off: 5%, price: "1" }\n', says: 'neither or both' },
    {
      name: 'an end before the beginning',
      text: 'rates:\n  lambda: { off: 5%, from: 2026-02-01, until: 2026-01-01 }\n',
      says: 'before it begins',
    },
    { name: 'no day', text: 'rates:\n  lambda: { off: 5%, from: 2026-13-01 }\n', says: 'YYYY-MM-DD' },
    { name: 'an unknown word', text: 'rates:\n  lambda: { of: 5% }\n', says: 'off' },
    { name: 'no map', text: '- lambda\n', says: 'not a map of keys' },
    { name: 'nothing', text: '', says: 'the file is empty' },
    { name: 'a negative price', text: 'rates:\n  lambda: { price: "-1" }\n', says: 'US dollars for a unit' },
  ])('$name', async ({ text, says }) => {
    const error = await failure(operate('cost', nat({ discount: 'rates.yaml' }), memoryFiles({ ...FILES, 'rates.yaml': text })))
    expect({ code: error.code, message: JSON.stringify([error.message, error.details]).replaceAll('\\"', '"') }).toEqual({
      code: 'input.invalid',
      message: expect.stringContaining(says),
    })
  })
})

describe('refuses', () => {
  test.each([
    {
      input: { compare: 'old.yaml', by: ['service'], budget: 1 },
      says: '--by, --budget ask something of one bill, and --compare compares two',
    },
    { input: { by: ['servce'] }, says: 'did you mean "service"' },
    { input: { by: ['tag:'] }, says: 'nothing that totals can be made by' },
    { input: { load: '1/s' }, says: 'is no range of rates' },
    { input: { load: '1..1000/s' }, says: '"1" is not a rate' },
    { input: { load: '10/s..1/s' }, says: 'does not go from a rate above 0 to a greater one' },
    { input: { load: '0/s..1/s' }, says: 'a rate above 0' },
    { input: { whatIf: ['arm46'] }, says: 'did you mean "arm64"' },
    { input: { whatIf: ['region'] }, says: 'needs a value' },
    { input: { load: '1/s..10/s' }, says: '--load changes the traffic of a usage file, and there is none' },
    { input: { format: 'svg' }, says: '--format svg draws the chart of --load' },
    { input: { budget: -1 }, says: 'budget' },
    { input: { freeTier: ['forever'] }, says: 'always' },
  ])('$input', async ({ input, says }) => {
    const error = await failure(operate('cost', nat(input), memoryFiles(FILES)))
    expect({ code: error.code, message: error.message }).toEqual({ code: 'usage.bad-argument', message: expect.stringContaining(says) })
  })
})
