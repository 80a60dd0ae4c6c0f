import { describe, expect, test } from 'vitest'
import { operate, PAGE } from './context.js'
import { failure } from './failure.js'
import { memoryFiles } from './memory-files.js'

const ROLE = `{ Type: AWS::IAM::Role, Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: !GetAtt Table.Arn }] } }] } }`
const API = `Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
  Role: ${ROLE}
  Fn: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: i.h, MemorySize: 256, Role: !GetAtt Role.Arn, Code: { ZipFile: x } } }
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: a, ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }
`

interface Line {
  readonly resource: string
  readonly name: string
  readonly quantity?: string
  readonly monthly?: string
  readonly origin?: string
  readonly range?: { readonly low: { readonly monthly: string }; readonly high: { readonly monthly: string } }
}
interface Output {
  readonly monthly: string
  readonly range?: { readonly low: string; readonly high: string }
  readonly lines: readonly Line[]
  readonly traffic?: {
    readonly entries: readonly object[]
    readonly assumptions: readonly { readonly name: string; readonly value: string }[]
  }
}

async function costOf(template: string, input: object): Promise<{ output: Output; human: string }> {
  const result = await operate('cost', { paths: ['t.yaml'], region: 'us-east-1', ...input }, memoryFiles({ 't.yaml': template }))
  return { output: result.output as Output, human: result.human(PAGE) }
}

function quantity({ lines }: Output, resource: string, name: string): string | undefined {
  return lines.find((line) => line.resource === resource && line.name.startsWith(name))?.quantity
}

describe('a rate alone', () => {
  test('goes from the entry point along the journey', async () => {
    const { output, human } = await costOf(API, { traffic: ['20/s'] })
    const requests = 20 * 2_628_000
    expect({
      api: quantity(output, 'Api', 'Requests'),
      invocations: quantity(output, 'Fn', 'Requests'),
      // 256 MB for 100 ms
      duration: quantity(output, 'Fn', 'Duration'),
      // 1 KB of log each
      logs: quantity(output, 'Fn', 'Log ingestion'),
      // one operation each, 80% of them reads of an item of 2 KB: half a unit; two units for a write
      reads: quantity(output, 'Table', 'Reads'),
      writes: quantity(output, 'Table', 'Writes'),
      // what is stored does not follow from a rate
      stored: quantity(output, 'Table', 'Storage'),
      internet: quantity(output, 'internet egress', 'From Api'),
    }).toEqual({
      api: String(requests),
      invocations: String(requests),
      duration: String(requests * 0.25 * 0.1),
      logs: '50.12512207',
      reads: String(requests * 0.8 * 0.5),
      writes: String(requests * 0.2 * 2),
      stored: undefined,
      internet: '401.000976563',
    })
    expect(output.traffic?.entries).toEqual([{ resource: 'Api', perSecond: 20 }])
    expect(output.traffic?.assumptions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['request-wall', 'response-size', 'item-size', 'read-share', 'log-per-request', 'operations-per-request']),
    )
    expect(human).toContain('Traffic enters at: Api 20/s')
  })

  test('is a range where assumptions are, and where the rate is', async () => {
    const alone = (await costOf(API, { traffic: ['30/s'] })).output
    const between = (await costOf(API, { traffic: ['10/s..50/s'] })).output
    expect(between.monthly).toBe(alone.monthly)
    const numbers = [between.range?.low, alone.range?.low, alone.monthly, alone.range?.high, between.range?.high].map(Number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(between.lines.find(({ resource, name }) => resource === 'Api' && name === 'Requests')).toMatchObject({
      monthly: '78.84', // 30 x 2.628 M x $1.00
      range: { low: { monthly: '26.28' }, high: { monthly: '131.4' } },
    })
    expect((await costOf(API, { traffic: ['10/s..20/s..50/s'] })).output.monthly).toBe(
      (await costOf(API, { traffic: ['20/s'] })).output.monthly,
    )
  })

  test('takes what someone sets an assumption to', async () => {
    const { output } = await costOf(API, { traffic: ['20/s'], assume: ['request-wall=200ms', 'read-share=100%'] })
    expect(quantity(output, 'Fn', 'Duration')).toBe(String(20 * 2_628_000 * 0.25 * 0.2))
    expect(quantity(output, 'Table', 'Writes')).toBe('0')
    expect(output.traffic?.assumptions).toContainEqual(
      expect.objectContaining({ name: 'request-wall', value: '200 ms', low: '200 ms', high: '200 ms' }),
    )
  })

  test('may be said of one entry', async () => {
    const two = `${API}  Other: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: b, ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }\n`
    const shared = (await costOf(two, { traffic: ['20/s'] })).output
    expect([quantity(shared, 'Api', 'Requests'), quantity(shared, 'Other', 'Requests')]).toEqual(['26280000', '26280000'])
    const named = (await costOf(two, { traffic: ['Api=20/s'] })).output
    expect([quantity(named, 'Api', 'Requests'), quantity(named, 'Other', 'Requests')]).toEqual(['52560000', undefined])
    const both = (await costOf(two, { traffic: ['Api=20/s', '5/s'] })).output
    expect([quantity(both, 'Other', 'Requests'), quantity(both, 'Fn', 'Requests')]).toEqual(['13140000', '65700000'])
  })

  test.each([
    { input: { traffic: ['Apo=20/s'] }, says: 'no template has a resource "Apo" (did you mean "Api"?)' },
    { input: { traffic: ['50/s..10/s'] }, says: 'is not a range' },
    { input: { traffic: ['5/s', '6/s'] }, says: 'is given twice' },
    { input: { traffic: ['5/s'], assume: ['request-wal=1ms'] }, says: 'did you mean "request-wall"' },
    { input: { traffic: ['5/s'], assume: ['request-wall=1'] }, says: '"1" is not a duration from 1 ms to 12 h' },
    { input: { assume: ['request-wall=1ms'] }, says: 'no traffic is given' },
  ])('is refused: $input', async ({ input, says }) => {
    const error = await failure(costOf(API, input))
    expect({ code: error.code, message: error.message }).toEqual({ code: 'usage.bad-argument', message: expect.stringContaining(says) })
  })
})
