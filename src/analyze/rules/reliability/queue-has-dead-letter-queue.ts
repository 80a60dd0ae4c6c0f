import { defineRule, PASS, type Rule } from '../rule.js'

export const queueHasDeadLetterQueue: Rule = defineRule({
  id: 'queue-has-dead-letter-queue',
  pillar: 'reliability',
  severity: 'medium',
  title: 'SQS queue sets failing messages aside',
  why: 'Without a dead-letter queue one message that cannot be processed is received again until it expires, and is then lost.',
  fix: 'Add a RedrivePolicy that names a dead-letter queue and a maxReceiveCount.',
  refs: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html'],
  types: ['AWS::SQS::Queue'],
  maps: { 'cdk-nag': ['SQSQueueDLQ', 'AwsSolutions-SQS3', 'SQSRedrivePolicy'] },
  examples: {
    fail: [{ name: 'no redrive policy', props: {} }],
    pass: [
      {
        name: 'redrive policy',
        props: { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111122223333:dead', maxReceiveCount: 5 } },
      },
      {
        name: 'is itself a dead-letter queue',
        resources: {
          Dead: { Type: 'AWS::SQS::Queue' },
          Work: {
            Type: 'AWS::SQS::Queue',
            Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } },
          },
        },
        subject: 'Dead',
      },
    ],
    unknown: [{ name: 'policy comes from a parameter', props: { RedrivePolicy: { Ref: 'Redrive' } } }],
  },
  check(node, q) {
    const servesAnother = q
      .edges({ to: node, kind: 'refers' })
      .some(({ path }) => /(^|\.)(RedrivePolicy|DeadLetterConfig|RedriveAllowPolicy)\b/i.test(path))
    if (servesAnother) return PASS
    const policy = q.read(node, 'RedrivePolicy')
    if (!policy.known) return { is: 'unknown', why: `RedrivePolicy: ${policy.why}`, path: 'RedrivePolicy' }
    return policy.value === undefined ? { is: 'fail', what: 'no RedrivePolicy', path: 'RedrivePolicy' } : PASS
  },
})
