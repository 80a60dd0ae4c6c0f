import type { PriceModel } from '../../model.js'
import { virtualInterface } from './virtual-interface.js'

export const transitVirtualInterface: PriceModel = virtualInterface('AWS::DirectConnect::TransitVirtualInterface')
