import type { PriceModel } from '../../model.js'
import { evaluated } from './evaluations.js'

export const organizationConformancePack: PriceModel = evaluated(
  'AWS::Config::OrganizationConformancePack',
  'evaluations of its rules a month, in all accounts',
)
