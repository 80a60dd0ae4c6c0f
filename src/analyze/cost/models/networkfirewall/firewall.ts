import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'
import { allMonth } from '../meters.js'

export const firewall: PriceModel = definePriceModel({
  type: 'AWS::NetworkFirewall::Firewall',
  refs: ['https://aws.amazon.com/network-firewall/pricing/'],
  usage: { processedGb: { unit: 'GB', about: 'data through the firewall, both directions' } },
  meters(node, usage, q) {
    const subnets = lengthAt(q, node, 'SubnetMappings')
    const zones = lengthAt(q, node, 'AvailabilityZoneMappings')
    const endpoints = isUnresolved(subnets) ? subnets : isUnresolved(zones) ? zones : subnets + zones
    return [
      allMonth({ name: 'Firewall endpoints', price: 'networkfirewall.endpoint', unit: 'hour' }, endpoints),
      { name: 'Data processed', price: 'networkfirewall.data', unit: 'GB', quantity: usage['processedGb'] },
    ]
  },
})
