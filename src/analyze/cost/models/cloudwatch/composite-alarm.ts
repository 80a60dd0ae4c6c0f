import { definePriceModel, type PriceModel } from '../../model.js'

export const compositeAlarm: PriceModel = definePriceModel({
  type: 'AWS::CloudWatch::CompositeAlarm',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters: () => [{ name: 'Composite alarm', price: 'cloudwatch.alarm_composite', unit: 'alarm-month', quantity: 1, formula: 'one alarm' }],
})
