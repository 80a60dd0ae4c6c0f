import type { JsonObject } from '#core/index.js'
import { isWhole, linked, numberAt, propertiesOf, flagAt, textAt } from './links.js'
import { at, type Located, type ModelContext, type ResourceModel, valuesAt } from './model.js'

const SCHEDULE = 'AWS::Scheduler::Schedule'
const QUEUE = 'AWS::SQS::Queue'
const ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders'
const schedule = (more: JsonObject, target: JsonObject = {}): JsonObject => ({
  ScheduleExpression: 'rate(1 hour)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: ARN, RoleArn: 'arn:aws:iam::111122223333:role/r', ...target },
  ...more,
})

export const settingsOfSchedule: ResourceModel = {
  id: 'schedule-settings',
  code: 'schedule-settings',
  types: [SCHEDULE],
  refs: [
    'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html',
  ],
  examples: {
    wrong: [
      {
        name: 'a window without a length',
        props: schedule({ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }),
        says: 'needs MaximumWindowInMinutes',
      },
      {
        name: 'no window with a length',
        props: schedule({ FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } }),
        says: 'takes no MaximumWindowInMinutes',
      },
      {
        name: 'the end before the start',
        props: schedule({ StartDate: '2027-02-01T00:00:00Z', EndDate: '2027-01-01T00:00:00Z' }),
        says: 'EndDate 2027-01-01T00:00:00Z is not after',
      },
      {
        name: 'two targets of a queue',
        props: schedule({}, { SqsParameters: { MessageGroupId: 'a' } }),
        says: 'MessageGroupId is for FIFO queues',
      },
      {
        name: 'a FIFO queue without a group',
        template: {
          Resources: {
            S: { Type: SCHEDULE, Properties: schedule({}, { Arn: { 'Fn::GetAtt': ['Orders', 'Arn'] } }) },
            Orders: { Type: QUEUE, Properties: { FifoQueue: true } },
          },
        },
        says: 'Orders is a FIFO queue',
      },
      { name: 'no such service', props: schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:SQS:sendMessage' }), says: 'small letters' },
      { name: 'no action', props: schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs' }), says: 'service:action' },
      { name: 'reading', props: schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:s3:listBuckets' }), says: 'only reads' },
    ],
    right: [
      { name: 'on the hour', props: schedule({}) },
      { name: 'in a window', props: schedule({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } }) },
      { name: 'between two days', props: schedule({ StartDate: '2027-01-01T00:00:00Z', EndDate: '2027-02-01T00:00:00Z' }) },
      { name: 'a FIFO queue', props: schedule({}, { Arn: `${ARN}.fifo`, SqsParameters: { MessageGroupId: 'a' } }) },
      { name: 'any action', props: schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', Input: '{}' }) },
      { name: 'a target that is decided at deployment', props: schedule({}, { Arn: { Ref: 'Target' } }) },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    for (const window of valuesAt(own, 'FlexibleTimeWindow')) checkWindow(window, context)
    checkDays(own, context)
    for (const target of valuesAt(own, 'Target')) checkTarget(target, context)
  },
}

function checkWindow(window: Located, { complain }: ModelContext): void {
  const mode = textAt(window, 'Mode')
  const length = at(window, 'MaximumWindowInMinutes')
  if (!isWhole(window)) return
  if (mode === 'FLEXIBLE' && length === undefined) complain('Mode: FLEXIBLE needs MaximumWindowInMinutes, from 1 to 1440', window.place)
  if (mode === 'OFF' && length !== undefined && numberAt(window, 'MaximumWindowInMinutes') !== undefined)
    complain('Mode: OFF takes no MaximumWindowInMinutes; remove it', length.place)
}

function checkDays(own: Located, { complain }: ModelContext): void {
  const [start, end] = [textAt(own, 'StartDate'), textAt(own, 'EndDate')]
  const [from, to] = [Date.parse(start ?? ''), Date.parse(end ?? '')]
  if (from >= to) complain(`EndDate ${end} is not after StartDate ${start}`, at(own, 'EndDate')?.place ?? own.place, { atValue: true })
}

/** Actions that begin so give something back, which nobody takes. */
const READS =
  /^(?:get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|retrieve|batch(?:Get|Describe|Read)|transactGet|admin(?:Get|List))(?=[A-Z]|$)/

function checkTarget(target: Located, { declared, complain }: ModelContext): void {
  const arn = textAt(target, 'Arn') ?? ''
  const place = at(target, 'Arn')?.place ?? target.place
  const universal = /^arn:[^:]*:scheduler:::aws-sdk:(.*)$/.exec(arn)
  if (universal !== null) checkAction(universal[1] ?? '', place, complain)
  checkGroup(target, arn, { declared, complain })
}

function checkGroup(target: Located, arn: string, { declared, complain }: Pick<ModelContext, 'declared' | 'complain'>): void {
  const group = at(target, 'SqsParameters')
  const queue = linked(target, 'Arn', [QUEUE], declared)
  if (/^arn:[^:$]*:sqs:[^$]*$/.test(arn) && !arn.endsWith('.fifo') && group !== undefined)
    complain('MessageGroupId is for FIFO queues, whose names end with .fifo', group.place)
  if (queue === undefined || group !== undefined || !isWhole(target) || flagAt(propertiesOf(queue), 'FifoQueue') !== true) return
  complain(`${queue.id} is a FIFO queue, which needs SqsParameters with a MessageGroupId`, at(target, 'Arn')?.place ?? target.place)
}

function checkAction(text: string, place: Located['place'], complain: ModelContext['complain']): void {
  if (text.includes('${')) return
  const [service = '', action = '', ...more] = text.split(':')
  if (action === '' || more.length > 0) complain(`"aws-sdk:${text}" must be aws-sdk:service:action`, place, { atValue: true })
  else if (/[A-Z]/.test(service) || !/^[a-z]/.test(action))
    complain(`"${text}" must be a service in small letters and an action that begins with one: sqs:sendMessage`, place, { atValue: true })
  else if (READS.test(action)) complain(`${text} only reads, and a schedule takes no such action`, place, { atValue: true })
}
