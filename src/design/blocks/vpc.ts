import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalName, type Site } from './block.js'
import { logGroup } from './log-group.js'

/** `10.0.0.0/16`: an IPv4 block of 16 to 24 bits whose host bits are 0, as EC2 takes it. */
const Cidr = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-4])$/, 'an IPv4 block such as 10.0.0.0/16, between /16 and /24')
  .refine(startsAtItsBits, 'the address has bits outside its prefix, or a part above 255')

function startsAtItsBits(cidr: string): boolean {
  const [address = '', bits = ''] = cidr.split('/')
  const parts = address.split('.').map(Number)
  const number = parts.reduce((sum, part) => sum * 256 + part, 0)
  return parts.every((part) => part <= 255) && number % 2 ** (32 - Number(bits)) === 0
}

const Tier = z.enum(['public', 'private', 'data'])
type Tier = z.output<typeof Tier>

const Params = z
  .strictObject({
    name: LogicalName.default('Main'),
    cidr: Cidr.default('10.0.0.0/16'),
    /** Availability zones, one subnet of each tier in each. Load balancers and database subnet groups need two. */
    zones: z.int().min(1).max(3).default(2),
    /** Ids of zones (`use1-az1`) to use instead of the first ones of the account, where a service is not in every zone. */
    zoneIds: z
      .array(z.string().regex(/^[a-z0-9]+-az\d$/))
      .readonly()
      .optional(),
    tiers: z.array(Tier).min(1).default(['public', 'private', 'data']),
    /** How private subnets reach the internet. */
    nat: z.enum(['per-az', 'one', 'none']).default('per-az'),
    /** An internet gateway although no subnet is public: a CloudFront VPC origin asks for one. */
    internetGateway: z.boolean().default(false),
    /** AWS services reached without the internet, by the short name of their endpoint (`secretsmanager`, `ecr.api`). */
    interfaceEndpoints: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/)).default([]),
    flowLogs: z.boolean().default(true),
  })
  .refine(({ nat, tiers }) => nat === 'none' || (tiers.includes('public') && tiers.includes('private')), {
    message: 'a NAT gateway stands in a public subnet and serves private ones',
    path: ['nat'],
  })
  .refine(({ interfaceEndpoints, tiers }) => interfaceEndpoints.length === 0 || tiers.includes('private'), {
    message: 'interface endpoints stand in private subnets',
    path: ['interfaceEndpoints'],
  })
  .refine(({ zones, zoneIds }) => zoneIds === undefined || zoneIds.length >= zones, {
    message: 'fewer zone ids than zones',
    path: ['zoneIds'],
  })

type Parameters = z.output<typeof Params>

export interface VpcPorts {
  readonly vpc: string
  readonly publicSubnets: readonly string[]
  readonly privateSubnets: readonly string[]
  readonly dataSubnets: readonly string[]
  /** What attaches the internet gateway: resources that need the internet depend on it. */
  readonly internetGatewayAttachment: string | undefined
  /** Private routes to the internet: a service that starts before them cannot pull its image. */
  readonly internetRoutes: readonly string[]
  readonly endpointSecurityGroup: string | undefined
  /** Endpoints by which private subnets reach AWS: without a NAT gateway a service that starts before them cannot pull its image. */
  readonly endpoints: readonly string[]
  readonly flowLogGroup: string | undefined
}

