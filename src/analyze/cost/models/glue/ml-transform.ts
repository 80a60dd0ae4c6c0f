import { definePriceModel, type PriceModel } from '../../model.js'

export const mlTransform: PriceModel = definePriceModel({
  type: 'AWS::Glue::MLTransform',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: { dpuHours: { unit: 'DPU-hour', about: 'processing units times the hours that its tasks run a month' } },
  meters: (_node, usage) => [{ name: 'Transform capacity', price: 'glue.etl_job', unit: 'DPU-hour', quantity: usage['dpuHours'] }],
})
