import type { PriceModel } from '../../model.js'
import { evaluated } from './evaluations.js'

export const configRule: PriceModel = evaluated('AWS::Config::ConfigRule', 'evaluations of the rule a month')
