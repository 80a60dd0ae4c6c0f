import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { volumeMeters } from './volume-meters.js'

export const volume: PriceModel = definePriceModel({
  type: 'AWS::EC2::Volume',
  refs: ['https://aws.amazon.com/ebs/pricing/'],
  usage: { ioRequests: { unit: 'request', about: 'reads and writes of a magnetic volume a month' } },
  meters: (node, usage, q) => [
    ...volumeMeters(q, node, 'Size', 'Volume'),
    ...(textAt(q, node, 'VolumeType') === 'standard'
      ? [{ name: 'Requests', price: 'ebs.standard_io', unit: 'request', quantity: usage['ioRequests'] }]
      : []),
  ],
})
