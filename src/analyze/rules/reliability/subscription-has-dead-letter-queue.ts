import { demandGiven, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const subscriptionHasDeadLetterQueue: Rule = defineRule({
  id: 'subscription-has-dead-letter-queue',
  pillar: 'reliability',
  severity: 'low',
  title: 'SNS keeps what it could not deliver',
  why: 'After its retries SNS drops a message that the subscriber did not take; only a dead-letter queue keeps it.',
  fix: 'Set RedrivePolicy of the subscription with a deadLetterTargetArn.',
  refs: ['https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html'],
  types: ['AWS::SNS::Subscription'],
  maps: { 'cdk-nag': ['SNSRedrivePolicy'] },
  examples: {
    fail: [{ name: 'a function', props: { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: { Ref: 'Worker' } } }],
    pass: [
      {
        name: 'a queue behind it',
        props: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'lambda',
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
        },
      },
      {
        name: 'mail, which cannot be processed again',
        props: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'ops@example.com' },
      },
    ],
    unknown: [
      {
        name: 'from a parameter',
        props: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'lambda',
          RedrivePolicy: { 'Fn::If': ['Kept', { deadLetterTargetArn: 'a' }, { Ref: 'AWS::NoValue' }] },
        },
      },
    ],
  },
  check(node, q) {
    const people = ['email', 'email-json', 'sms'].includes(String(scalarOf(q.read(node, 'Protocol'))))
    return people ? PASS : demandGiven(node, q, 'RedrivePolicy.deadLetterTargetArn', 'no RedrivePolicy')
  },
})
