import type { PriceModel } from '../../model.js'
import { virtualInterface } from './virtual-interface.js'

export const privateVirtualInterface: PriceModel = virtualInterface('AWS::DirectConnect::PrivateVirtualInterface')
