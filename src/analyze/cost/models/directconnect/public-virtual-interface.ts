import type { PriceModel } from '../../model.js'
import { virtualInterface } from './virtual-interface.js'

export const publicVirtualInterface: PriceModel = virtualInterface('AWS::DirectConnect::PublicVirtualInterface')
