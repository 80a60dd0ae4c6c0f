import { definePriceModel, type PriceModel } from '../../model.js'
import { fixed, whereStated } from '../meters.js'

/** The zone that it makes; instances registered by ECS are free. */
export const privateDnsNamespace: PriceModel = definePriceModel({
  type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
  refs: ['https://aws.amazon.com/cloud-map/pricing/', 'https://aws.amazon.com/route53/pricing/'],
  usage: { queries: { unit: 'query', about: 'DNS queries a month from outside the network' } },
  meters: (_node, usage) => [
    fixed({ name: 'Hosted zone', price: 'route53.hosted_zone', unit: 'zone-month' }, 1, 'one zone'),
    ...whereStated({ name: 'Queries', price: 'route53.query_standard', unit: 'query' }, usage['queries']),
  ],
})
