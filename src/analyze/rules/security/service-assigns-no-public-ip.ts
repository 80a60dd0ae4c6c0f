import { scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const PATH = 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp'
const settings = (extra: Record<string, string>) => ({
  LaunchType: 'FARGATE',
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Private' }], ...extra } },
})

export const serviceAssignsNoPublicIp: Rule = defineRule({
  id: 'service-assigns-no-public-ip',
  pillar: 'security',
  severity: 'medium',
  title: 'Tasks have no public addresses',
  why: 'A task with a public address can be reached past the load balancer, its certificate and its web ACL.',
  fix: 'Set AssignPublicIp to DISABLED and run the tasks in private subnets, with a NAT gateway or VPC endpoints for what they fetch.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html'],
  types: ['AWS::ECS::Service'],
  maps: { 'security-hub': ['ECS.2'] },
  examples: {
    fail: [{ name: 'switched on', props: settings({ AssignPublicIp: 'ENABLED' }) }],
    pass: [
      { name: 'switched off', props: settings({ AssignPublicIp: 'DISABLED' }) },
      { name: 'not said, which is off in CloudFormation', props: settings({}) },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: { Ref: 'Public' } } } },
      },
    ],
  },
  check(node, q) {
    const read = q.read(node, PATH)
    if (!read.known) return unknownAt(read, PATH)
    return scalarOf(read) === 'ENABLED' ? { is: 'fail', what: 'AssignPublicIp is ENABLED', path: PATH } : PASS
  },
})
