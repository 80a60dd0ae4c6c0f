import type { PriceModel } from '../../model.js'
import { provisionedConcurrency } from './provisioned-concurrency.js'

export const lambdaVersion: PriceModel = provisionedConcurrency('AWS::Lambda::Version')
