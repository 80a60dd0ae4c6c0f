import { demandAttribute } from '../attributes.js'
import { environmentOf } from '../environment.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const PROTECTED = 'deletion_protection.enabled'

export const loadBalancerIsProtectedFromDeletion: Rule = defineRule({
  id: 'load-balancer-is-protected-from-deletion',
  pillar: 'reliability',
  severity: 'low',
  title: 'Load balancer refuses to be deleted',
  why: 'A deleted load balancer takes its DNS name with it; every record and origin that names it has to be changed.',
  fix: `Set the load balancer attribute ${PROTECTED} to true in production.`,
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html'],
  types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  maps: { 'cdk-nag': ['ELBDeletionProtectionEnabled'], 'security-hub': ['ELB.6'] },
  examples: {
    fail: [{ name: 'not said', props: { Subnets: ['subnet-1', 'subnet-2'] } }],
    pass: [
      { name: 'protected', props: { LoadBalancerAttributes: [{ Key: PROTECTED, Value: 'true' }] } },
      { name: 'of a test stack', props: { Tags: [{ Key: 'Environment', Value: 'test' }] } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { LoadBalancerAttributes: [{ Key: PROTECTED, Value: { Ref: 'Keep' } }] } }],
  },
  check: (node, q) => (environmentOf(node, q) === 'other' ? PASS : demandAttribute(node, q, 'LoadBalancerAttributes', PROTECTED)),
})
