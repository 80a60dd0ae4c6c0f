import { demandNotTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const subnetAssignsNoPublicIp: Rule = defineRule({
  id: 'subnet-assigns-no-public-ip',
  pillar: 'security',
  severity: 'medium',
  title: 'Subnet gives no public addresses by itself',
  why: 'Whatever starts in such a subnet is on the internet, whether or not anybody meant it to be.',
  fix: 'Leave MapPublicIpOnLaunch out, and give public addresses to the load balancers and gateways that need them.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html'],
  types: ['AWS::EC2::Subnet'],
  maps: { 'cdk-nag': ['VPCSubnetAutoAssignPublicIpDisabled'], cfn_nag: ['W33'], 'security-hub': ['EC2.15'] },
  examples: {
    fail: [
      { name: 'switched on', props: { MapPublicIpOnLaunch: true } },
      { name: 'for IPv6, whose addresses are all public', props: { AssignIpv6AddressOnCreation: true } },
    ],
    pass: [
      { name: 'not said', props: { CidrBlock: '10.0.0.0/24' } },
      { name: 'switched off', props: { MapPublicIpOnLaunch: false } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { MapPublicIpOnLaunch: { Ref: 'Public' } } }],
  },
  check(node, q) {
    const six = demandNotTrue(node, q, 'AssignIpv6AddressOnCreation')
    // behind an egress-only gateway such an address is not reached, which only the routes can tell
    return [demandNotTrue(node, q, 'MapPublicIpOnLaunch'), six.is === 'fail' ? { ...six, severity: 'low' } : six]
  },
})
