import { demandTrue } from '../flags.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const keyRotates: Rule = defineRule({
  id: 'key-rotates',
  pillar: 'security',
  severity: 'medium',
  title: 'KMS key gets new key material every year',
  why: 'Rotation bounds how much one key material protects, and nobody has to change anything for it.',
  fix: 'Set EnableKeyRotation to true.',
  refs: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  types: ['AWS::KMS::Key'],
  maps: {
    'cdk-nag': ['AwsSolutions-KMS5', 'KMSBackingKeyRotationEnabled'],
    checkov: ['CKV_AWS_7'],
    cfn_nag: ['F19'],
    'security-hub': ['KMS.4'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { KeyPolicy: {} } },
      { name: 'switched off', props: { EnableKeyRotation: false } },
    ],
    pass: [
      { name: 'switched on', props: { EnableKeyRotation: true } },
      { name: 'an asymmetric key, which cannot rotate', props: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } },
      { name: 'imported material, which cannot rotate by itself', props: { Origin: 'EXTERNAL' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { EnableKeyRotation: { Ref: 'Rotate' } } }],
  },
  check(node, q) {
    const [spec, origin] = [scalarOf(q.read(node, 'KeySpec')), scalarOf(q.read(node, 'Origin'))]
    const rotatable = (spec === undefined || spec === 'SYMMETRIC_DEFAULT') && (origin === undefined || origin === 'AWS_KMS')
    return rotatable ? demandTrue(node, q, 'EnableKeyRotation') : PASS
  },
})
