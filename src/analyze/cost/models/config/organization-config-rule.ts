import type { PriceModel } from '../../model.js'
import { evaluated } from './evaluations.js'

export const organizationConfigRule: PriceModel = evaluated(
  'AWS::Config::OrganizationConfigRule',
  'evaluations of the rule a month, in all accounts',
)
