import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const streamIsEncrypted: Rule = defineRule({
  id: 'stream-is-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'Kinesis stream is encrypted at rest',
  why: 'Records stay in the stream for a day to a year; without encryption they are stored as they came.',
  fix: 'Set StreamEncryption with EncryptionType KMS and a KeyId (alias/aws/kinesis costs no key).',
  refs: ['https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html'],
  types: ['AWS::Kinesis::Stream'],
  maps: { 'cdk-nag': ['AwsSolutions-KDS1', 'KinesisDataStreamSSE'], checkov: ['CKV_AWS_43'], 'security-hub': ['Kinesis.1'] },
  examples: {
    fail: [{ name: 'not said', props: { ShardCount: 1 } }],
    pass: [
      {
        name: 'with the key of the service',
        props: { ShardCount: 1, StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } },
      },
    ],
    unknown: [
      {
        name: 'depends on a condition',
        props: {
          StreamEncryption: { 'Fn::If': ['Encrypted', { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }, { Ref: 'AWS::NoValue' }] },
        },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'StreamEncryption', 'no StreamEncryption'),
})
