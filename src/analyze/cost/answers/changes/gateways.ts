import type { Query, Resource } from '#graph/index.js'

export const NAT = 'AWS::EC2::NatGateway'
export const ADDRESS = 'AWS::EC2::EIP'
const SUBNET = 'AWS::EC2::Subnet'
const VPC = 'AWS::EC2::VPC'

/** NAT gateways by the network that their subnet is in. */
export function gatewaysByNetwork(q: Query): readonly (readonly Resource[])[] {
  const networks = new Map<string, Resource[]>()
  for (const gateway of q.all(NAT)) {
    const network = containerOf(gateway, q)
    networks.set(network, [...(networks.get(network) ?? []), gateway])
  }
  return [...networks.values()]
}

function containerOf(gateway: Resource, q: Query): string {
  const around = q.edges({ to: gateway, kind: 'contains' }).map(({ from }) => from)
  const subnet = around.find(({ type }) => type === SUBNET)
  const above = subnet === undefined ? [] : q.edges({ to: subnet, kind: 'contains' }).map(({ from }) => from)
  return [...around, ...above].find(({ type }) => type === VPC)?.id ?? ''
}

/** Addresses that only these gateways use. */
export function addressesOf(gateways: readonly Resource[], q: Query): readonly Resource[] {
  const leaving = new Set(gateways.map(({ id }) => id))
  const addresses = new Map<string, Resource>()
  for (const gateway of gateways)
    for (const { to } of q.edges({ from: gateway, kind: 'refers' }))
      if (to.type === ADDRESS && q.edges({ to }).every(({ from }) => leaving.has(from.id))) addresses.set(to.id, to)
  return [...addresses.values()]
}

/** Routes that lead through a gateway. */
export function routesThrough(gateway: Resource, q: Query): readonly Resource[] {
  return q.edges({ to: gateway, kind: 'routes' }).flatMap(({ from, at }) => (at.properties.entries.has('NatGatewayId') ? [at] : [from]))
}
