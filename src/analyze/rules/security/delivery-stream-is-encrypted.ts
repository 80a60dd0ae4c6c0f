import { demandGiven, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const deliveryStreamIsEncrypted: Rule = defineRule({
  id: 'delivery-stream-is-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'Firehose stream is encrypted while it holds records',
  why: 'Firehose buffers what producers put into it; without encryption the buffer holds it as it came.',
  fix: 'Set DeliveryStreamEncryptionConfigurationInput with a KeyType of AWS_OWNED_CMK or CUSTOMER_MANAGED_CMK.',
  refs: ['https://docs.aws.amazon.com/firehose/latest/dev/encryption.html'],
  types: ['AWS::KinesisFirehose::DeliveryStream'],
  maps: { 'cdk-nag': ['AwsSolutions-KDF1', 'KinesisDataFirehoseSSE'], cfn_nag: ['W88'], 'security-hub': ['DataFirehose.1'] },
  examples: {
    fail: [
      { name: 'producers put into it', props: { DeliveryStreamType: 'DirectPut' } },
      { name: 'the same by default', props: {} },
    ],
    pass: [
      { name: 'encrypted', props: { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' } } },
      { name: 'fed by a stream, which has the encryption', props: { DeliveryStreamType: 'KinesisStreamAsSource' } },
    ],
    unknown: [
      {
        name: 'depends on a condition',
        props: {
          DeliveryStreamEncryptionConfigurationInput: { 'Fn::If': ['Encrypted', { KeyType: 'AWS_OWNED_CMK' }, { Ref: 'AWS::NoValue' }] },
        },
      },
    ],
  },
  check(node, q) {
    const type = scalarOf(q.read(node, 'DeliveryStreamType')) ?? 'DirectPut'
    return type === 'DirectPut'
      ? demandGiven(node, q, 'DeliveryStreamEncryptionConfigurationInput.KeyType', 'no DeliveryStreamEncryptionConfigurationInput')
      : PASS
  },
})
