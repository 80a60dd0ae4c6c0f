import { stated } from '../flags.js'
import { demand, itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

export const taskVolumeIsEncryptedInTransit: Rule = defineRule({
  id: 'task-volume-is-encrypted-in-transit',
  pillar: 'security',
  severity: 'medium',
  title: 'Tasks reach their file system over TLS',
  why: 'Files of EFS otherwise cross the network as they are.',
  fix: 'Set EFSVolumeConfiguration.TransitEncryption to ENABLED.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html'],
  types: ['AWS::ECS::TaskDefinition'],
  maps: { checkov: ['CKV_AWS_97'] },
  examples: {
    fail: [
      { name: 'not said', props: { Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] } },
      {
        name: 'switched off',
        props: { Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: 'DISABLED' } }] },
      },
    ],
    pass: [
      {
        name: 'encrypted',
        props: { Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: 'ENABLED' } }] },
      },
      { name: 'another kind of volume', props: { Volumes: [{ Name: 'tmp' }] } },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: { Ref: 'Tls' } } }] },
      },
    ],
  },
  check(node, q) {
    const { items, unknown } = itemsAt(node, q, 'Volumes')
    if (unknown !== undefined) return unknownAt(unknown, 'Volumes')
    return items.map(
      ({ value, path }): Verdict =>
        q.read(value, 'EFSVolumeConfiguration').set === false
          ? PASS
          : demand(node, q, {
              path: `${path}.EFSVolumeConfiguration.TransitEncryption`,
              good: (each) => each === 'ENABLED',
              what: (each) => stated('TransitEncryption', each),
            }),
    )
  },
})