export const vpc = defineBlock<typeof Params, VpcPorts>({
  id: 'vpc',
  title: 'VPC',
  intent: 'Give every tier its own subnets in each zone, and let only the public ones be reached from the internet.',
  refs: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  ],
  params: Params,
  guarantees: ['subnet-assigns-no-public-ip'],
  examples: [
    { name: 'defaults', params: () => ({}) },
    { name: 'three zones, smallest block', params: () => ({ cidr: '192.168.4.0/24', zones: 3, nat: 'one' }) },
    {
      name: 'no way to the internet',
      params: () => ({
        tiers: ['private', 'data'],
        nat: 'none',
        interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'],
        internetGateway: true,
      }),
    },
  ],
  vary: {
    cidr: ['10.0.0.0/16', '10.20.16.0/20', '172.16.8.0/22', '192.168.4.0/24'],
    zones: [1, 2, 3],
    nat: ['per-az', 'one', 'none'],
    interfaceEndpoints: [[], ['secretsmanager']],
    internetGateway: [true, false],
    flowLogs: [true, false],
  },
  build(graph: GraphBuilder, params, site: Site): VpcPorts {
    const { name, cidr, tiers } = params
    const id = graph.add(
      'AWS::EC2::VPC',
      `${name}Vpc`,
      { CidrBlock: cidr, EnableDnsHostnames: true, EnableDnsSupport: true, Tags: named(name) },
      {
        comment:
          'Subnets are cut from this block: eighths for public and private ones, sixteenths for data, at places that stay the same when a zone is added.',
      },
    )
    const subnets = (tier: Tier): readonly string[] => (tiers.includes(tier) ? addSubnets(graph, id, tier, params) : [])
    const [publicSubnets, privateSubnets, dataSubnets] = [subnets('public'), subnets('private'), subnets('data')]
    const attachment = tiers.includes('public') || params.internetGateway ? addInternetGateway(graph, id, name) : undefined
    if (attachment !== undefined && publicSubnets.length > 0) addPublicRoutes(graph, { id, name, attachment, publicSubnets })
    const gateways = attachment === undefined ? [] : addNatGateways(graph, { ...params, attachment, publicSubnets })
    const privateTables = privateSubnets.map((subnet) => addRouteTable(graph, id, subnet))
    const internetRoutes = privateTables.flatMap((table, zone) => {
      const gateway = gateways[zone] ?? gateways[0]
      return gateway === undefined ? [] : [addRoute(graph, table, { NatGatewayId: ref(gateway) })]
    })
    // tables of data subnets hold the local route alone: nothing in them reaches out or is reached from outside
    for (const subnet of dataSubnets) addRouteTable(graph, id, subnet)
    const gatewayEndpoints = privateTables.length > 0 ? addGatewayEndpoints(graph, id, name, privateTables) : []
    const { securityGroup: endpointSecurityGroup, endpoints } = addInterfaceEndpoints(graph, id, { ...params, privateSubnets })
    const flowLogGroup = params.flowLogs ? addFlowLogs(graph, id, name, site) : undefined
    return {
      vpc: id,
      publicSubnets,
      privateSubnets,
      dataSubnets,
      internetGatewayAttachment: attachment,
      internetRoutes,
      endpointSecurityGroup,
      endpoints: [...gatewayEndpoints, ...endpoints],
      flowLogGroup,
    }
  },
})

function named(name: string): Json {
  return [{ Key: 'Name', Value: sub(`\${AWS::StackName}-${name}`) }]
}

// First of the slots of a tier: public 0-2 and private 3-5 of eight, data 12-14 of sixteen (the seventh eighth on).
const SLOTS: Readonly<Record<Tier, { readonly first: number; readonly of: 8 | 16 }>> = {
  public: { first: 0, of: 8 },
  private: { first: 3, of: 8 },
  data: { first: 12, of: 16 },
}

const TITLES: Readonly<Record<Tier, string>> = { public: 'Public', private: 'Private', data: 'Data' }

function addSubnets(graph: GraphBuilder, vpcId: string, tier: Tier, { name, cidr, zones, zoneIds }: Parameters): readonly string[] {
  const { first, of } = SLOTS[tier]
  const hostBits = 32 - Number(cidr.split('/')[1]) - Math.log2(of)
  return Array.from({ length: zones }, (_, zone) =>
    graph.add('AWS::EC2::Subnet', `${name}${TITLES[tier]}Subnet${zone + 1}`, {
      VpcId: ref(vpcId),
      CidrBlock: { 'Fn::Select': [first + zone, { 'Fn::Cidr': [getAtt(vpcId, 'CidrBlock'), of, hostBits] }] },
      ...(zoneIds === undefined
        ? { AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } }
        : { AvailabilityZoneId: zoneIds[zone] ?? '' }),
      MapPublicIpOnLaunch: false,
      Tags: named(`${tier}-${zone + 1}`),
    }),
  )
}

function addInternetGateway(graph: GraphBuilder, vpcId: string, name: string): string {
  const gateway = graph.add('AWS::EC2::InternetGateway', `${name}InternetGateway`, { Tags: named(name) })
  return graph.add('AWS::EC2::VPCGatewayAttachment', `${name}InternetGatewayAttachment`, {
    VpcId: ref(vpcId),
    InternetGatewayId: ref(gateway),
  })
}

function addPublicRoutes(
  graph: GraphBuilder,
  parts: { readonly id: string; readonly name: string; readonly attachment: string; readonly publicSubnets: readonly string[] },
): void {
  const { id, name, attachment, publicSubnets } = parts
  const table = graph.add('AWS::EC2::RouteTable', `${name}PublicRoutes`, { VpcId: ref(id), Tags: named('public') })
  for (const subnet of publicSubnets) associate(graph, subnet, table)
  addRoute(graph, table, { GatewayId: ref(`${name}InternetGateway`) }, attachment)
}

