import { demandGiven, itemsAt, unknownAt } from '../reading.js'
import { defineRule, type Rule, type Verdict } from '../rule.js'

const GROUP = 'AWS::EC2::SecurityGroup'

export const securityGroupRulesAreDescribed: Rule = defineRule({
  id: 'security-group-rules-are-described',
  pillar: 'security',
  severity: 'low',
  title: 'Every security group rule says what it is for',
  why: 'Nobody dares to close a port when nobody knows who needs it.',
  fix: 'Give each rule a Description: who comes from there, and why.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  types: [GROUP, 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'],
  maps: { checkov: ['CKV_AWS_23'], cfn_nag: ['W36'] },
  examples: {
    fail: [
      {
        name: 'a rule without one',
        props: { GroupDescription: 'web', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }] },
      },
      {
        name: 'a rule that is a resource',
        type: 'AWS::EC2::SecurityGroupIngress',
        props: { GroupId: { Ref: 'Web' }, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
      },
    ],
    pass: [
      {
        name: 'described',
        props: {
          GroupDescription: 'web',
          SecurityGroupIngress: [
            { Description: 'HTTPS from the internet', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
          ],
        },
      },
      { name: 'no rules', props: { GroupDescription: 'tasks' } },
    ],
    unknown: [{ name: 'rules from a parameter', props: { GroupDescription: 'web', SecurityGroupIngress: { Ref: 'Rules' } } }],
  },
  check(node, q) {
    if (node.type !== GROUP) return demandGiven(node, q, 'Description', 'no Description')
    return ['SecurityGroupIngress', 'SecurityGroupEgress'].flatMap((list): readonly Verdict[] => {
      const { items, unknown } = itemsAt(node, q, list)
      if (unknown !== undefined) return [unknownAt(unknown, list)]
      return items.flatMap(({ value, path }) =>
        q.read(value, 'Description').set === false ? [{ is: 'fail', what: 'a rule without Description', path }] : [],
      )
    })
  },
})
