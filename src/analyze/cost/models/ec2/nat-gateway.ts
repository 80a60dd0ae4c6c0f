import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { publicAddresses } from './public-address.js'

const ADDRESS = 'AWS::EC2::EIP'

export const natGateway: PriceModel = definePriceModel({
  type: 'AWS::EC2::NatGateway',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  usage: {
    processedGb: { unit: 'GB', about: 'data through the gateway, both directions' },
    crossZoneGb: { unit: 'GB', about: 'data that reaches it from another zone' },
  },
  transfers: [{ over: 'cross-zone transfer', usage: 'crossZoneGb', expected: () => false }],
  meters: (node, usage, q) => [
    { name: 'NAT gateway hours', price: 'vpc.nat_hour', unit: 'hour', quantity: HOURS_A_MONTH, formula: 'one gateway for 730 h' },
    { name: 'Data processed', price: 'vpc.nat_data', unit: 'GB', quantity: usage['processedGb'] },
    ...(bringsAddress(node, q) ? [] : [publicAddresses(1)]),
  ],
})

/** The address is a resource of its own, or the gateway is private and has none. */
function bringsAddress(node: Resource, q: Query): boolean {
  const connectivity = q.read(node, 'ConnectivityType')
  if (connectivity.known && connectivity.value === 'private') return true
  return q.edges({ from: node, kind: 'refers' }).some(({ to }) => to.type === ADDRESS)
}
