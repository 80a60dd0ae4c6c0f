import type { Query, Resource } from '#graph/index.js'
import { demand, isTrue, itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const VOLUME = 'AWS::EC2::Volume'
const TEMPLATE = 'AWS::EC2::LaunchTemplate'
const INSTANCE = 'AWS::EC2::Instance'

export const volumeIsEncrypted: Rule = defineRule({
  id: 'volume-is-encrypted',
  pillar: 'security',
  severity: 'medium',
  title: 'EBS volume is encrypted',
  why: 'A volume without encryption, and every snapshot of it, can be read by whoever gets hold of it.',
  fix: 'Set Encrypted to true on the volume or on Ebs of each block device; the account setting "encryption by default" is no part of a template.',
  refs: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  types: [VOLUME, INSTANCE, TEMPLATE, 'AWS::AutoScaling::LaunchConfiguration'],
  maps: {
    'cdk-nag': ['AwsSolutions-EC26', 'EC2EBSVolumeEncrypted'],
    checkov: ['CKV_AWS_3', 'CKV_AWS_8'],
    cfn_nag: ['F1'],
    'security-hub': ['EC2.3'],
  },
  examples: {
    fail: [
      { name: 'a volume that says nothing', props: { Size: 20, AvailabilityZone: 'us-east-1a' } },
      {
        name: 'one of two block devices',
        type: INSTANCE,
        props: {
          BlockDeviceMappings: [
            { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, Encrypted: true } },
            { DeviceName: '/dev/xvdb', Ebs: { VolumeSize: 100 } },
          ],
        },
      },
    ],
    pass: [
      { name: 'encrypted', props: { Size: 20, AvailabilityZone: 'us-east-1a', Encrypted: true } },
      {
        name: 'a device in memory',
        type: INSTANCE,
        props: { BlockDeviceMappings: [{ DeviceName: '/dev/sdc', VirtualName: 'ephemeral0' }] },
      },
      {
        name: 'a launch template',
        type: TEMPLATE,
        props: { LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: 'true' } }] } },
      },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { Encrypted: { Ref: 'Encrypted' } } },
      { name: 'the image decides', type: INSTANCE, props: { ImageId: 'ami-0123456789abcdef0' } },
    ],
  },
  check(node, q) {
    if (node.type === VOLUME) return encrypted(node, q, 'Encrypted')
    const path = node.type === TEMPLATE ? 'LaunchTemplateData.BlockDeviceMappings' : 'BlockDeviceMappings'
    const devices = itemsAt(node, q, path)
    if (devices.unknown !== undefined) return unknownAt(devices.unknown, path)
    // a launch template without devices may add none to the image, or stand in front of one that does
    if (devices.items.length === 0) return { is: 'unknown', why: 'the image and the account decide whether the volumes are encrypted' }
    return devices.items.flatMap((device) =>
      q.read(device.value, 'Ebs').set === false ? [] : [encrypted(node, q, `${device.path}.Ebs.Encrypted`)],
    )
  },
})

function encrypted(node: Resource, q: Query, path: string): Verdict {
  return demand(node, q, { path, good: isTrue, what: (value) => (value === undefined ? 'Encrypted is not set' : `Encrypted is ${value}`) })
}
