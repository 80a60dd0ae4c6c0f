import type { PriceModel } from '../../model.js'
import { networkAttachment } from './attachment.js'

export const transitGatewayAttachment: PriceModel = networkAttachment('AWS::EC2::TransitGatewayAttachment')
