import { type ModelExample, type ResourceModel, textOf, valuesAt } from './model.js'

const RULE = 'AWS::Events::Rule'
const SCHEDULE = 'AWS::Scheduler::Schedule'
const example = (ScheduleExpression: string, says?: string): ModelExample => ({
  name: ScheduleExpression,
  props: { ScheduleExpression },
  ...(says === undefined ? {} : { says }),
})

export const expressionOfSchedule: ResourceModel = {
  id: 'schedule',
  code: 'schedule-expression',
  types: [RULE, SCHEDULE],
  refs: [
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  ],
  examples: {
    wrong: [
      example('cron(0 12 * * ?)', 'six fields'),
      example('cron(0 12 * * * *)', 'one of day-of-month and day-of-week must be ?'),
      example('cron(0 12 5 * MON *)', 'must be ?'),
      example('cron(0 24 * * ? *)', '"24" does not fit the hours'),
      example('cron(0 9 ? * MOON *)', 'day-of-week'),
      example('rate(1 minutes)', 'write rate(1 minute)'),
      example('rate(5 minute)', 'write rate(5 minutes)'),
      example('rate(0 minutes)', 'rate(0 minutes)'),
      example('rate(10 seconds)', 'minutes, hours or days'),
      example('0 12 * * ? *', 'cron(…)'),
      example('at(2027-01-01T00:00:00)', 'cron(…)'),
    ],
    right: [
      example('cron(0 12 * * ? *)'),
      example('cron(0/15 8-17 ? * MON-FRI *)'),
      example('cron(0 9 L * ? *)'),
      example('cron(0 9 ? * 6#3 2026-2030)'),
      example('cron(0 9 15W JAN,JUL ? *)'),
      example('cron(0 9 ? * 6L *)'),
      example('rate(1 hour)'),
      example('rate(5 minutes)'),
      { name: 'decided at deployment', props: { ScheduleExpression: { Ref: 'Rate' } } },
      { name: 'a variable in it', props: { ScheduleExpression: { 'Fn::Sub': 'rate(${Minutes} minutes)' } } },
      {
        name: 'a moment of a schedule',
        template: { Resources: { S: { Type: SCHEDULE, Properties: { ScheduleExpression: 'at(2027-01-01T00:00:00)' } } } },
      },
    ],
  },
  check({ type, properties: tree, place }, { complain }) {
    for (const value of valuesAt({ tree, place }, 'ScheduleExpression')) {
      const text = textOf(value.tree)?.trim()
      const wrong = text === undefined || text === '' ? undefined : wrongIn(text, type === SCHEDULE)
      if (wrong !== undefined) complain(wrong, value.place, { atValue: true })
    }
  },
}

function wrongIn(text: string, moments: boolean): string | undefined {
  const cron = /^cron\((.*)\)$/.exec(text)
  if (cron !== null) return wrongInCron((cron[1] ?? '').trim().split(/\s+/))
  const rate = /^rate\(\s*(\d+)\s+(\w+)\s*\)$/.exec(text)
  // A schedule takes a number with either form of its unit; a rule does not.
  if (rate !== null) return wrongInRate(Number(rate[1]), rate[2] ?? '', moments)
  if (moments && /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(text)) return undefined
  if (text.startsWith('rate(')) return `"${text}" is no rate; write a whole number of minutes, hours or days: rate(5 minutes)`
  return `"${text}" is no schedule; write cron(…)${moments ? ', rate(…) or at(yyyy-mm-ddThh:mm:ss)' : ' or rate(…)'}`
}

function wrongInRate(count: number, unit: string, eitherForm: boolean): string | undefined {
  const one = unit.replace(/s$/, '')
  if (!['minute', 'hour', 'day'].includes(one) || count === 0)
    return `"rate(${count} ${unit})" is no rate; write a whole number of minutes, hours or days from 1 on`
  const right = count === 1 ? one : `${one}s`
  return unit === right || eitherForm ? undefined : `"rate(${count} ${unit})" is refused; write rate(${count} ${right})`
}

interface Field {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly words?: readonly string[]
  /** Forms of this field alone. */
  readonly own?: RegExp
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const FIELDS: readonly Field[] = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day-of-month', from: 1, to: 31, own: /^(?:\?|LW?|L-\d+|\d+W)$/ },
  { name: 'month', from: 1, to: 12, words: MONTHS },
  { name: 'day-of-week', from: 1, to: 7, words: DAYS, own: /^(?:\?|L|(?:[1-7]|[A-Z]{3})L|(?:[1-7]|[A-Z]{3})#[1-5])$/ },
  { name: 'year', from: 1970, to: 2199 },
]

function wrongInCron(fields: readonly string[]): string | undefined {
  if (fields.length !== FIELDS.length)
    return `a cron expression has six fields: minutes hours day-of-month month day-of-week year, not ${fields.length}`
  for (const [index, field] of FIELDS.entries()) {
    const text = fields[index] ?? ''
    if (
      text
        .toUpperCase()
        .split(',')
        .every((part) => fits(part, field))
    )
      continue
    return `"${text}" does not fit the ${field.name} of a cron expression, which go from ${field.from} to ${field.to}`
  }
  const open = [fields[2], fields[4]].filter((day) => day === '?').length
  return open === 1 ? undefined : 'one of day-of-month and day-of-week must be ?, the other must not'
}

function fits(part: string, { from, to, words = [], own }: Field): boolean {
  if (own?.test(part) === true) return true
  const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part)
  if (match === null) return false
  return [match[1], match[2]].every(
    (bound) =>
      bound === undefined ||
      bound === '*' ||
      words.includes(bound) ||
      (/^\d+$/.test(bound) && Number(bound) >= from && Number(bound) <= to),
  )
}
