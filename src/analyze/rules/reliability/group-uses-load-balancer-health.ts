import { stated } from '../flags.js'
import { demand, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const groupUsesLoadBalancerHealth: Rule = defineRule({
  id: 'group-uses-load-balancer-health',
  pillar: 'reliability',
  severity: 'medium',
  title: 'Auto Scaling replaces what the load balancer calls unhealthy',
  why: 'With the check of EC2 alone, an instance whose program has died stays in the group for ever.',
  fix: 'Set HealthCheckType to ELB and a HealthCheckGracePeriod that covers the start.',
  refs: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html'],
  types: ['AWS::AutoScaling::AutoScalingGroup'],
  maps: {
    'cdk-nag': ['AutoScalingGroupELBHealthCheckRequired', 'AwsSolutions-AS2', 'AutoScalingGroupHealthCheck'],
    'security-hub': ['AutoScaling.1'],
  },
  examples: {
    fail: [
      { name: 'behind a load balancer, checked by EC2', props: { MinSize: '1', MaxSize: '2', TargetGroupARNs: [{ Ref: 'Targets' }] } },
      { name: 'the same, said', props: { MinSize: '1', MaxSize: '2', HealthCheckType: 'EC2', LoadBalancerNames: [{ Ref: 'Web' }] } },
      {
        name: 'no time to start',
        props: { MinSize: '1', MaxSize: '2', HealthCheckType: 'ELB', TargetGroupARNs: [{ Ref: 'Targets' }] },
      },
    ],
    pass: [
      {
        name: 'checked by the load balancer',
        props: { MinSize: '1', MaxSize: '2', HealthCheckType: 'ELB', HealthCheckGracePeriod: 60, TargetGroupARNs: [{ Ref: 'Targets' }] },
      },
      { name: 'no load balancer', props: { MinSize: '1', MaxSize: '2' } },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { MinSize: '1', MaxSize: '2', HealthCheckType: { Ref: 'Check' }, TargetGroupARNs: [{ Ref: 'Targets' }] },
      },
    ],
  },
  check(node, q) {
    const behind = ['TargetGroupARNs', 'LoadBalancerNames', 'TrafficSources'].some((path) => q.read(node, path).set !== false)
    const grace = 'HealthCheckGracePeriod'
    const checked = String(scalarOf(q.read(node, 'HealthCheckType')))
      .split(',')
      .includes('ELB')
    if (checked && q.read(node, grace).set === false)
      return { is: 'fail', what: `${grace} is not set: instances are replaced while they start`, path: grace }
    return behind
      ? demand(node, q, {
          path: 'HealthCheckType',
          good: (value) => String(value).split(',').includes('ELB'),
          what: (value) => stated('HealthCheckType', value),
        })
      : PASS
  },
})
