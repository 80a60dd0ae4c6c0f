import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const sqlApplication: PriceModel = definePriceModel({
  type: 'AWS::KinesisAnalytics::Application',
  refs: ['https://aws.amazon.com/managed-service-apache-flink/pricing/'],
  usage: { averageKpu: { unit: 'KPU', about: 'processing units, mean over the month; one at least while it runs' } },
  meters: (_node, usage) => [allMonth({ name: 'Processing units', price: 'kinesisanalytics.kpu', unit: 'KPU-hour' }, usage['averageKpu'])],
})
