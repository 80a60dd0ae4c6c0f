import { ingressOf, portsText } from '../ingress.js'
import { defineRule, type Rule } from '../rule.js'

const GROUP = 'AWS::EC2::SecurityGroup'

/** Source: the services' own pages for their default ports. */
const PORTS: readonly { readonly port: number; readonly name: string }[] = [
  { port: 20, name: 'FTP' },
  { port: 21, name: 'FTP' },
  { port: 22, name: 'SSH' },
  { port: 23, name: 'Telnet' },
  { port: 135, name: 'RPC' },
  { port: 445, name: 'SMB' },
  { port: 1433, name: 'SQL Server' },
  { port: 1521, name: 'Oracle' },
  { port: 2375, name: 'Docker' },
  { port: 2379, name: 'etcd' },
  { port: 3306, name: 'MySQL' },
  { port: 3389, name: 'RDP' },
  { port: 5432, name: 'PostgreSQL' },
  { port: 5439, name: 'Redshift' },
  { port: 5601, name: 'Kibana' },
  { port: 5900, name: 'VNC' },
  { port: 6379, name: 'Redis' },
  { port: 9200, name: 'Elasticsearch' },
  { port: 11_211, name: 'Memcached' },
  { port: 27_017, name: 'MongoDB' },
]

export const securityGroupKeepsAdminAndDataPortsClosed: Rule = defineRule({
  id: 'security-group-keeps-admin-and-data-ports-closed',
  pillar: 'security',
  severity: 'high',
  title: 'No administration or database port is open to the internet',
  why: 'Ports of SSH, RDP and databases are tried from the whole internet within minutes of being open.',
  fix: 'Use Session Manager or a VPN instead of an open port, and name a security group as the source for databases.',
  refs: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
  ],
  types: [GROUP, 'AWS::EC2::SecurityGroupIngress'],
  maps: {
    'cdk-nag': ['EC2RestrictedSSH', 'EC2RestrictedCommonPorts'],
    checkov: ['CKV_AWS_24', 'CKV_AWS_25'],
    'security-hub': ['EC2.13', 'EC2.14', 'EC2.19'],
  },
  examples: {
    fail: [
      {
        name: 'SSH from everywhere',
        props: {
          GroupDescription: 'bastion',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }],
        },
      },
      {
        name: 'a range with PostgreSQL in it, over IPv6',
        props: { GroupDescription: 'data', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 5000, ToPort: 6000, CidrIpv6: '::/0' }] },
      },
      {
        name: 'every port, in a rule of its own',
        type: 'AWS::EC2::SecurityGroupIngress',
        props: { GroupId: { Ref: 'Group' }, IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
      },
    ],
    pass: [
      {
        name: 'HTTPS from everywhere',
        props: { GroupDescription: 'web', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }] },
      },
      {
        name: 'PostgreSQL from a security group',
        props: {
          GroupDescription: 'data',
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: { 'Fn::GetAtt': ['App', 'GroupId'] } },
          ],
        },
      },
      {
        name: 'SSH from one network',
        props: {
          GroupDescription: 'bastion',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '203.0.113.0/24' }],
        },
      },
      { name: 'no way in', props: { GroupDescription: 'tasks' } },
    ],
    unknown: [
      {
        name: 'from an address that a parameter gives',
        props: {
          GroupDescription: 'bastion',
          SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: { Ref: 'Office' } }],
        },
        sections: { Parameters: { Office: { Type: 'String' } } },
      },
    ],
  },
  check(node, q) {
    const { open, unknown } = ingressOf(node, q, node.type === GROUP ? 'SecurityGroupIngress' : undefined)
    return [
      ...open.flatMap((way) => {
        const names = [...new Set(PORTS.filter(({ port }) => port >= way.from && port <= way.to).map(({ name }) => name))]
        if (names.length === 0) return []
        const about = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ')
        return [{ is: 'fail', what: `open to the internet: ${portsText(way)} (${about})`, path: way.path } as const]
      }),
      ...unknown.map(({ why, path }) => ({ is: 'unknown', why, path }) as const),
    ]
  },
})
