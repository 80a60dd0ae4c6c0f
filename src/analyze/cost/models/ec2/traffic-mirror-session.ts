import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const trafficMirrorSession: PriceModel = definePriceModel({
  type: 'AWS::EC2::TrafficMirrorSession',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  usage: {},
  meters: () => [allMonth({ name: 'Mirrored interface', price: 'vpc.traffic_mirroring', unit: 'ENI-hour' })],
})
