import { demandNotTrue } from '../flags.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const buildArtifactsAreEncrypted: Rule = defineRule({
  id: 'build-artifacts-are-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'CodeBuild artifacts are encrypted',
  why: 'Artifacts are what is deployed; switched-off encryption leaves them open to whoever reads the bucket.',
  fix: 'Leave EncryptionDisabled out.',
  refs: ['https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html'],
  types: ['AWS::CodeBuild::Project'],
  maps: { checkov: ['CKV_AWS_78'] },
  examples: {
    fail: [{ name: 'switched off', props: { Artifacts: { Type: 'S3', EncryptionDisabled: true } } }],
    pass: [
      { name: 'the default', props: { Artifacts: { Type: 'S3' } } },
      { name: 'no artifacts', props: { Artifacts: { Type: 'NO_ARTIFACTS', EncryptionDisabled: true } } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { Artifacts: { Type: 'S3', EncryptionDisabled: { Ref: 'Plain' } } } }],
  },
  check: (node, q) =>
    scalarOf(q.read(node, 'Artifacts.Type')) === 'NO_ARTIFACTS' ? PASS : demandNotTrue(node, q, 'Artifacts.EncryptionDisabled'),
})
