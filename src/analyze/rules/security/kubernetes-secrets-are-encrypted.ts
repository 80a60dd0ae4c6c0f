import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const kubernetesSecretsAreEncrypted: Rule = defineRule({
  id: 'kubernetes-secrets-are-encrypted',
  pillar: 'security',
  severity: 'low',
  title: 'Kubernetes secrets are encrypted with a key of your own',
  why: 'With envelope encryption a copy of the store alone does not give the secrets away.',
  fix: 'Set EncryptionConfig with a KMS key for the resource secrets.',
  refs: ['https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html'],
  types: ['AWS::EKS::Cluster'],
  maps: { checkov: ['CKV_AWS_58'], cfn_nag: ['W82'], 'security-hub': ['EKS.3'] },
  examples: {
    fail: [{ name: 'none', props: { Name: 'orders' } }],
    pass: [
      { name: 'a key', props: { EncryptionConfig: [{ Resources: ['secrets'], Provider: { KeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } } }] } },
    ],
    unknown: [
      {
        name: 'from a parameter',
        props: { EncryptionConfig: { 'Fn::If': ['Keyed', [{ Resources: ['secrets'] }], { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check(node, q) {
    const { items, unknown } = itemsAt(node, q, 'EncryptionConfig')
    if (unknown !== undefined) return unknownAt(unknown, 'EncryptionConfig')
    return items.some(({ value }) => q.read(value, 'Provider.KeyArn').set !== false)
      ? PASS
      : { is: 'fail', what: 'no EncryptionConfig with a key', path: 'EncryptionConfig' }
  },
})
