import { definePriceModel, type PriceModel } from '../../model.js'

/** Tables are billed by themselves; queries by the compute units that the account runs. */
export const timestreamDatabase: PriceModel = definePriceModel({
  type: 'AWS::Timestream::Database',
  refs: ['https://aws.amazon.com/timestream/pricing/'],
  usage: { queryHours: { unit: 'TCU-hour', about: 'compute units that queries run on times the hours they run' } },
  meters: (_node, usage) => [{ name: 'Queries', price: 'timestream.query_tcu', unit: 'TCU-hour', quantity: usage['queryHours'] }],
})
