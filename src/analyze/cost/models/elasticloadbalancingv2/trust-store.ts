import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const trustStore: PriceModel = definePriceModel({
  type: 'AWS::ElasticLoadBalancingV2::TrustStore',
  refs: ['https://aws.amazon.com/elasticloadbalancing/pricing/'],
  usage: {},
  meters: () => [allMonth({ name: 'Trust store hours', price: 'elb.alb_trust_store', unit: 'hour' })],
})
