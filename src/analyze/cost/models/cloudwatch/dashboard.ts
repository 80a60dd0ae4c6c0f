import { definePriceModel, type PriceModel } from '../../model.js'

export const dashboard: PriceModel = definePriceModel({
  type: 'AWS::CloudWatch::Dashboard',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters: () => [{ name: 'Dashboard', price: 'cloudwatch.dashboard', unit: 'dashboard-month', quantity: 1, formula: 'one dashboard' }],
})
