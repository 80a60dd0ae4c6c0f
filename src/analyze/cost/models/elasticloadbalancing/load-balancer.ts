import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { lengthAt, orElse, textAt } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'
import { allMonth } from '../meters.js'

export const classicLoadBalancer: PriceModel = definePriceModel({
  type: 'AWS::ElasticLoadBalancing::LoadBalancer',
  refs: ['https://aws.amazon.com/elasticloadbalancing/pricing/', 'https://aws.amazon.com/vpc/pricing/'],
  usage: {
    processedGb: { unit: 'GB', about: 'data through the load balancer, both directions' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: (node, q) => textAt(q, node, 'Scheme') !== 'internal' }],
  meters: (node, usage, q) => [
    allMonth({ name: 'Classic Load Balancer hours', price: 'elb.clb_hour', unit: 'hour' }),
    { name: 'Data processed', price: 'elb.clb_data', unit: 'GB', quantity: usage['processedGb'] },
    ...addresses(node, q),
  ],
})

/** One address in each zone that it stands in. */
function addresses(node: Resource, q: Query): readonly Meter[] {
  const scheme = orElse(textAt(q, node, 'Scheme'), 'internet-facing')
  if (isUnresolved(scheme)) return [publicAddresses(scheme)]
  if (scheme === 'internal') return []
  const subnets = lengthAt(q, node, 'Subnets')
  if (isUnresolved(subnets)) return [publicAddresses(subnets)]
  return [publicAddresses(subnets > 0 ? subnets : lengthAt(q, node, 'AvailabilityZones'))]
}
