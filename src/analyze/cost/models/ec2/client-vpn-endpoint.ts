import { definePriceModel, type PriceModel } from '../../model.js'

/** Its associations with subnets are billed by themselves. */
export const clientVpnEndpoint: PriceModel = definePriceModel({
  type: 'AWS::EC2::ClientVpnEndpoint',
  refs: ['https://aws.amazon.com/vpn/pricing/'],
  usage: { connectionHours: { unit: 'connection-hour', about: 'hours that clients are connected, added up over the clients' } },
  meters: (_node, usage) => [
    { name: 'Client connections', price: 'vpc.client_vpn_connection', unit: 'connection-hour', quantity: usage['connectionHours'] },
  ],
})
