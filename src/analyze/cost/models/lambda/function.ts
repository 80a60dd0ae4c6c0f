import type { Query, Resource } from '#graph/index.js'
import { count } from '../../amounts.js'
import { factor, isUnresolved, product } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isOn, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'

const TYPE = 'AWS::Lambda::Function'
const INCLUDED_STORAGE_MB = 512

export const lambdaFunction: PriceModel = definePriceModel({
  type: TYPE,
  refs: ['https://aws.amazon.com/lambda/pricing/'],
  usage: {
    requests: { unit: 'request', about: 'invocations a month' },
    durationMs: { unit: 'ms', about: 'mean duration that is billed, of one invocation' },
    traces: { unit: 'trace', about: 'requests traced by X-Ray a month' },
    logGb: { unit: 'GB', about: 'logs that go to a log group that is not in the template' },
    storedLogGb: { unit: 'GB-month', about: 'logs kept in a log group that is not in the template, compressed' },
    internetOutGb: { unit: 'GB', about: 'data that it sends to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => false }],
  meters(node, usage, q) {
    return [...running(node, usage, q), ...traces(node, usage, q), ...logs(node, usage, q)]
  },
})

function running(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const memory = orElse(numberAt(q, node, 'MemorySize'), 128)
  if (isUnresolved(memory)) return [waiting('Requests', 'request', memory), waiting('Duration', 'GB-second', memory)]
  const architecture = architectureOf(node, q)
  if (typeof architecture !== 'string')
    return [waiting('Requests', 'request', architecture), waiting('Duration', 'GB-second', architecture)]
  const arm = architecture === 'arm64'
  return [
    { name: 'Requests', price: arm ? 'lambda.requests_arm' : 'lambda.requests', unit: 'request', quantity: usage['requests'] },
    {
      name: `Duration at ${memory} MB`,
      price: arm ? 'lambda.duration_arm' : 'lambda.duration_x86',
      unit: 'GB-second',
      quantity: gbSeconds(usage, memory),
    },
    ...temporaryStorage(node, usage, q),
  ]
}

function gbSeconds(usage: ModelUsage, megabytes: number): Meter['quantity'] {
  const { requests, durationMs } = usage
  if (requests === undefined || durationMs === undefined) return undefined
  return product(requests, durationMs, factor(megabytes, `${count(megabytes / 1024)} GB / 1,000`, 1_024_000))
}

function architectureOf(node: Resource, q: Query): ReturnType<typeof orElse<string, string>> {
  const [first] = itemsAt(q, node, 'Architectures')
  return first === undefined ? 'x86_64' : orElse(textAt(q, first, ''), 'x86_64')
}

function temporaryStorage(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const size = orElse(numberAt(q, node, 'EphemeralStorage.Size'), INCLUDED_STORAGE_MB)
  if (isUnresolved(size)) return [waiting('Temporary storage', 'GB-second', size)]
  if (size <= INCLUDED_STORAGE_MB) return []
  const quantity = gbSeconds(usage, size - INCLUDED_STORAGE_MB)
  return [{ name: 'Temporary storage above 512 MB', price: 'lambda.ephemeral_storage', unit: 'GB-second', quantity }]
}

function traces(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  if (textAt(q, node, 'TracingConfig.Mode') !== 'Active') return []
  return [{ name: 'Traces', price: 'xray.traces_stored', unit: 'trace', quantity: usage['traces'] }]
}

/** Lambda makes a log group of its own, which never expires, when the template names none. */
function logs(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  if (q.edges({ from: node, kind: 'logs-to' }).length > 0 || isOn(q, node, 'LoggingConfig.LogGroup')) return []
  if (textAt(q, node, 'LoggingConfig.LogGroup') !== undefined) return []
  return [
    { name: 'Log ingestion', price: 'cloudwatch.logs_ingest_standard', unit: 'GB', quantity: usage['logGb'] },
    { name: 'Log storage', price: 'cloudwatch.logs_storage', unit: 'GB-month', quantity: usage['storedLogGb'] },
  ]
}
