import { namedBy } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const QUEUE = 'AWS::SQS::Queue'
const ALARM = 'AWS::CloudWatch::Alarm'
const SETS_ASIDE =
  /(?:^|\.)(?:RedrivePolicy\.deadLetterTargetArn|DeadLetterConfig\.(?:TargetArn|Arn)|DeadLetterQueueUrl|OnFailure\.Destination)$/

const DEAD = { Type: QUEUE }
const WORK = {
  Type: QUEUE,
  Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } },
}

export const deadLetterQueueHasAlarm: Rule = defineRule({
  id: 'dead-letter-queue-has-alarm',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'Somebody is told when a message is set aside',
  why: 'A dead-letter queue that nobody watches loses the messages all the same, only later: after its retention period they are gone.',
  fix: 'Add an alarm on ApproximateNumberOfMessagesVisible of the dead-letter queue, with an action.',
  refs: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html'],
  types: [QUEUE],
  examples: {
    fail: [{ name: 'no alarm', resources: { Dead: DEAD, Work: WORK }, subject: 'Dead' }],
    pass: [
      {
        name: 'an alarm',
        resources: {
          Dead: DEAD,
          Work: WORK,
          Alarm: {
            Type: ALARM,
            Properties: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateNumberOfMessagesVisible',
              Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }],
            },
          },
        },
        subject: 'Dead',
      },
      { name: 'a queue for work', resources: { Dead: DEAD, Work: WORK }, subject: 'Work' },
    ],
  },
  check: (node, q) => {
    const setsAside = q.edges({ to: node, kind: 'refers' }).some(({ path }) => SETS_ASIDE.test(path))
    return !setsAside || namedBy(node, q, ALARM).length > 0 ? PASS : { is: 'fail', what: 'messages end here, and no alarm watches' }
  },
})
