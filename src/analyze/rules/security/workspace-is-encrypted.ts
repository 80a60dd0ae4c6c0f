import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const workspaceIsEncrypted: Rule = defineRule({
  id: 'workspace-is-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'WorkSpace volumes are encrypted',
  why: 'A desktop holds what people work on; encryption can only be chosen when it is made.',
  fix: 'Set RootVolumeEncryptionEnabled and UserVolumeEncryptionEnabled to true, with a VolumeEncryptionKey.',
  refs: ['https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html'],
  types: ['AWS::WorkSpaces::Workspace'],
  maps: { checkov: ['CKV_AWS_155', 'CKV_AWS_156'], cfn_nag: ['F29'], 'security-hub': ['WorkSpaces.1', 'WorkSpaces.2'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'the user volume alone', props: { UserVolumeEncryptionEnabled: true } },
    ],
    pass: [{ name: 'both', props: { UserVolumeEncryptionEnabled: true, RootVolumeEncryptionEnabled: true } }],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { UserVolumeEncryptionEnabled: true, RootVolumeEncryptionEnabled: { Ref: 'Encrypted' } },
      },
    ],
  },
  check: (node, q) => ['RootVolumeEncryptionEnabled', 'UserVolumeEncryptionEnabled'].map((path) => demandTrue(node, q, path)),
})