function addRoute(graph: GraphBuilder, table: string, target: JsonObject, dependsOn?: string): string {
  return graph.add(
    'AWS::EC2::Route',
    `${table}ToInternet`,
    { RouteTableId: ref(table), DestinationCidrBlock: '0.0.0.0/0', ...target },
    dependsOn === undefined ? {} : { dependsOn: [dependsOn] },
  )
}

function addRouteTable(graph: GraphBuilder, vpcId: string, subnet: string): string {
  const table = graph.add('AWS::EC2::RouteTable', `${subnet}Routes`, { VpcId: ref(vpcId) })
  associate(graph, subnet, table)
  return table
}

function associate(graph: GraphBuilder, subnet: string, table: string): void {
  graph.add('AWS::EC2::SubnetRouteTableAssociation', `${subnet}RouteTable`, { SubnetId: ref(subnet), RouteTableId: ref(table) })
}

function addNatGateways(
  graph: GraphBuilder,
  parts: Parameters & { readonly attachment: string; readonly publicSubnets: readonly string[] },
): readonly string[] {
  const { name, nat, attachment, publicSubnets } = parts
  const placed = nat === 'none' ? [] : nat === 'one' ? publicSubnets.slice(0, 1) : publicSubnets
  return placed.map((subnet, zone) => {
    const address = graph.add('AWS::EC2::EIP', `${name}NatAddress${zone + 1}`, { Domain: 'vpc' }, { dependsOn: [attachment] })
    return graph.add(
      'AWS::EC2::NatGateway',
      `${name}Nat${zone + 1}`,
      { SubnetId: ref(subnet), AllocationId: getAtt(address, 'AllocationId'), Tags: named(`nat-${zone + 1}`) },
      nat === 'one' ? { comment: 'One for all zones: when its zone is lost, nothing private reaches the internet.' } : {},
    )
  })
}

function addGatewayEndpoints(graph: GraphBuilder, vpcId: string, name: string, tables: readonly string[]): readonly string[] {
  return [
    ['S3', 's3'],
    ['DynamoDb', 'dynamodb'],
  ].map(([title, service]) =>
    graph.add(
      'AWS::EC2::VPCEndpoint',
      `${name}${title}Endpoint`,
      {
        VpcId: ref(vpcId),
        VpcEndpointType: 'Gateway',
        ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`),
        RouteTableIds: tables.map(ref),
      },
      { comment: 'Free, and keeps this traffic off the NAT gateways.' },
    ),
  )
}

function addInterfaceEndpoints(
  graph: GraphBuilder,
  vpcId: string,
  parts: Parameters & { readonly privateSubnets: readonly string[] },
): { readonly securityGroup: string | undefined; readonly endpoints: readonly string[] } {
  const { name, interfaceEndpoints, privateSubnets } = parts
  if (interfaceEndpoints.length === 0) return { securityGroup: undefined, endpoints: [] }
  const group = graph.add('AWS::EC2::SecurityGroup', `${name}EndpointSecurityGroup`, {
    GroupDescription: 'AWS services reached from inside the VPC',
    VpcId: ref(vpcId),
    SecurityGroupIngress: [
      { Description: 'HTTPS from the VPC', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: getAtt(vpcId, 'CidrBlock') },
    ],
    SecurityGroupEgress: NO_EGRESS,
  })
  const endpoints = interfaceEndpoints.map((service) => {
    const title = service.replaceAll(/(^|[^a-z0-9])([a-z0-9])/g, (_all, _mark, letter: string) => letter.toUpperCase())
    return graph.add('AWS::EC2::VPCEndpoint', `${name}${title}Endpoint`, {
      VpcId: ref(vpcId),
      VpcEndpointType: 'Interface',
      ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`),
      SubnetIds: privateSubnets.map(ref),
      SecurityGroupIds: [ref(group)],
      PrivateDnsEnabled: true,
    })
  })
  return { securityGroup: group, endpoints }
}

/** A group without a rule for what leaves would let everything out, so this names an address that leads nowhere. */
export const NO_EGRESS: readonly JsonObject[] = [
  { Description: 'Starts no connection', IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' },
]

function addFlowLogs(graph: GraphBuilder, vpcId: string, name: string, site: Site): string {
  const logs = logGroup.add(graph, { id: `${name}FlowLogs` }, site).logGroup
  const role = graph.add('AWS::IAM::Role', `${name}FlowLogRole`, {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'flow-logs',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Logs',
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
              Resource: getAtt(logs, 'Arn'),
            },
          ],
        },
      },
    ],
  })
  graph.add('AWS::EC2::FlowLog', `${name}FlowLog`, {
    ResourceId: ref(vpcId),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 'cloud-watch-logs',
    LogGroupName: ref(logs),
    DeliverLogsPermissionArn: getAtt(role, 'Arn'),
    MaxAggregationInterval: 600,
  })
  return logs
}
