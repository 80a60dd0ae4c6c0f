import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed } from '../meters.js'

export const networkInsightsAnalysis: PriceModel = definePriceModel({
  type: 'AWS::EC2::NetworkInsightsAnalysis',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  usage: {},
  meters: () => [
    fixed(
      { name: 'Reachability analysis', price: 'vpc.reachability_analysis', unit: 'analysis' },
      1,
      'one analysis, in the month it is made',
    ),
  ],
})
