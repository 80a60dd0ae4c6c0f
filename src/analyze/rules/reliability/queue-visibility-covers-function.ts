import type { JsonObject } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { numberOf, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const MAPPING = 'AWS::Lambda::EventSourceMapping'
const QUEUE = 'AWS::SQS::Queue'
const FUNCTION = 'AWS::Lambda::Function'
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html, aws-resource-lambda-function.html
const DEFAULT_VISIBILITY = 30
const DEFAULT_TIMEOUT = 3
const TIMES = 6

const example = (
  visibility: JsonObject,
  timeout: JsonObject,
): { readonly resources: Readonly<Record<string, JsonObject>>; readonly subject: string } => ({
  resources: {
    Queue: { Type: QUEUE, Properties: visibility },
    Worker: { Type: FUNCTION, Properties: timeout },
    Source: {
      Type: MAPPING,
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Worker' } },
    },
  },
  subject: 'Source',
})

export const queueVisibilityCoversFunction: Rule = defineRule({
  id: 'queue-visibility-covers-function',
  pillar: 'reliability',
  severity: 'medium',
  title: 'SQS hides a message six times as long as its function may run',
  why: 'A message that becomes visible while it is still being worked on is worked on twice; when the function is throttled it counts as failed and ends in the dead-letter queue.',
  fix: 'Set VisibilityTimeout of the queue to at least six times the Timeout of the function, plus MaximumBatchingWindowInSeconds.',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html'],
  types: [MAPPING],
  maps: { 'cdk-nag': ['LambdaEventSourceSQSVisibilityTimeout'] },
  examples: {
    fail: [
      { name: 'twice as long', ...example({ VisibilityTimeout: 60 }, { Timeout: 30 }) },
      { name: 'shorter, which Lambda refuses', ...example({}, { Timeout: 60 }) },
    ],
    pass: [
      { name: 'six times', ...example({ VisibilityTimeout: 180 }, { Timeout: 30 }) },
      { name: 'both defaults', ...example({}, {}) },
      {
        name: 'not a queue of this stack',
        props: { EventSourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s', FunctionName: 'f' },
      },
    ],
    unknown: [{ name: 'timeout from a parameter', ...example({ VisibilityTimeout: 60 }, { Timeout: { 'Fn::ImportValue': 'timeout' } }) }],
  },
  check: (node, q) => {
    const queue = endOf(node, q, { property: 'EventSourceArn', type: QUEUE })
    const worker = endOf(node, q, { property: 'FunctionName', type: FUNCTION })
    if (queue === undefined || worker === undefined) return PASS
    const [visibility, timeout] = [q.read(queue, 'VisibilityTimeout'), q.read(worker, 'Timeout')]
    if (!visibility.known) return { is: 'unknown', why: `VisibilityTimeout of ${queue.id}: ${visibility.why}` }
    if (!timeout.known) return { is: 'unknown', why: `Timeout of ${worker.id}: ${timeout.why}` }
    const hidden = numberOf(scalarOf(visibility)) ?? DEFAULT_VISIBILITY
    const runs = numberOf(scalarOf(timeout)) ?? DEFAULT_TIMEOUT
    if (hidden >= TIMES * runs) return PASS
    const what = `${queue.id} hides a message for ${hidden} s, ${worker.id} may run ${runs} s`
    return hidden < runs ? { is: 'fail', what: `${what}; Lambda refuses that`, severity: 'high' } : { is: 'fail', what }
  },
})

function endOf(node: Resource, q: Query, { property, type }: { readonly property: string; readonly type: string }): Resource | undefined {
  const read = q.read(node, property)
  const target = read.known || read.reference === undefined ? undefined : q.get(read.reference.target)
  return target?.type === type ? target : undefined
}
