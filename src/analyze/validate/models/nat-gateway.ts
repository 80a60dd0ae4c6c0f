import type { Json, JsonObject } from '#core/index.js'
import type { Declared, Member } from '../template.js'
import { isGiven, isWhole, linked, linkOf, propertiesOf, textAt } from './links.js'
import { at, type Located, type ModelContext, type ResourceModel } from './model.js'

const NAT = 'AWS::EC2::NatGateway'
const ROUTE = 'AWS::EC2::Route'
const TABLE = 'AWS::EC2::RouteTable'
const ASSOCIATION = 'AWS::EC2::SubnetRouteTableAssociation'
const SUBNET = 'AWS::EC2::Subnet'
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0'])

const nat = (properties: JsonObject, route: JsonObject): JsonObject => ({
  Resources: {
    Nat: { Type: NAT, Properties: properties },
    Subnet: { Type: SUBNET, Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' } },
    Table: { Type: TABLE, Properties: { VpcId: 'vpc-1' } },
    Link: { Type: ASSOCIATION, Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } } },
    Out: { Type: ROUTE, Properties: { RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', ...route } },
  },
})
const allocation: Json = { 'Fn::GetAtt': ['Address', 'AllocationId'] }
const here: Json = { Ref: 'Subnet' }

export const placeOfNatGateway: ResourceModel = {
  id: 'nat-gateway',
  code: 'nat-gateway',
  types: [NAT],
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html'],
  examples: {
    wrong: [
      { name: 'no address', props: { SubnetId: 'subnet-1' }, says: 'needs an AllocationId' },
      {
        name: 'a private one with an address',
        props: { SubnetId: 'subnet-1', ConnectivityType: 'private', AllocationId: 'eipalloc-1' },
        says: 'takes no AllocationId',
      },
      {
        name: 'in the subnet that goes out through it',
        template: nat({ SubnetId: here, AllocationId: allocation }, { NatGatewayId: { Ref: 'Nat' } }),
        says: 'Subnet sends what leaves the network to Nat',
      },
      {
        name: 'in a private subnet',
        template: nat({ SubnetId: here, AllocationId: allocation }, { TransitGatewayId: 'tgw-1' }),
        says: 'through TransitGatewayId',
      },
    ],
    right: [
      { name: 'in a public subnet', template: nat({ SubnetId: here, AllocationId: allocation }, { GatewayId: 'igw-1' }) },
      { name: 'a private one', template: nat({ SubnetId: here, ConnectivityType: 'private' }, { TransitGatewayId: 'tgw-1' }) },
      { name: 'of a whole region', props: { VpcId: 'vpc-1', AvailabilityMode: 'regional' } },
      { name: 'in a subnet of another stack', props: { SubnetId: { 'Fn::ImportValue': 'public' }, AllocationId: allocation } },
      {
        name: 'with a kind that is decided at deployment',
        props: { SubnetId: 'subnet-1', ConnectivityType: { Ref: 'Kind' } },
      },
      {
        name: 'beside a route to somewhere',
        template: nat({ SubnetId: here, AllocationId: allocation }, { DestinationCidrBlock: '10.8.0.0/16', TransitGatewayId: 'tgw-1' }),
      },
    ],
  },
  check({ id, properties: tree, place }, { declared, complain }) {
    const own = { tree, place }
    if (!isWhole(own) || at(own, 'AvailabilityMode') !== undefined) return
    const kind = at(own, 'ConnectivityType') === undefined ? 'public' : textAt(own, 'ConnectivityType')
    const address = at(own, 'AllocationId')
    if (kind === 'private' && address !== undefined && isGiven(own, 'AllocationId'))
      complain('a private NAT gateway takes no AllocationId; remove it', address.place)
    if (kind !== 'public') return
    if (address === undefined) complain('a public NAT gateway needs an AllocationId: the one of an AWS::EC2::EIP', place)
    checkSubnet(id, own, { declared, complain })
  },
}

function checkSubnet(id: string, own: Located, { declared, complain }: Pick<ModelContext, 'declared' | 'complain'>): void {
  const subnet = linked(own, 'SubnetId', [SUBNET], declared)
  const out = subnet === undefined ? undefined : wayOut(subnet, declared)
  if (subnet === undefined || out === undefined) return
  const way = out.target === id ? id : `another place (through ${out.property})`
  const message = `a NAT gateway needs a subnet with a route to an internet gateway, and ${subnet.id} sends what leaves the network to ${way}; put it into a public subnet`
  complain(message, at(own, 'SubnetId')?.place ?? own.place)
}

interface WayOut {
  readonly property: string
  readonly target: string | undefined
}

const OTHERS = ['NatGatewayId', 'TransitGatewayId', 'NetworkInterfaceId', 'InstanceId', 'VpcPeeringConnectionId', 'VpcEndpointId']

/** How a subnet's one route table of the template leads to the internet, where that is no internet gateway. */
function wayOut(subnet: Member, declared: Declared): WayOut | undefined {
  const tables = declared
    .ofType(ASSOCIATION)
    .map((each) => propertiesOf(each))
    .filter((each) => linkOf(at(each, 'SubnetId')?.tree) === subnet.id)
    .map((each) => linked(each, 'RouteTableId', [TABLE], declared)?.id)
  const [table, ...more] = tables
  if (table === undefined || more.length > 0) return undefined
  const routes = declared
    .ofType(ROUTE)
    .map((each) => propertiesOf(each))
    .filter((route) => linkOf(at(route, 'RouteTableId')?.tree) === table && leadsOut(route))
  if (routes.length === 0 || routes.some((route) => at(route, 'GatewayId') !== undefined)) return undefined
  const found = routes.flatMap((route) => OTHERS.flatMap((property) => targetIn(route, property)))
  return found[0]
}

function leadsOut(route: Located): boolean {
  return ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].some((name) => EVERYWHERE.has(textAt(route, name) ?? ''))
}

function targetIn(route: Located, property: string): readonly WayOut[] {
  return isGiven(route, property) ? [{ property, target: linkOf(at(route, property)?.tree) }] : []
}
