import { policiesFor, refusesPlainText } from '../policies.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const SUBJECT = 'AWS::SNS::Topic'
const POLICY = 'AWS::SNS::TopicPolicy'
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: { Ref: 'Main' },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}

export const topicRequiresTls: Rule = defineRule({
  id: 'topic-requires-tls',
  pillar: 'security',
  severity: 'low',
  title: 'SNS topic refuses to publish without TLS',
  why: 'SNS answers plain HTTP too: whoever is on the way can then read and change the messages.',
  fix: 'Add a topic policy that denies sns:Publish to everybody when aws:SecureTransport is false.',
  refs: ['https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html'],
  types: [SUBJECT],
  maps: { 'cdk-nag': ['SNSTopicSSLPublishOnly', 'AwsSolutions-SNS3'] },
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
              Topics: [{ Ref: 'Main' }],
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
          Policy: { Type: POLICY, Properties: { Topics: [{ Ref: 'Main' }], PolicyDocument: { Statement: [DENY] } } },
        },
        subject: 'Main',
      },
    ],
    unknown: [
      {
        name: 'the policy names a topic of another stack',
        resources: {
          Main: { Type: SUBJECT },
          Policy: {
            Type: POLICY,
            Properties: { Topics: [{ 'Fn::ImportValue': 'main' }], PolicyDocument: { Statement: [{ ...DENY, Resource: '*' }] } },
          },
        },
        subject: 'Main',
      },
    ],
  },
  check: (node, q) => {
    // SNS refuses plain HTTP for what a KMS key encrypts: https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
    if (q.read(node, 'KmsMasterKeyId').set === true) return PASS
    const { certain, possible } = policiesFor(node, q, { type: POLICY, list: 'Topics' })
    if (certain.some(({ statement }) => refusesPlainText(statement, q))) return PASS
    if (possible.some(({ statement }) => refusesPlainText(statement, q)))
      return { is: 'unknown', why: 'a policy refuses plain HTTP, but for which topic is not known' }
    return { is: 'fail', what: 'no policy refuses requests without TLS' }
  },
})
