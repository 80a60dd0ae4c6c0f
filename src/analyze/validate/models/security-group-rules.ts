import { type Located, type ModelContext, type ResourceModel, at, branchesOf, itemsOf, numberOf, textOf, valuesAt } from './model.js'

const allowing = (more: { readonly [name: string]: string | number }): { readonly [name: string]: string | number } => ({
  GroupId: 'sg-1234',
  CidrIp: '10.0.0.0/8',
  ...more,
})

export const rulesOfSecurityGroup: ResourceModel = {
  id: 'security-group-rules',
  code: 'security-group-rule',
  types: ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroup'],
  refs: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html'],
  examples: {
    wrong: [
      {
        name: 'the ports the wrong way round',
        props: allowing({ IpProtocol: 'tcp', FromPort: 443, ToPort: 80 }),
        says: 'FromPort 443 is above ToPort 80',
      },
      { name: 'no such port', props: allowing({ IpProtocol: 'udp', FromPort: 0, ToPort: 65_536 }), says: '65536 is no port' },
      { name: 'a protocol without ports', props: allowing({ IpProtocol: 'tcp' }), says: 'tcp needs FromPort and ToPort' },
      { name: 'no such protocol', props: allowing({ IpProtocol: 'https', FromPort: 443, ToPort: 443 }), says: '"https" is no protocol' },
      {
        name: 'in the group itself',
        template: {
          Resources: {
            G: {
              Type: 'AWS::EC2::SecurityGroup',
              Properties: { GroupDescription: 'g', SecurityGroupIngress: [allowing({ IpProtocol: '6', FromPort: 90, ToPort: 9 })] },
            },
          },
        },
      },
    ],
    right: [
      { name: 'a range', props: allowing({ IpProtocol: 'tcp', FromPort: 80, ToPort: 443 }) },
      { name: 'everything', props: allowing({ IpProtocol: '-1' }) },
      { name: 'an echo', props: allowing({ IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }) },
      { name: 'a protocol by its number', props: allowing({ IpProtocol: 50 }) },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    const inside = ['SecurityGroupIngress', 'SecurityGroupEgress']
      .flatMap((name) => valuesAt(own, name).flatMap(itemsOf))
      .flatMap(branchesOf)
    for (const each of [own, ...inside]) checkRule(each, context)
  },
}

const NAMES: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6', 'all', '-1'])
const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp', '6', '17'])

function checkRule(rule: Located, { complain }: ModelContext): void {
  const given = at(rule, 'IpProtocol')
  const protocol = textOf(given?.tree)?.toLowerCase()
  if (given === undefined || protocol === undefined) return
  const known = NAMES.has(protocol) || (/^\d+$/.test(protocol) && Number(protocol) <= 255)
  if (!known)
    complain(`"${protocol}" is no protocol; write tcp, udp, icmp, icmpv6, -1 or the number of one`, given.place, { atValue: true })
  if (!WITH_PORTS.has(protocol)) return
  const [from, to] = [at(rule, 'FromPort'), at(rule, 'ToPort')]
  if (from === undefined || to === undefined) complain(`${protocol} needs FromPort and ToPort`, rule.place)
  else checkPorts(from, to, complain)
}

function checkPorts(from: Located, to: Located, complain: ModelContext['complain']): void {
  const [first, last] = [numberOf(from.tree), numberOf(to.tree)]
  for (const [port, { place }] of [[first, from] as const, [last, to] as const])
    if (port !== undefined && (port < -1 || port > 65_535))
      complain(`${port} is no port; ports go from 0 to 65535`, place, { atValue: true })
  if (first !== undefined && last !== undefined && first > last)
    complain(`FromPort ${first} is above ToPort ${last}`, from.place, { atValue: true })
}
