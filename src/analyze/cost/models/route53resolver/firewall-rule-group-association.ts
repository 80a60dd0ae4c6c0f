import { definePriceModel, type PriceModel } from '../../model.js'

export const firewallRuleGroupAssociation: PriceModel = definePriceModel({
  type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
  refs: ['https://aws.amazon.com/route53/pricing/'],
  usage: { queries: { unit: 'query', about: 'DNS queries a month from the network that the firewall looks at' } },
  meters: (_node, usage) => [
    { name: 'DNS firewall queries', price: 'route53.dns_firewall_query', unit: 'query', quantity: usage['queries'] },
  ],
})
