import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const timestreamTable: PriceModel = definePriceModel({
  type: 'AWS::Timestream::Table',
  refs: ['https://aws.amazon.com/timestream/pricing/'],
  usage: {
    writtenGb: { unit: 'GB', about: 'data written a month' },
    memoryGb: { unit: 'GB', about: 'data in the memory store, mean over the month' },
    storedGb: { unit: 'GB-month', about: 'data in the magnetic store' },
  },
  meters: (_node, usage) => [
    { name: 'Writes', price: 'timestream.ingestion', unit: 'GB', quantity: usage['writtenGb'] },
    allMonth({ name: 'Memory store', price: 'timestream.memory_store', unit: 'GB-hour' }, usage['memoryGb']),
    { name: 'Magnetic store', price: 'timestream.magnetic_store', unit: 'GB-month', quantity: usage['storedGb'] },
  ],
})
