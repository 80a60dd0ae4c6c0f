import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const fileSystemIsEncrypted: Rule = defineRule({
  id: 'file-system-is-encrypted',
  pillar: 'security',
  severity: 'high',
  title: 'EFS file system is encrypted at rest',
  why: 'Encryption of a file system is chosen when it is made; later it takes a new file system and a copy of every file.',
  fix: 'Set Encrypted to true.',
  refs: ['https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html'],
  types: ['AWS::EFS::FileSystem'],
  maps: { 'cdk-nag': ['AwsSolutions-EFS1', 'EFSEncrypted'], checkov: ['CKV_AWS_42'], cfn_nag: ['F32'], 'security-hub': ['EFS.1'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'switched off', props: { Encrypted: false } },
    ],
    pass: [{ name: 'encrypted', props: { Encrypted: true } }],
    unknown: [{ name: 'a parameter without a value', props: { Encrypted: { Ref: 'Encrypted' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'Encrypted'),
})
