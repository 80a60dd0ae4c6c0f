import { policiesFor, refusesPlainText } from '../policies.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const SUBJECT = 'AWS::SQS::Queue'
const POLICY = 'AWS::SQS::QueuePolicy'
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: { 'Fn::GetAtt': ['Main', 'Arn'] },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}

export const queueRequiresTls: Rule = defineRule({
  id: 'queue-requires-tls',
  pillar: 'security',
  severity: 'low',
  title: 'SQS queue refuses requests without TLS',
  why: 'SQS answers plain HTTP in some regions: whoever is on the way can then read the messages.',
  fix: 'Add a queue policy that denies sqs:* to everybody when aws:SecureTransport is false.',
  refs: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html'],
  types: [SUBJECT],
  maps: { 'cdk-nag': ['SQSQueueSSLRequestsOnly', 'AwsSolutions-SQS4'] },
  examples: {
    fail: [
      { name: 'no policy', props: {} },
      {
        name: 'a policy that lets only the account send',
        resources: {
          Main: { Type: SUBJECT },
          Policy: {
            Type: POLICY,
            Properties: {
              Queues: [{ Ref: 'Main' }],
              PolicyDocument: { Statement: [{ ...DENY, Effect: 'Allow', Principal: { AWS: '111122223333' }, Condition: {} }] },
            },
          },
        },
        subject: 'Main',
      },
    ],
    pass: [
      { name: 'a KMS key encrypts it, which plain HTTP cannot use', props: { KmsMasterKeyId: 'alias/messages' } },
      {
        name: 'the policy refuses plain HTTP',
        resources: {
          Main: { Type: SUBJECT },
          Policy: { Type: POLICY, Properties: { Queues: [{ Ref: 'Main' }], PolicyDocument: { Statement: [DENY] } } },
        },
        subject: 'Main',
      },
    ],
    unknown: [
      {
        name: 'the policy names a queue of another stack',
        resources: {
          Main: { Type: SUBJECT },
          Policy: {
            Type: POLICY,
            Properties: { Queues: [{ 'Fn::ImportValue': 'main' }], PolicyDocument: { Statement: [{ ...DENY, Resource: '*' }] } },
          },
        },
        subject: 'Main',
      },
    ],
  },
  check: (node, q) => {
    // SQS refuses plain HTTP for what a KMS key encrypts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
    if (q.read(node, 'KmsMasterKeyId').set === true) return PASS
    const { certain, possible } = policiesFor(node, q, { type: POLICY, list: 'Queues' })
    if (certain.some(({ statement }) => refusesPlainText(statement, q))) return PASS
    if (possible.some(({ statement }) => refusesPlainText(statement, q)))
      return { is: 'unknown', why: 'a policy refuses plain HTTP, but for which queue is not known' }
    return { is: 'fail', what: 'no policy refuses requests without TLS' }
  },
})
