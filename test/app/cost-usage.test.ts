import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const nat = (id: string): string =>
  `  ${id}: { Type: AWS::EC2::NatGateway, Properties: { SubnetId: subnet-1, ConnectivityType: private } }\n`
const TEMPLATE = `Resources:\n${nat('OrdersNat')}${nat('UsersNat')}${nat('Other')}  Group: { Type: AWS::Logs::LogGroup }\n`

interface Output {
  readonly monthly: string
  readonly range?: { readonly low: string; readonly high: string }
  readonly lines: readonly { readonly resource: string; readonly name: string; readonly quantity?: string; readonly from: string }[]
}

async function costWith(usage: string): Promise<{ output: Output; human: string }> {
  const files = memoryFiles({ 't.yaml': TEMPLATE, 'usage.yaml': usage })
  const result = await operate('cost', { paths: ['t.yaml'], region: 'us-east-1', usage: 'usage.yaml' }, files)
  return { output: result.output as Output, human: result.human(PAGE) }
}

describe('a usage file', () => {
  test('says quantities by id, by pattern and by type, the nearest first', async () => {
    const { output } = await costWith(`types:
  AWS::EC2::NatGateway: { processedGb: 10 GB }
resources:
  "*Nat": { processedGb: 100 GB }
  "Orders*Nat": { processedGb: 1 TB }
  UsersNat: { processedGb: 512 MB }
`)
    const processed = output.lines.filter(({ name }) => name === 'Data processed').map(({ resource, quantity }) => [resource, quantity])
    expect(processed).toEqual([
      ['OrdersNat', '1024'],
      ['UsersNat', '0.5'],
      ['Other', '10'],
    ])
  })

  test('says three values, and the bill comes to three', async () => {
    const { output, human } = await costWith(`resources:
  OrdersNat: { processedGb: 10 GB / 100 GB / 1000 GB }
  UsersNat: { processedGb: { low: 0 GB, expected: 1 GB, high: 2 GB } }
  Other: { processedGb: 0 GB }
  Group: { ingestedGb: 0 GB, storedGb: 0 GB, vendedGb: 0 GB }
`)
    // https://aws.amazon.com/vpc/pricing/ (read 2025-10): 3 x 730 h x $0.045 = 98.55, and $0.045 a GB
    expect(output).toMatchObject({ monthly: '103.095', range: { low: '99', high: '143.64' } })
    expect(human).toContain('$103.10 a month, from $99.00 to $143.64')
  })

  test('with traffic alone derives what follows from it', async () => {
    const files = memoryFiles({
      't.yaml':
        'Resources:\n  Fn: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: i.h, Role: r, Code: { ZipFile: x } } }\n',
      'usage.yaml': 'traffic: { kind: api, average: 2/s }\nassumptions: { log-per-request: 2 KB }\n',
    })
    const { output } = await operate('cost', { paths: ['t.yaml'], region: 'us-east-1', usage: 'usage.yaml' }, files)
    expect(output).toMatchObject({
      lines: expect.arrayContaining([
        expect.objectContaining({ name: 'Requests', quantity: '5256000', from: 'derived' }),
        expect.objectContaining({ name: 'Log ingestion', quantity: '10.025024414' }),
      ]),
    })
  })

  test('is refused with all that is wrong in it', async () => {
    const error = await failure(
      costWith(`types:
  AWS::EC2::NatGatway: { processedGb: 1 GB }
  AWS::Logs::LogGroup: { ingestdGb: 1 GB }
resources:
  OrdersNat: { processedGb: 100 }
  UsersNat: { processedGb: 5 requests }
  "Api*": { requests: 1 request }
  Othr: { processedGb: 1 GB }
`),
    )
    const files = error.details['files'] as readonly { readonly diagnostics: readonly { line?: number; message: string }[] }[]
    expect(files[0]?.diagnostics.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 no price model asks for usage of a type "AWS::EC2::NatGatway" (did you mean "AWS::EC2::NatGateway"?)',
      expect.stringMatching(/^3 nothing reads "ingestdGb" of AWS::Logs::LogGroup \(did you mean "ingestedGb"\?\); known: /),
      expect.stringMatching(/^5 processedGb of OrdersNat, AWS::EC2::NatGateway: 100 has no unit; write 100 GB \(/),
      expect.stringMatching(
        /^6 processedGb of UsersNat, AWS::EC2::NatGateway: "requests" is not a unit of it; write it in GB, for example 5 GB \(/,
      ),
      '7 no resource of the templates fits "Api*"; there are OrdersNat, UsersNat, Other, Group',
      '8 no template has a resource "Othr" (did you mean "Other"?)',
    ])
  })

  test.each([
    ['processedGb: -5 GB', 'it is negative'],
    ['processedGb: 9 GB / 5 GB / 6 GB', 'write the least first'],
    ['processedGb: 1 MB / 2 GB / 3 GB', 'write all three in one unit'],
    ['processedGb: { low: 1 GB, expected: 2 GB }', 'high is missing'],
  ])('is refused: %s', async (text, says) => {
    const error = await failure(costWith(`resources:\n  OrdersNat: { ${text} }\n`))
    expect(JSON.stringify(error.details)).toContain(says)
  })
})

describe("Infracost's usage file", () => {
  const infracost = (usage: string) => costWith(`version: 0.1\nresource_usage:\n${usage}`)

  test('is matched to resources by type and name', async () => {
    const { output, human } = await infracost(`  aws_nat_gateway.orders_nat: { monthly_data_processed_gb: 100 }
  module.net.aws_nat_gateway.UsersNat[0]: { monthly_data_processed_gb: 5 }
  aws_cloudwatch_log_group.group: { monthly_data_ingested_gb: 3, storage_gb: 1 }
  aws_s3_bucket.files: { object_tags: 5 }
`)
    const stated = output.lines
      .filter(({ from }) => from === 'stated')
      .map(({ resource, name, quantity }) => `${resource} ${name} ${quantity}`)
    expect(stated).toEqual(['OrdersNat Data processed 100', 'UsersNat Data processed 5', 'Group Log ingestion 3', 'Group Log storage 1'])
    expect(human).toContain('object_tags of aws_s3_bucket.files is not taken')
  })

  test.each([
    ['  aws_nat_gateway.orders: { monthly_data_processed_gb: 1 }', 'no resource of the templates; candidates: OrdersNat, UsersNat, Other'],
    ['  aws_sqs_queue.jobs: { monthly_requests: 1 }', 'the templates have no AWS::SQS::Queue'],
    [
      '  aws_nat_gateway.other: { monthly_data_processed_gb: 1 }\n  aws_nat_gateway.Other: { monthly_data_processed_gb: 2 }',
      'are both Other; keep one of them',
    ],
  ])('is refused: %s', async (text, says) => {
    const error = await failure(infracost(`${text}\n`))
    expect(JSON.stringify(error.details)).toContain(says)
  })
})
