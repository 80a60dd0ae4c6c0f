import { definePriceModel, type PriceModel } from '../../model.js'
import { volumeMeters } from './volume-meters.js'

export const volume: PriceModel = definePriceModel({
  type: 'AWS::EC2::Volume',
  refs: ['https://aws.amazon.com/ebs/pricing/'],
  usage: {},
  meters: (node, _usage, q) => volumeMeters(q, node, 'Size', 'Volume'),
})
