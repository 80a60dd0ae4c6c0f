import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const vpnConnection: PriceModel = definePriceModel({
  type: 'AWS::EC2::VPNConnection',
  refs: ['https://aws.amazon.com/vpn/pricing/', 'https://aws.amazon.com/transit-gateway/pricing/'],
  usage: {
    internetOutGb: { unit: 'GB', about: 'data out through the tunnels' },
    processedGb: { unit: 'GB', about: 'data that it sends to its transit gateway' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters(node, usage, q) {
    const connection = allMonth({ name: 'VPN connection hours', price: 'vpc.site_to_site_vpn', unit: 'connection-hour' })
    const gateway = q.read(node, 'TransitGatewayId')
    if (gateway.known && !gateway.set) return [connection]
    return [
      connection,
      allMonth({ name: 'Transit gateway attachment', price: 'vpc.tgw_vpn_attachment', unit: 'attachment-hour' }),
      { name: 'Data through the transit gateway', price: 'vpc.tgw_data', unit: 'GB', quantity: usage['processedGb'] },
    ]
  },
})
