import { flagAt, isGiven, linked, propertiesOf } from './links.js'
import { at, type Located, type ModelContext, type ResourceModel, textOf, valuesAt } from './model.js'

const QUEUE = 'AWS::SQS::Queue'
const TOPIC = 'AWS::SNS::Topic'

interface Names {
  readonly flag: string
  readonly name: string
  /** Properties that only a FIFO one takes. */
  readonly only: readonly string[]
}

const NAMES: ReadonlyMap<string, Names> = new Map([
  [QUEUE, { flag: 'FifoQueue', name: 'QueueName', only: ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'] }],
  [TOPIC, { flag: 'FifoTopic', name: 'TopicName', only: ['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'] }],
])

export const fifoOfQueue: ResourceModel = {
  id: 'fifo',
  code: 'fifo',
  types: [QUEUE, TOPIC],
  refs: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html',
    'https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html',
  ],
  examples: {
    wrong: [
      { name: 'no suffix', props: { FifoQueue: true, QueueName: 'orders' }, says: 'orders.fifo' },
      { name: 'only the suffix', props: { QueueName: 'orders.fifo' }, says: 'FifoQueue: true' },
      { name: 'a property of FIFO queues', props: { ContentBasedDeduplication: true }, says: 'only with FifoQueue: true' },
      {
        name: 'a topic',
        template: { Resources: { T: { Type: TOPIC, Properties: { FifoTopic: true, TopicName: 'orders' } } } },
        says: 'orders.fifo',
      },
      {
        name: 'failed messages of another kind',
        template: {
          Resources: {
            Q: {
              Type: QUEUE,
              Properties: {
                FifoQueue: true,
                RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
              },
            },
            Dead: { Type: QUEUE },
          },
        },
        says: 'Dead must be a FIFO queue',
      },
    ],
    right: [
      { name: 'a FIFO queue', props: { FifoQueue: 'true', QueueName: 'orders.fifo', ContentBasedDeduplication: true } },
      { name: 'named by AWS', props: { FifoQueue: true } },
      { name: 'maybe', props: { FifoQueue: { Ref: 'Fifo' }, QueueName: 'orders' } },
      { name: 'the suffix with a variable', props: { FifoQueue: true, QueueName: { 'Fn::Sub': '${Name}.fifo' } } },
      { name: 'a queue of the usual kind', props: { QueueName: 'orders', ContentBasedDeduplication: false } },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    const names = NAMES.get(type)
    if (names === undefined || tree.kind !== 'map') return
    const fifo = flagAt(own, names.flag)
    for (const value of valuesAt(own, names.name)) checkName(value, fifo, names, context)
    for (const name of names.only)
      if (fifo === false && isGiven(own, name) && flagAt(own, name) !== false)
        context.complain(`${name} is taken only with ${names.flag}: true`, at(own, name)?.place ?? place)
    if (fifo !== undefined && type === QUEUE) checkDeadLetters(own, fifo, context)
  },
}

function checkName(value: Located, fifo: boolean | undefined, { flag, name }: Names, { complain }: ModelContext): void {
  const text = textOf(value.tree)
  if (text === undefined || text.includes('${') || fifo === undefined) return
  if (fifo && !text.endsWith('.fifo'))
    complain(`${name} "${text}" must end with .fifo for ${flag}: true; write ${text}.fifo`, value.place, { atValue: true })
  if (!fifo && text.endsWith('.fifo'))
    complain(`${name} "${text}" ends with .fifo, which only ${flag}: true takes`, value.place, { atValue: true })
}

function checkDeadLetters(own: Located, fifo: boolean, { declared, complain }: ModelContext): void {
  for (const policy of valuesAt(own, 'RedrivePolicy')) {
    const dead = linked(policy, 'deadLetterTargetArn', [QUEUE], declared)
    const theirs = dead === undefined ? undefined : flagAt(propertiesOf(dead), 'FifoQueue')
    if (dead === undefined || theirs === undefined || theirs === fifo) continue
    const kind = fifo ? 'a FIFO queue' : 'a standard queue'
    complain(
      `${dead.id} must be ${kind} as the queue whose failed messages it takes`,
      at(policy, 'deadLetterTargetArn')?.place ?? own.place,
    )
  }
}
