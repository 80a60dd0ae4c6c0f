import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALL_MODELS } from '#analyze/cost/index.js'
import { hasErrors, type Json, treeOf } from '#core/index.js'
import { CASES } from '../../support/cases.js'
import { INFRACOST_ROWS, keysOf, readUsage, usageOf } from '#read/usage/index.js'

const FILE = `version: 0.1
resource_type_default_usage:
  aws_nat_gateway: { monthly_data_processed_gb: 10 }
resource_usage:
  aws_lambda_function.orders_handler:
    monthly_requests: 100000
    request_duration_ms: 250
  module.queue.aws_sqs_queue.jobs["a"]:
    monthly_requests: 1000
    request_size_kb: 100
  aws_lb.front: { new_connections: 50, active_connections: 300, processed_bytes_gb: 7300 }
  aws_s3_bucket.files:
    standard: { storage_gb: 5, monthly_tier_1_requests: 7 }
    glacier_deep_archive: { storage_gb: 9 }
  aws_sns_topic.news: { monthly_requests: 10, email_subscriptions: 3 }
  aws_sfn_state_machine.flow: { monthly_requests: 100, memory_mb: 65, workflow_duration_ms: 150 }
`

describe("Infracost's usage file", () => {
  test('becomes quantities of ours, in our units', async () => {
    const { usage, diagnostics } = await readUsage(FILE, 'infracost-usage.yml')
    const quantities = Object.fromEntries(
      (usage?.imported ?? []).map(({ names, types, quantities: values }) => [
        `${types.join('|')} ${names.join('|')}`,
        Object.fromEntries(Object.entries(values).map(([name, { value, unit }]) => [name, `${value} ${unit}`])),
      ]),
    )
    expect(quantities).toEqual({
      'AWS::Lambda::Function orders_handler': { requests: '100000 request', durationMs: '250 ms' },
      // two pieces of 64 KB each
      'AWS::SQS::Queue jobsa|jobs': { requests: '2000 request' },
      // 50 / 25 = 2 new connections, 300 / 3000 open ones, 7300 GB / 730 h = 10 GB an hour
      'AWS::ElasticLoadBalancingV2::LoadBalancer front': { capacityUnits: '10 LCU' },
      'AWS::S3::Bucket files': { storedGb: '5 GB-month', putRequests: '7 request' },
      'AWS::SNS::Topic news': { publishes: '10 request', emails: '30 notification' },
      // 100 x 128 MB x 200 ms
      'AWS::StepFunctions::StateMachine flow': { requests: '100 request', gbSeconds: '2.5 GB-second' },
    })
    expect(usage?.types).toEqual({
      'AWS::EC2::NatGateway': {
        processedGb: { value: '10', unit: 'GB', from: 'stated', formula: 'Infracost: monthly_data_processed_gb 10' },
      },
    })
    expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning glacier_deep_archive.storage_gb of aws_s3_bucket.files is not taken: other storage classes and select are not priced from it',
    ])
  })

  test('is told with all that is wrong in it', async () => {
    const text = `version: 0.2
resource_usge: {}
resource_usage:
  aws_lambda_functio.orders: { monthly_requests: 1 }
  aws_lambda_function: { monthly_requests: 1 }
  aws_lambda_function.orders: { monthly_request: 1, request_duration_ms: -5 }
  aws_sqs_queue.jobs: 7
  aws_sns_topic.news: { email_subscriptions: 3 }
`
    const { usage, diagnostics } = await readUsage(text, 'infracost-usage.yml')
    expect(usage).toBeUndefined()
    expect(diagnostics.map(({ span, severity, message }) => `${span?.line} ${severity} ${message}`)).toEqual([
      '1 error version is "0.2"; write 0.1',
      '2 error unknown key "resource_usge" (did you mean "resource_usage"?); known here: version, resource_usage, resource_type_default_usage',
      '4 error "aws_lambda_functio" is not a resource type that Infracost has usage for (did you mean "aws_lambda_function"?)',
      '5 error resource_usage.aws_lambda_function is not an address of a resource; write for example aws_lambda_function.orders',
      '6 error unknown key "monthly_request" of aws_lambda_function.orders (did you mean "monthly_requests"?)',
      '6 error resource_usage."aws_lambda_function.orders".request_duration_ms is the number -5; write a number, 0 or more',
      '7 error resource_usage."aws_sqs_queue.jobs" is the number 7; write a map of usage keys',
      '8 warning email_subscriptions of aws_sns_topic.news is not taken: it needs the other keys that emails follows from',
    ])
  })

  test('every quantity is one that a price model asks for, in its unit', () => {
    const tables = new Map(ALL_MODELS.map(({ type, usage }) => [type, usage]))
    const strange = INFRACOST_ROWS.flatMap(({ terraform, types, rules }) =>
      types.flatMap((type) =>
        rules.flatMap(({ name, unit }) => {
          const own = tables.get(type)?.[name]?.unit
          return own === unit || own?.startsWith(`${unit}-`) === true ? [] : [`${terraform}: ${type}.${name} in ${unit}, not ${own}`]
        }),
      ),
    )
    expect(strange).toEqual([])
  })

  const data = CASES === undefined ? '' : join(CASES, '..', 'data', 'infracost_usage_keys.json')
  test.skipIf(!existsSync(data))('knows every key of the dialect (skipped where the list of keys is not there)', () => {
    const listed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(readFileSync(data, 'utf8'))
    const rows = new Map(INFRACOST_ROWS.map((row) => [row.terraform, keysOf(row)]))
    const missing = Object.entries(listed).flatMap(([type, keys]) =>
      Object.entries(keys).flatMap(([key, value]) =>
        (typeof value === 'object' && value !== null ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key])
          .filter((each) => rows.get(type)?.includes(each) !== true)
          .map((each) => `${type} ${each}`),
      ),
    )
    expect(missing).toEqual([])
  })

  test('whatever it holds, the answer is usage or an error', () => {
    const json = fc.jsonValue({ maxDepth: 3 })
    const type = fc.constantFrom(...INFRACOST_ROWS.map(({ terraform }) => terraform))
    const inside = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('monthly_requests', 'standard', 'storage_gb', '__proto__')), json)
    const usage = fc.dictionary(
      type.map((each) => `${each}.x`),
      inside,
    )
    fc.assert(
      fc.property(usage, fc.oneof(json, fc.dictionary(type, inside)), (resources, defaults) => {
        const file: Json = JSON.parse(JSON.stringify({ version: 0.1, resource_usage: resources, resource_type_default_usage: defaults }))
        const read = usageOf(treeOf(file))
        expect(read.usage === undefined).toBe(hasErrors(read.diagnostics))
      }),
      { numRuns: 60 },
    )
  })
})
