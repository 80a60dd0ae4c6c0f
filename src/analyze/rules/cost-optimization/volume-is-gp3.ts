import type { Query, Resource } from '#graph/index.js'
import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const VOLUME = 'AWS::EC2::Volume'
const TEMPLATE = 'AWS::EC2::LaunchTemplate'
const DATABASE = 'AWS::RDS::DBInstance'

export const volumeIsGp3: Rule = defineRule({
  id: 'volume-is-gp3',
  pillar: 'cost-optimization',
  severity: 'low',
  title: 'General purpose storage is gp3',
  why: 'A gigabyte of gp3 costs a fifth less than one of gp2 on EBS, with 3,000 operations a second at any size.',
  fix: 'Set the volume type to gp3; EBS changes it without downtime.',
  refs: ['https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html'],
  types: [VOLUME, 'AWS::EC2::Instance', TEMPLATE, 'AWS::AutoScaling::LaunchConfiguration', DATABASE],
  examples: {
    fail: [
      { name: 'gp2', props: { VolumeType: 'gp2', Size: 100 } },
      { name: 'what EBS takes when nothing is said', props: { Size: 100 } },
      { name: 'of a database', type: DATABASE, props: { StorageType: 'gp2', AllocatedStorage: '100' } },
      {
        name: 'of a launch template',
        type: TEMPLATE,
        props: { LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp2' } }] } },
      },
    ],
    pass: [
      { name: 'gp3', props: { VolumeType: 'gp3', Size: 100 } },
      { name: 'provisioned', props: { VolumeType: 'io2', Size: 100, Iops: 10_000 } },
      { name: 'a member of a cluster has no storage of its own', type: DATABASE, props: { DBClusterIdentifier: 'orders' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { VolumeType: { Ref: 'Kind' } } }],
  },
  check(node, q) {
    if (node.type === VOLUME) return typeAt(node, q, 'VolumeType', 'gp2')
    if (node.type === DATABASE) return typeAt(node, q, 'StorageType', undefined)
    const path = node.type === TEMPLATE ? 'LaunchTemplateData.BlockDeviceMappings' : 'BlockDeviceMappings'
    // without a type the image's own may stand
    return itemsAt(node, q, path).items.map((device) => typeAt(node, q, `${device.path}.Ebs.VolumeType`, undefined))
  },
})

function typeAt(node: Resource, q: Query, path: string, byDefault: string | undefined): Verdict {
  const read = q.read(node, path)
  if (!read.known) return unknownAt(read, path)
  const type = scalarOf(read) ?? byDefault
  if (type === 'standard') return { is: 'fail', what: 'magnetic storage', path }
  return type === 'gp2' ? { is: 'fail', what: read.set ? 'gp2' : 'gp2, by default', path } : PASS
}
