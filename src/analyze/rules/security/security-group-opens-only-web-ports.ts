import { ingressOf, portsText } from '../ingress.js'
import { defineRule, type Rule } from '../rule.js'

const GROUP = 'AWS::EC2::SecurityGroup'
const WEB = [80, 443]

export const securityGroupOpensOnlyWebPorts: Rule = defineRule({
  id: 'security-group-opens-only-web-ports',
  pillar: 'security',
  severity: 'medium',
  title: 'Only HTTP and HTTPS are open to the internet',
  why: 'Every further open port is a server that has to be watched, patched and defended against everybody.',
  fix: 'Put a load balancer in front, and name its security group, a prefix list or a network as the source.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  types: [GROUP, 'AWS::EC2::SecurityGroupIngress'],
  maps: { 'security-hub': ['EC2.18'] },
  examples: {
    fail: [
      {
        name: 'an application port from everywhere',
        props: {
          GroupDescription: 'app',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, CidrIp: '0.0.0.0/0' }],
        },
      },
      {
        name: 'every port',
        props: { GroupDescription: 'app', SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
      },
    ],
    pass: [
      {
        name: 'web ports',
        props: {
          GroupDescription: 'web',
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' },
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv6: '::/0' },
          ],
        },
      },
      {
        name: 'from the network itself',
        props: {
          GroupDescription: 'app',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, CidrIp: { 'Fn::GetAtt': ['Network', 'CidrBlock'] } }],
        },
      },
    ],
    unknown: [
      {
        name: 'a port that a parameter gives',
        props: {
          GroupDescription: 'app',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' }, CidrIp: '0.0.0.0/0' }],
        },
        sections: { Parameters: { Port: { Type: 'Number' } } },
      },
    ],
  },
  check(node, q) {
    const { open, unknown } = ingressOf(node, q, node.type === GROUP ? 'SecurityGroupIngress' : undefined)
    return [
      ...open.flatMap((way) =>
        way.from === way.to && WEB.includes(way.from)
          ? []
          : [{ is: 'fail', what: `open to the internet: ${portsText(way)}`, path: way.path } as const],
      ),
      ...unknown.map(({ why, path }) => ({ is: 'unknown', why, path }) as const),
    ]
  },
})
