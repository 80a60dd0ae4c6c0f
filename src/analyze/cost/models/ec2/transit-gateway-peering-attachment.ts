import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

/** Data over a peering pays for the transfer between regions, not for processing. */
export const transitGatewayPeeringAttachment: PriceModel = definePriceModel({
  type: 'AWS::EC2::TransitGatewayPeeringAttachment',
  refs: ['https://aws.amazon.com/transit-gateway/pricing/'],
  usage: {},
  meters: () => [allMonth({ name: 'Attachment hours', price: 'vpc.tgw_peering_attachment', unit: 'attachment-hour' })],
})
