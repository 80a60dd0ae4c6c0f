import type { PriceModel } from '../../model.js'
import { classicWebAcl } from '../waf/classic.js'

export const regionalClassicWebAcl: PriceModel = classicWebAcl('AWS::WAFRegional::WebACL')
