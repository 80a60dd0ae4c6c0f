import { demandNotTrue } from '../flags.js'
import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const INSTANCE = 'AWS::EC2::Instance'
const TEMPLATE = 'AWS::EC2::LaunchTemplate'
const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration'

export const instanceHasNoPublicIp: Rule = defineRule({
  id: 'instance-has-no-public-ip',
  pillar: 'security',
  severity: 'medium',
  title: 'Instance has no public address',
  why: 'An instance with a public address is tried from the whole internet, and has to be defended by itself.',
  fix: 'Leave AssociatePublicIpAddress out or false, start it in a private subnet, and reach it through Session Manager or a load balancer.',
  refs: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html'],
  types: [INSTANCE, TEMPLATE, CONFIGURATION],
  maps: {
    'cdk-nag': ['EC2InstanceNoPublicIp', 'AutoScalingLaunchConfigPublicIpDisabled'],
    checkov: ['CKV_AWS_88'],
    'security-hub': ['EC2.9', 'EC2.25', 'AutoScaling.5'],
  },
  examples: {
    fail: [
      { name: 'an interface with one', props: { NetworkInterfaces: [{ DeviceIndex: '0', AssociatePublicIpAddress: true }] } },
      {
        name: 'a launch configuration',
        type: CONFIGURATION,
        props: { ImageId: 'ami-0123456789abcdef0', InstanceType: 't4g.small', AssociatePublicIpAddress: true },
      },
    ],
    pass: [
      { name: 'not said', props: { SubnetId: { Ref: 'Private' } } },
      {
        name: 'switched off',
        type: TEMPLATE,
        props: { LaunchTemplateData: { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }] } },
      },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { NetworkInterfaces: [{ DeviceIndex: '0', AssociatePublicIpAddress: { Ref: 'Public' } }] },
      },
    ],
  },
  check(node, q) {
    if (node.type === CONFIGURATION)
      return q.read(node, 'AssociatePublicIpAddress').set === false
        ? { is: 'unknown', why: 'AssociatePublicIpAddress is not set: the subnets decide' }
        : demandNotTrue(node, q, 'AssociatePublicIpAddress')
    const list = node.type === TEMPLATE ? 'LaunchTemplateData.NetworkInterfaces' : 'NetworkInterfaces'
    const { items, unknown } = itemsAt(node, q, list)
    if (unknown !== undefined) return unknownAt(unknown, list)
    return items.map(({ path }) => demandNotTrue(node, q, `${path}.AssociatePublicIpAddress`))
  },
})
