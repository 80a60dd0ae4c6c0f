import { demandTrue } from '../flags.js'
import { defineRule, type Rule } from '../rule.js'

export const endpointServiceAsksFirst: Rule = defineRule({
  id: 'endpoint-service-asks-first',
  pillar: 'security',
  severity: 'low',
  title: 'Endpoint service is asked before somebody connects',
  why: 'With automatic acceptance every principal that is allowed connects without anybody knowing.',
  fix: 'Set AcceptanceRequired to true.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  types: ['AWS::EC2::VPCEndpointService'],
  maps: { checkov: ['CKV_AWS_123'] },
  examples: {
    fail: [
      { name: 'not said', props: { NetworkLoadBalancerArns: ['a'] } },
      { name: 'switched off', props: { NetworkLoadBalancerArns: ['a'], AcceptanceRequired: false } },
    ],
    pass: [{ name: 'asked', props: { NetworkLoadBalancerArns: ['a'], AcceptanceRequired: true } }],
    unknown: [{ name: 'a parameter without a value', props: { AcceptanceRequired: { Ref: 'Ask' } } }],
  },
  check: (node, q) => demandTrue(node, q, 'AcceptanceRequired'),
})
