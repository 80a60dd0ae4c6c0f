import type { JsonObject } from '#core/index.js'
import { flagAt, linked, numberAt, propertiesOf } from './links.js'
import type { Member } from '../template.js'
import { at, type Located, type ModelContext, type ResourceModel } from './model.js'

const MAPPING = 'AWS::Lambda::EventSourceMapping'
const template = (queue: JsonObject, handler: JsonObject, more: JsonObject = {}): JsonObject => ({
  Resources: {
    Source: {
      Type: MAPPING,
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Handler' }, ...more },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: queue },
    Handler: { Type: 'AWS::Lambda::Function', Properties: handler },
  },
})

export const queueOfEventSource: ResourceModel = {
  id: 'event-source',
  code: 'event-source',
  types: [MAPPING],
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html'],
  examples: {
    wrong: [
      { name: 'seen again while it is handled', template: template({ VisibilityTimeout: 30 }, { Timeout: 60 }), says: '30 seconds' },
      { name: 'the timeouts of AWS', template: template({}, { Timeout: 31 }), says: 'at least 31' },
      { name: 'a batch too large for order', template: template({ FifoQueue: true }, {}, { BatchSize: 100 }), says: 'at most 10' },
      { name: 'a batch without a window', template: template({}, {}, { BatchSize: 100 }), says: 'MaximumBatchingWindowInSeconds' },
    ],
    right: [
      { name: 'six times as long', template: template({ VisibilityTimeout: 180 }, { Timeout: 30 }) },
      { name: 'not known', template: template({ VisibilityTimeout: { Ref: 'Timeout' } }, { Timeout: 900 }) },
      { name: 'a large batch', template: template({}, {}, { BatchSize: 100, MaximumBatchingWindowInSeconds: 5 }) },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    const queue = linked(own, 'EventSourceArn', ['AWS::SQS::Queue'], context.declared)
    if (queue === undefined) return
    checkBatch(own, flagAt(propertiesOf(queue), 'FifoQueue'), context)
    checkTimeout(own, queue, context)
  },
}

function checkBatch(own: Located, fifo: boolean | undefined, { complain }: ModelContext): void {
  const batch = numberAt(own, 'BatchSize') ?? 10
  if (batch <= 10 || fifo === undefined) return
  const where = at(own, 'BatchSize')?.place ?? own.place
  const noWindow = at(own, 'MaximumBatchingWindowInSeconds') === undefined || numberAt(own, 'MaximumBatchingWindowInSeconds') === 0
  if (fifo) complain(`BatchSize ${batch} is too large for a FIFO queue, which gives at most 10`, where)
  else if (noWindow) complain(`BatchSize ${batch} needs MaximumBatchingWindowInSeconds of at least 1`, where)
}

function checkTimeout(own: Located, queue: Member, { declared, complain }: ModelContext): void {
  const handler = linked(own, 'FunctionName', ['AWS::Lambda::Function'], declared)
  const timeout = handler === undefined ? undefined : secondsOf(handler, 'Timeout', 3)
  const hidden = secondsOf(queue, 'VisibilityTimeout', 30)
  if (handler === undefined || timeout === undefined || hidden === undefined || hidden >= timeout) return
  const advice = `give VisibilityTimeout at least ${timeout}, better ${timeout * 6}`
  const message = `${queue.id} hides a message for ${hidden} seconds, and ${handler.id} may take ${timeout}; ${advice}`
  complain(message, at(own, 'EventSourceArn')?.place ?? own.place)
}

function secondsOf(member: Member, name: string, otherwise: number): number | undefined {
  const own = propertiesOf(member)
  return at(own, name) === undefined ? otherwise : numberAt(own, name)
}
