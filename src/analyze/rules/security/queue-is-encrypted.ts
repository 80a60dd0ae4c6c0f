import { isFalse, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const queueIsEncrypted: Rule = defineRule({
  id: 'queue-is-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'SQS queue encrypts its messages at rest',
  why: 'SQS encrypts new queues by itself; here that is switched off, and messages often hold what the database protects.',
  fix: 'Remove SqsManagedSseEnabled: false, or name a key in KmsMasterKeyId.',
  refs: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html'],
  types: ['AWS::SQS::Queue'],
  maps: { 'cdk-nag': ['SQSQueueSSE', 'AwsSolutions-SQS2'], 'security-hub': ['SQS.1'] },
  examples: {
    fail: [{ name: 'switched off', props: { SqsManagedSseEnabled: false } }],
    pass: [
      { name: 'the default', props: {} },
      { name: 'a key', props: { SqsManagedSseEnabled: false, KmsMasterKeyId: 'alias/aws/sqs' } },
    ],
    unknown: [
      { name: 'from a parameter', sections: { Parameters: { Sse: { Type: 'String' } } }, props: { SqsManagedSseEnabled: { Ref: 'Sse' } } },
    ],
  },
  check: (node, q) => {
    if (q.read(node, 'KmsMasterKeyId').set === true) return PASS
    const managed = q.read(node, 'SqsManagedSseEnabled')
    if (!managed.known) return unknownAt(managed, 'SqsManagedSseEnabled')
    const value = scalarOf(managed)
    return isFalse(value) ? { is: 'fail', what: 'encryption is switched off', path: 'SqsManagedSseEnabled' } : PASS
  },
})
