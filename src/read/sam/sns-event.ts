import type { EventEntry, Target } from './types.js'
import type { Expansion } from './expansion.js'
import { called, calledArn, permit, putFor } from './permissions.js'
import { getAtt, isObj, isThere, objOr, type Obj, pick, ref, referred, text, thereOr, type Value } from './values.js'

/** A subscription to a topic: of the function itself, or of a queue that the function polls. */
export function sns(expansion: Expansion, target: Target, event: EventEntry): void {
  const { properties } = event
  const topic = properties['Topic']
  if (topic === undefined) return expansion.rejectEvent(target.source, event.name, "missing required property 'Topic'")
  const queue = properties['SqsSubscription']
  if (queue === undefined || queue === false) {
    permit(expansion, target, event, { Principal: 'sns.amazonaws.com', SourceArn: topic })
    subscription(expansion, target, event, { protocol: 'lambda', endpoint: calledArn(target), topic })
    return
  }
  throughQueue(expansion, target, event, { topic, queue })
}

function throughQueue(expansion: Expansion, target: Target, event: EventEntry, of: { readonly topic: Value; readonly queue: Value }): void {
  const given = isObj(of.queue) ? of.queue : ownQueue(expansion, target, event, of.topic)
  const { QueueArn: arn, QueueUrl: url, QueuePolicyLogicalId: policyId, BatchSize: size } = given
  if (arn === undefined || url === undefined) return expansion.rejectEvent(target.source, event.name, 'no QueueARN or QueueURL provided')
  const statement = {
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Principal: '*',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': of.topic } },
  }
  putFor(expansion, target, text(policyId) ?? `${event.id}QueuePolicy`, {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [url] },
  })
  subscription(expansion, target, event, { protocol: 'sqs', endpoint: arn, topic: of.topic })
  const mapping = { FunctionName: called(target), EventSourceArn: arn, BatchSize: thereOr(size) ?? 10, Enabled: true }
  putFor(expansion, target, `${event.id}EventSourceMapping`, { Type: 'AWS::Lambda::EventSourceMapping', Properties: mapping })
  target.role?.arns.push(expansion.arn('iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole'))
}

/** A queue that is made here; behind a topic that keeps the order it keeps the order too. */
function ownQueue(expansion: Expansion, target: Target, event: EventEntry, topic: Value): Obj {
  const id = `${event.id}Queue`
  const fifo = expansion.resolve(objOr(expansion.resource(referred(topic))?.['Properties'])['FifoTopic'] ?? false)
  putFor(expansion, target, id, { Type: 'AWS::SQS::Queue', Properties: isThere(fifo) ? { FifoQueue: fifo } : {} })
  return { QueueArn: getAtt(id, 'Arn'), QueueUrl: ref(id) }
}

function subscription(
  expansion: Expansion,
  target: Target,
  event: EventEntry,
  to: { readonly protocol: string; readonly endpoint: Value; readonly topic: Value },
): void {
  const made: Obj = {
    Protocol: to.protocol,
    Endpoint: to.endpoint,
    TopicArn: to.topic,
    ...pick(event.properties, ['Region', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']),
  }
  putFor(expansion, target, event.id, { Type: 'AWS::SNS::Subscription', Properties: made })
}
