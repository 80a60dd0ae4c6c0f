import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

const TRANSIT_GATEWAY = 'AWS::EC2::TransitGateway'

/** A transit gateway bills the association like any other attachment; a virtual private gateway does not. */
export const directConnectGatewayAssociation: PriceModel = definePriceModel({
  type: 'AWS::DirectConnect::DirectConnectGatewayAssociation',
  refs: ['https://aws.amazon.com/transit-gateway/pricing/'],
  usage: { processedGb: { unit: 'GB', about: 'data that comes through the connection to a transit gateway' } },
  meters: (node, usage, q) =>
    q.edges({ from: node, kind: 'refers' }).some(({ to }) => to.type === TRANSIT_GATEWAY)
      ? [
          allMonth({ name: 'Attachment hours', price: 'vpc.tgw_dx_attachment', unit: 'attachment-hour' }),
          { name: 'Data processed', price: 'vpc.tgw_data', unit: 'GB', quantity: usage['processedGb'] },
        ]
      : [],
})
