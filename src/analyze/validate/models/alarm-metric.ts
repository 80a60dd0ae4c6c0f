import type { JsonObject } from '#core/index.js'
import { isWhole, numberAt, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, itemsOf } from './model.js'

const ALARM = 'AWS::CloudWatch::Alarm'
const base: JsonObject = { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3, Threshold: 1 }
const single: JsonObject = { ...base, Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Period: 60 }
const math = (...Metrics: readonly JsonObject[]): JsonObject => ({ ...base, Metrics })
const metric = (Id: string, more: JsonObject = {}): JsonObject => ({ Id, MetricStat: { Metric: {}, Period: 60, Stat: 'Sum' }, ...more })
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html, read 2026-11. */
const DAY = 86_400
const WEEK = 7 * DAY
const HOUR = 3600

export const metricOfAlarm: ResourceModel = {
  id: 'alarm-metric',
  code: 'alarm',
  types: [ALARM],
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html'],
  examples: {
    wrong: [
      { name: 'a metric and a formula', props: { ...single, Metrics: [] }, says: 'MetricName and Metrics' },
      { name: 'no statistic', props: { ...single, Statistic: { Ref: 'AWS::NoValue' } }, says: 'needs Statistic or ExtendedStatistic' },
      { name: 'no period', props: { ...single, Period: { Ref: 'AWS::NoValue' } }, says: 'needs Period' },
      { name: 'two results', props: math(metric('a'), metric('b')), says: 'ReturnData: false' },
      { name: 'no result', props: math(metric('a', { ReturnData: false })), says: 'one of the Metrics' },
      { name: 'an id twice', props: math(metric('a', { ReturnData: false }), metric('a')), says: '"a" stands twice' },
      {
        name: 'a formula of what is not there',
        props: math(metric('a', { ReturnData: false }), { Id: 'rate', Expression: 'a / bb * 100' }),
        says: '"bb"',
      },
      { name: 'more than are looked at', props: { ...single, DatapointsToAlarm: 4 }, says: 'DatapointsToAlarm 4' },
      { name: 'longer than a day', props: { ...single, Period: 300, EvaluationPeriods: 300 }, says: '90000 seconds' },
    ],
    right: [
      { name: 'a metric', props: single },
      { name: 'a percentile', props: { ...single, Statistic: { Ref: 'AWS::NoValue' }, ExtendedStatistic: 'p99' } },
      {
        name: 'a formula',
        props: math(metric('a', { ReturnData: false }), metric('b', { ReturnData: 'false' }), {
          Id: 'rate',
          Expression: '100 * a / MAX([a, b])',
        }),
      },
      { name: 'a query', props: math({ Id: 'q', Expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"', Period: 60 }) },
      {
        name: 'one or the other',
        props: { ...base, MetricName: { 'Fn::If': ['A', 'x', { Ref: 'AWS::NoValue' }] }, Namespace: 'n', Period: 60, Statistic: 'Sum' },
      },
      { name: 'days of hours', props: { ...single, Period: 3600, EvaluationPeriods: 48 } },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    const [name, list] = [at(own, 'MetricName'), at(own, 'Metrics')]
    if (name !== undefined && list !== undefined) context.complain('an alarm takes MetricName and Metrics not together', list.place)
    else if (name !== undefined) checkSingle(own, context)
    else if (list !== undefined) checkList(list, context)
    checkPeriods(own, context)
  },
}

function checkSingle(own: Located, { complain }: ModelContext): void {
  for (const name of ['Namespace', 'Period']) if (at(own, name) === undefined) complain(`an alarm with MetricName needs ${name}`, own.place)
  if (at(own, 'Statistic') === undefined && at(own, 'ExtendedStatistic') === undefined)
    complain('an alarm with MetricName needs Statistic or ExtendedStatistic', own.place)
}

function checkList(list: Located, { complain }: ModelContext): void {
  const items = itemsOf(list)
  if (list.tree.kind !== 'list' || items.some((item) => !isWhole(item))) return
  const seen = new Set<string>()
  for (const item of items) {
    const id = textAt(item, 'Id')
    if (id === undefined) return
    if (seen.has(id)) complain(`the Id "${id}" stands twice among the Metrics`, at(item, 'Id')?.place ?? item.place)
    seen.add(id)
  }
  const results = items.map(
    (item) => textAt(item, 'ReturnData')?.toLowerCase() ?? (at(item, 'ReturnData') === undefined ? 'true' : 'unknown'),
  )
  const shown = results.filter((result) => result === 'true').length
  if (shown > 1) complain('only one of the Metrics is the result; write ReturnData: false for the others', list.place)
  if (shown === 0 && !results.includes('unknown')) complain('one of the Metrics must be the result: ReturnData: true', list.place)
  for (const item of items) checkFormula(item, seen, complain)
}

/** Names of metrics begin with a small letter; those of functions and words of formulas are capital. */
function checkFormula(item: Located, ids: ReadonlySet<string>, complain: ModelContext['complain']): void {
  const formula = textAt(item, 'Expression')
  if (formula === undefined || /\$\{|^\s*SELECT\b/i.test(formula)) return
  const names = formula.replace(/"[^"]*"|'[^']*'/g, '').match(/(?<![\w.])[a-z]\w*/g) ?? []
  const missing = names.find((name) => !ids.has(name))
  if (missing !== undefined)
    complain(`the formula names "${missing}", which is the Id of none of the Metrics`, at(item, 'Expression')?.place ?? item.place)
}

function checkPeriods(own: Located, { complain }: ModelContext): void {
  const [period, times, enough] = ['Period', 'EvaluationPeriods', 'DatapointsToAlarm'].map((name) => numberAt(own, name))
  if (times !== undefined && enough !== undefined && enough > times)
    complain(`DatapointsToAlarm ${enough} is above EvaluationPeriods ${times}`, at(own, 'DatapointsToAlarm')?.place ?? own.place)
  if (period === undefined || times === undefined) return
  const most = period >= HOUR ? WEEK : DAY
  if (period * times > most)
    complain(
      `the alarm looks at ${period * times} seconds; with a Period of ${period} it can look at ${most}`,
      at(own, 'EvaluationPeriods')?.place ?? own.place,
    )
}
