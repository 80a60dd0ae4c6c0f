import { definePriceModel, type PriceModel } from '../../model.js'

export const athenaWorkGroup: PriceModel = definePriceModel({
  type: 'AWS::Athena::WorkGroup',
  refs: ['https://aws.amazon.com/athena/pricing/'],
  usage: { scannedTb: { unit: 'TB', about: 'data that queries look through a month; at least 10 MB each' } },
  meters: (_node, usage) => [{ name: 'Data scanned', price: 'athena.sql_scanned', unit: 'TB', quantity: usage['scannedTb'] }],
})
