import { definePriceModel, type PriceModel } from '../../model.js'
import { publicAddresses } from './public-address.js'

export const elasticIp: PriceModel = definePriceModel({
  type: 'AWS::EC2::EIP',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  usage: {},
  meters: () => [publicAddresses(1)],
})
