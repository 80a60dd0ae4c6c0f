import { definePriceModel, type PriceModel } from '../../model.js'

export const crawler: PriceModel = definePriceModel({
  type: 'AWS::Glue::Crawler',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: { dpuHours: { unit: 'DPU-hour', about: 'processing units times the hours it runs a month; at least ten minutes each time' } },
  meters: (_node, usage) => [{ name: 'Crawler capacity', price: 'glue.crawler', unit: 'DPU-hour', quantity: usage['dpuHours'] }],
})
