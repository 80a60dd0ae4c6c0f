import type { PriceModel } from '../../model.js'
import { classicWebAcl } from './classic.js'

export const globalClassicWebAcl: PriceModel = classicWebAcl('AWS::WAF::WebACL')
