import type { PriceModel } from '../../model.js'
import { evaluated } from './evaluations.js'

export const conformancePack: PriceModel = evaluated('AWS::Config::ConformancePack', 'evaluations of its rules a month')
