import { isGiven, isWhole } from './links.js'
import { at, type ResourceModel } from './model.js'

const TARGETS = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'NetworkInterfaceId',
  'InstanceId',
  'CarrierGatewayId',
  'CoreNetworkArn',
  'EgressOnlyInternetGatewayId',
  'LocalGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
]
const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId']
const out = { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' }

export const targetOfRoute: ResourceModel = {
  id: 'route-target',
  code: 'route-target',
  types: ['AWS::EC2::Route'],
  refs: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html'],
  examples: {
    wrong: [
      { name: 'to nowhere', props: out, says: 'needs a target' },
      { name: 'to two places', props: { ...out, GatewayId: 'igw-1', NatGatewayId: 'nat-1' }, says: 'GatewayId and NatGatewayId' },
      { name: 'from nowhere', props: { RouteTableId: 'rtb-1', GatewayId: 'igw-1' }, says: 'needs a destination' },
      {
        name: 'a long address to a NAT',
        props: { RouteTableId: 'r', DestinationIpv6CidrBlock: '::/0', DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'igw-1' },
        says: 'DestinationCidrBlock and DestinationIpv6CidrBlock',
      },
    ],
    right: [
      { name: 'one', props: { ...out, GatewayId: { Ref: 'Internet' } } },
      {
        name: 'one or the other',
        props: {
          ...out,
          GatewayId: { 'Fn::If': ['Public', 'igw-1', { Ref: 'AWS::NoValue' }] },
          NatGatewayId: { 'Fn::If': ['Public', { Ref: 'AWS::NoValue' }, 'nat-1'] },
        },
      },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    const own = { tree, place }
    if (!isWhole(own)) return
    for (const [names, what] of [[TARGETS, 'target'] as const, [DESTINATIONS, 'destination'] as const]) {
      const certain = names.filter((name) => isGiven(own, name))
      const [one, other] = certain
      if (names.every((name) => at(own, name) === undefined))
        complain(`a route needs a ${what}: one of ${names.slice(0, 4).join(', ')}, …`, place)
      else if (one !== undefined && other !== undefined)
        complain(`a route takes one ${what}, not ${one} and ${other}`, at(own, other)?.place ?? place)
    }
  },
}
