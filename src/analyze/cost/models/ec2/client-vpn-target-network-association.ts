import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const clientVpnTargetNetworkAssociation: PriceModel = definePriceModel({
  type: 'AWS::EC2::ClientVpnTargetNetworkAssociation',
  refs: ['https://aws.amazon.com/vpn/pricing/'],
  usage: {},
  meters: () => [allMonth({ name: 'Client VPN association', price: 'vpc.client_vpn_association', unit: 'association-hour' })],
})
