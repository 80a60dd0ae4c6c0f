import type { JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalId, LogicalName, type Site } from './block.js'
import { grant } from './connect.js'
import { lambdaFunction } from './lambda-function.js'

const FOURTEEN_DAYS = 1_209_600

const Params = z
  .strictObject({
    name: LogicalName.default('Work'),
    /** Function that works messages off, its role, and its timeout. */
    function: LogicalId,
    role: LogicalId,
    timeoutSeconds: z.int().min(1).max(900).default(30),
    /** A message that failed this often is set aside. */
    maxReceives: z.int().min(1).max(1000).default(5),
    /** Messages handed over at once. */
    batchSize: z.int().min(1).max(10_000).default(10),
    /** Seconds to gather a batch. Above ten messages Lambda asks for at least one. */
    batchWindowSeconds: z.int().min(0).max(300).default(0),
    /** Functions that run at the same time for this queue at most. */
    maxConcurrency: z.int().min(2).max(1000).optional(),
    /** Logical id of a KMS key; without it, SQS encrypts with its own. */
    key: LogicalId.optional(),
  })
  .refine(({ batchSize, batchWindowSeconds }) => batchSize <= 10 || batchWindowSeconds >= 1, {
    message: 'more than 10 messages at once need a window of at least 1 second',
    path: ['batchWindowSeconds'],
  })

type Parameters = z.output<typeof Params>

export interface QueueWorkerPorts {
  readonly queue: string
  readonly deadLetterQueue: string
  readonly mapping: string
}

type Example = Pick<z.input<typeof Params>, 'function' | 'role' | 'timeoutSeconds'>

function worker(graph: GraphBuilder, site: Site, timeoutSeconds: number): Example {
  const ports = lambdaFunction.add(graph, { id: 'Worker', purpose: 'worker', timeoutSeconds }, site)
  return { function: ports.function, role: ports.role, timeoutSeconds }
}

export const queueWorker = defineBlock<typeof Params, QueueWorkerPorts>({
  id: 'queue-worker',
  title: 'Queue-buffered worker',
  intent: 'Take work faster than it can be done, lose none of it, and set aside what keeps failing.',
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  ],
  params: Params,
  guarantees: ['queue-has-dead-letter-queue', 'queue-is-encrypted', 'queue-requires-tls', 'queue-visibility-covers-function'],
  examples: [
    { name: 'defaults', params: (graph, site) => worker(graph, site, 30) },
    {
      name: 'slow worker, few at a time',
      params: (graph, site) => ({ ...worker(graph, site, 900), batchSize: 100, batchWindowSeconds: 20, maxConcurrency: 2 }),
    },
  ],
  vary: {
    name: ['Work', 'Invoices'],
    maxReceives: [1, 5, 1000],
    batchSize: [1, 10, 1000],
    batchWindowSeconds: [0, 5],
    maxConcurrency: [undefined, 50],
  },
  build(graph: GraphBuilder, params, site: Site): QueueWorkerPorts {
    const { name, key } = params
    const encryption: JsonObject = key === undefined ? { SqsManagedSseEnabled: true } : { KmsMasterKeyId: ref(key) }
    const deadLetterQueue = graph.add(
      'AWS::SQS::Queue',
      `${name}DeadLetters`,
      // the clock of retention starts when a message is first sent, so it is the longest there is
      { MessageRetentionPeriod: FOURTEEN_DAYS, ...encryption },
      { comment: 'Messages that failed too often wait here for a person.', ...keeping(site) },
    )
    const queue = graph.add(
      'AWS::SQS::Queue',
      `${name}Queue`,
      {
        VisibilityTimeout: Math.min(43_200, params.timeoutSeconds * 6 + params.batchWindowSeconds),
        MessageRetentionPeriod: FOURTEEN_DAYS / 2,
        ...encryption,
        RedrivePolicy: { deadLetterTargetArn: getAtt(deadLetterQueue, 'Arn'), maxReceiveCount: params.maxReceives },
      },
      {
        comment:
          'A message stays hidden for six times the timeout of the function and the window: shorter, and one that is being worked on would be handed out again.',
        ...keeping(site),
      },
    )
    addPolicy(graph, queue)
    addPolicy(graph, deadLetterQueue)
    grant(graph, params.role, {
      sid: `Receive${name}`,
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [getAtt(queue, 'Arn')],
    })
    return { queue, deadLetterQueue, mapping: addMapping(graph, params, queue) }
  },
})

function addPolicy(graph: GraphBuilder, queue: string): void {
  graph.add('AWS::SQS::QueuePolicy', `${queue}Policy`, {
    Queues: [ref(queue)],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: getAtt(queue, 'Arn'),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  })
}

function addMapping(graph: GraphBuilder, params: Parameters, queue: string): string {
  const { maxConcurrency, batchWindowSeconds } = params
  return graph.add(
    'AWS::Lambda::EventSourceMapping',
    `${params.name}Source`,
    {
      EventSourceArn: getAtt(queue, 'Arn'),
      FunctionName: ref(params.function),
      BatchSize: params.batchSize,
      ...(batchWindowSeconds === 0 ? {} : { MaximumBatchingWindowInSeconds: batchWindowSeconds }),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...(maxConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maxConcurrency } }),
    },
    { comment: 'The function names the messages that failed, so one bad message does not bring back the whole batch.' },
  )
}
