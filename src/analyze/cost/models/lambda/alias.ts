import type { PriceModel } from '../../model.js'
import { provisionedConcurrency } from './provisioned-concurrency.js'

export const lambdaAlias: PriceModel = provisionedConcurrency('AWS::Lambda::Alias')
