import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const METER = { name: 'Active addresses', price: 'vpc.ipam_active_ip', unit: 'IP-hour' }

export const ipam: PriceModel = definePriceModel({
  type: 'AWS::EC2::IPAM',
  refs: ['https://aws.amazon.com/vpc/pricing/'],
  usage: { activeAddresses: { unit: 'IP', about: 'addresses in use that it manages, mean over the month' } },
  meters(node, usage, q) {
    const tier = orElse(textAt(q, node, 'Tier'), 'advanced')
    if (isUnresolved(tier)) return [waiting(METER.name, METER.unit, tier)]
    return tier === 'free' ? [] : [allMonth(METER, usage['activeAddresses'])]
  },
})
