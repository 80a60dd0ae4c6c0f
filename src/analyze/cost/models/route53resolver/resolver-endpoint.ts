import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'
import { allMonth } from '../meters.js'

export const resolverEndpoint: PriceModel = definePriceModel({
  type: 'AWS::Route53Resolver::ResolverEndpoint',
  refs: ['https://aws.amazon.com/route53/pricing/'],
  usage: { queries: { unit: 'query', about: 'DNS queries a month through the endpoint' } },
  meters: (node, usage, q) => [
    allMonth({ name: 'Endpoint interfaces', price: 'route53.resolver_endpoint_eni', unit: 'ENI-hour' }, lengthAt(q, node, 'IpAddresses')),
    { name: 'Queries', price: 'route53.resolver_query', unit: 'query', quantity: usage['queries'] },
  ],
})
