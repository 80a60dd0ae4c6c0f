import type {
  Expression,
  GetCostAndUsageCommandInput,
  GetCostAndUsageCommandOutput,
  Group,
  MetricValue,
} from '@aws-sdk/client-cost-explorer'
import { type CostAnswer, type CostExplorer, type CostQuestion, type ErrorCode, StanchionError } from '#core/index.js'

const MOST_PAGES = 1000
const TAG = 'tag:'

/** Cost Explorer of the account that the AWS SDK finds credentials for: environment, profile, role. The SDK is loaded when something is asked. */
export function awsCostExplorer(): CostExplorer {
  return {
    today: () => new Date().toISOString().slice(0, 10),
    async ask(question) {
      const { CostExplorerClient, GetCostAndUsageCommand } = await import('@aws-sdk/client-cost-explorer')
      const client = new CostExplorerClient({ region: endpointRegion() })
      const answers: CostAnswer[] = []
      let token: string | undefined
      try {
        for (let page = 0; page < MOST_PAGES; page += 1) {
          const input = { ...inputOf(question), ...(token === undefined ? {} : { NextPageToken: token }) }
          const output = await client.send(new GetCostAndUsageCommand(input))
          answers.push(...answersOf(output, question))
          token = output.NextPageToken
          if (token === undefined) return answers
        }
      } catch (cause) {
        throw cause instanceof StanchionError ? cause : failure(cause)
      } finally {
        client.destroy()
      }
      throw unexpected(`it has more than ${MOST_PAGES} pages`)
    },
  }
}

/** Cost Explorer answers in one region of each partition. */
function endpointRegion(): string {
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? ''
  return region.startsWith('cn-') ? 'cn-northwest-1' : 'us-east-1'
}

function inputOf({ from, to, granularity, metric, groupBy, filters }: CostQuestion): GetCostAndUsageCommandInput {
  const expressions = filters.map(expressionOf)
  const [only] = expressions
  const filter = expressions.length > 1 ? { And: expressions } : only
  return {
    TimePeriod: { Start: from, End: to },
    Granularity: granularity,
    Metrics: [metric, 'UsageQuantity'],
    GroupBy: groupBy.map((key) => (key.startsWith(TAG) ? { Type: 'TAG', Key: key.slice(TAG.length) } : { Type: 'DIMENSION', Key: key })),
    ...(filter === undefined ? {} : { Filter: filter }),
  }
}

function expressionOf({ key, values, not }: CostQuestion['filters'][number]): Expression {
  const found = DIMENSIONS.find((each) => each === key)
  const expression: Expression =
    found === undefined
      ? { Tags: { Key: key.slice(TAG.length), Values: [...values] } }
      : { Dimensions: { Key: found, Values: [...values] } }
  return not ? { Not: expression } : expression
}

const DIMENSIONS = ['SERVICE', 'LINKED_ACCOUNT', 'USAGE_TYPE', 'OPERATION', 'REGION', 'RECORD_TYPE'] as const

function answersOf({ ResultsByTime = [] }: GetCostAndUsageCommandOutput, question: CostQuestion): readonly CostAnswer[] {
  return ResultsByTime.flatMap(({ TimePeriod, Groups = [], Total, Estimated = false }) => {
    const from = TimePeriod?.Start
    if (from === undefined) throw unexpected('a result has no time')
    const groups: readonly Group[] = question.groupBy.length === 0 ? [{ Keys: [], Metrics: Total ?? {} }] : Groups
    return groups.map(({ Keys = [], Metrics = {} }) => {
      const { Amount: cost, Unit: currency } = metricOf(Metrics, question.metric)
      if (cost === undefined || currency === undefined) throw unexpected(`a result has no ${question.metric}`)
      if (Keys.length !== question.groupBy.length)
        throw unexpected(`a result has ${Keys.length} keys, and was asked for ${question.groupBy.length}`)
      // A tag comes as `key$value`.
      const values = Keys.map((key, index) => (question.groupBy[index]?.startsWith(TAG) === true ? key.slice(key.indexOf('$') + 1) : key))
      return { from, groups: values, cost, currency, quantity: metricOf(Metrics, 'UsageQuantity').Amount, estimated: Estimated }
    })
  })
}

function metricOf(metrics: Readonly<Record<string, MetricValue>>, name: string): MetricValue {
  return metrics[name] ?? {}
}

function unexpected(what: string): StanchionError {
  return new StanchionError('aws.unexpected-answer', `Cost Explorer's answer cannot be read: ${what}`)
}

const CODES: Readonly<Record<string, { readonly code: ErrorCode; readonly fix: string }>> = {
  CredentialsProviderError: { code: 'aws.no-credentials', fix: 'sign in (aws sso login), or set AWS_PROFILE' },
  ExpiredTokenException: { code: 'aws.no-credentials', fix: 'sign in again: the credentials have expired' },
  UnrecognizedClientException: { code: 'aws.no-credentials', fix: 'check the credentials: AWS does not know them' },
  AccessDeniedException: { code: 'aws.denied', fix: 'allow ce:GetCostAndUsage to whoever asks' },
  LimitExceededException: { code: 'aws.throttled', fix: 'try again in a minute' },
  ThrottlingException: { code: 'aws.throttled', fix: 'try again in a minute' },
  BillExpirationException: { code: 'aws.unexpected-answer', fix: 'ask for a later time: the bill is no longer kept' },
  DataUnavailableException: { code: 'aws.unexpected-answer', fix: 'Cost Explorer has no data for that time yet; enable it and wait a day' },
  ValidationException: { code: 'aws.unexpected-answer', fix: 'ask for another time or grouping' },
  RequestChangedException: { code: 'aws.unexpected-answer', fix: 'try again' },
}
const UNREACHABLE = { code: 'aws.unreachable', fix: 'check the network and try again' } as const

function failure(cause: unknown): StanchionError {
  const [name, message] = cause instanceof Error ? [cause.name, cause.message] : ['', String(cause)]
  const { code, fix } = (Object.hasOwn(CODES, name) ? CODES[name] : undefined) ?? UNREACHABLE
  return new StanchionError(code, `Cost Explorer did not answer: ${message === '' ? name : message}`, { cause, details: { fix } })
}
