import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const topicIsEncrypted: Rule = defineRule({
  id: 'topic-is-encrypted',
  pillar: 'security',
  severity: 'low',
  title: 'SNS topic encrypts its messages with a KMS key',
  why: 'Messages wait on disk until they are delivered. With a key of your own a policy and a trail say who may read them.',
  fix: 'Set KmsMasterKeyId; publishers such as CloudWatch alarms need a key whose policy lets them use it, so not alias/aws/sns.',
  refs: ['https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html'],
  types: ['AWS::SNS::Topic'],
  maps: { 'cdk-nag': ['SNSEncryptedKMS', 'AwsSolutions-SNS2'], checkov: ['CKV_AWS_26'], cfn_nag: ['W47'], 'security-hub': ['SNS.1'] },
  examples: {
    fail: [{ name: 'no key', props: {} }],
    pass: [{ name: 'a key', props: { KmsMasterKeyId: { 'Fn::ImportValue': 'key' } } }],
    unknown: [
      {
        name: 'only under a condition',
        sections: { Conditions: { Own: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '1'] } } },
        props: { KmsMasterKeyId: { 'Fn::If': ['Own', 'alias/own', { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'KmsMasterKeyId', 'no KmsMasterKeyId'),
})
