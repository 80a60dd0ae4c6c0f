import { demandAttribute } from '../attributes.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const DROP = 'routing.http.drop_invalid_header_fields.enabled'

export const loadBalancerDropsInvalidHeaders: Rule = defineRule({
  id: 'load-balancer-drops-invalid-headers',
  pillar: 'security',
  severity: 'low',
  title: 'Load balancer drops malformed headers',
  why: 'Headers that two servers read differently are how one request is smuggled inside another.',
  fix: `Set the load balancer attribute ${DROP} to true.`,
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html'],
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  maps: { 'cdk-nag': ['ALBHttpDropInvalidHeaderEnabled'], checkov: ['CKV_AWS_131'], 'security-hub': ['ELB.4'] },
  examples: {
    fail: [
      { name: 'not said', props: { Subnets: ['subnet-1', 'subnet-2'] } },
      { name: 'switched off', props: { LoadBalancerAttributes: [{ Key: DROP, Value: 'false' }] } },
    ],
    pass: [
      { name: 'switched on', props: { LoadBalancerAttributes: [{ Key: DROP, Value: 'true' }] } },
      { name: 'a Network Load Balancer, which reads no headers', props: { Type: 'network' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { LoadBalancerAttributes: [{ Key: DROP, Value: { Ref: 'Drop' } }] } }],
  },
  check(node, q) {
    const type = scalarOf(q.read(node, 'Type')) ?? 'application'
    return type === 'application' ? demandAttribute(node, q, 'LoadBalancerAttributes', DROP) : PASS
  },
})
