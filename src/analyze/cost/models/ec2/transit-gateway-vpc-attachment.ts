import type { PriceModel } from '../../model.js'
import { networkAttachment } from './attachment.js'

export const transitGatewayVpcAttachment: PriceModel = networkAttachment('AWS::EC2::TransitGatewayVpcAttachment')
