import { demandAttribute } from '../attributes.js'
import { demandTrue } from '../flags.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer'
const ENABLED = 'access_logs.s3.enabled'

export const loadBalancerHasAccessLog: Rule = defineRule({
  id: 'load-balancer-has-access-log',
  pillar: 'security',
  severity: 'medium',
  title: 'Load balancer writes an access log',
  why: 'The log is the only record of who sent which request when, and of requests that no target ever saw.',
  fix: 'Set the attributes access_logs.s3.enabled and access_logs.s3.bucket (AccessLoggingPolicy on a Classic Load Balancer).',
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html'],
  types: [BALANCER, CLASSIC],
  maps: {
    'cdk-nag': ['AwsSolutions-ELB2', 'ELBLoggingEnabled'],
    checkov: ['CKV_AWS_91', 'CKV_AWS_92'],
    cfn_nag: ['W26', 'W52'],
    'security-hub': ['ELB.5'],
  },
  examples: {
    fail: [
      { name: 'no attribute', props: { Subnets: ['subnet-1', 'subnet-2'] } },
      { name: 'switched off', props: { LoadBalancerAttributes: [{ Key: ENABLED, Value: 'false' }] } },
      { name: 'Classic, no policy', type: CLASSIC, props: { Listeners: [] } },
    ],
    pass: [
      {
        name: 'switched on',
        props: {
          LoadBalancerAttributes: [
            { Key: ENABLED, Value: 'true' },
            { Key: 'access_logs.s3.bucket', Value: { Ref: 'Logs' } },
          ],
        },
      },
      {
        name: 'Classic',
        type: CLASSIC,
        props: { Listeners: [], AccessLoggingPolicy: { Enabled: true, S3BucketName: { Ref: 'Logs' } } },
      },
      { name: 'a Gateway Load Balancer, which writes none', props: { Type: 'gateway' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { LoadBalancerAttributes: [{ Key: ENABLED, Value: { Ref: 'Logging' } }] } }],
  },
  check(node, q) {
    if (node.type === CLASSIC) return demandTrue(node, q, 'AccessLoggingPolicy.Enabled')
    return scalarOf(q.read(node, 'Type')) === 'gateway' ? PASS : demandAttribute(node, q, 'LoadBalancerAttributes', ENABLED)
  },
})
