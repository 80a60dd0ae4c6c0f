import { stated } from '../flags.js'
import { demand } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const transferServerIsInVpc: Rule = defineRule({
  id: 'transfer-server-is-in-vpc',
  pillar: 'security',
  severity: 'medium',
  title: 'File transfer server is in a VPC',
  why: 'A public endpoint takes no security group: everybody on the internet may try to log in.',
  fix: 'Set EndpointType to VPC, and name the subnets, addresses and security groups.',
  refs: ['https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html'],
  types: ['AWS::Transfer::Server'],
  maps: { checkov: ['CKV_AWS_164'] },
  examples: {
    fail: [
      { name: 'the default', props: {} },
      { name: 'public', props: { EndpointType: 'PUBLIC' } },
    ],
    pass: [{ name: 'in a VPC', props: { EndpointType: 'VPC' } }],
    unknown: [{ name: 'a parameter without a value', props: { EndpointType: { Ref: 'Kind' } } }],
  },
  check: (node, q) =>
    demand(node, q, {
      path: 'EndpointType',
      good: (value) => String(value).startsWith('VPC'),
      what: (value) => stated('EndpointType', value),
    }),
})
