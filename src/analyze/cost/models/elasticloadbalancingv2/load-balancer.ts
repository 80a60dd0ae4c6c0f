import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { lengthAt, orElse, textAt, waiting } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'

/** Price keys and unit of each kind of load balancer. */
const KINDS: Readonly<
  Record<string, { readonly title: string; readonly hour: string; readonly unit: string; readonly unitPrice: string }>
> = {
  application: { title: 'Application Load Balancer', hour: 'elb.alb_hour', unit: 'LCU-hour', unitPrice: 'elb.alb_lcu' },
  network: { title: 'Network Load Balancer', hour: 'elb.nlb_hour', unit: 'NLCU-hour', unitPrice: 'elb.nlb_nlcu' },
  gateway: { title: 'Gateway Load Balancer', hour: 'elb.gwlb_hour', unit: 'GLCU-hour', unitPrice: 'elb.gwlb_glcu' },
}

/** Whether its addresses are public; not known while a property is open. */
export function isInternetFacing(node: Resource, q: Query): boolean | Unresolved {
  const scheme = orElse(textAt(q, node, 'Scheme'), 'internet-facing')
  return isUnresolved(scheme) ? scheme : scheme === 'internet-facing'
}

export const loadBalancer: PriceModel = definePriceModel({
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  refs: ['https://aws.amazon.com/elasticloadbalancing/pricing/', 'https://aws.amazon.com/vpc/pricing/'],
  usage: {
    capacityUnits: { unit: 'LCU', about: 'load balancer capacity units, mean over the month' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: (node, q) => isInternetFacing(node, q) !== false }],
  meters(node, usage, q) {
    const type = orElse(textAt(q, node, 'Type'), 'application')
    if (isUnresolved(type)) return [waiting('Load balancer hours', 'hour', type)]
    const kind = KINDS[type]
    if (kind === undefined)
      return [waiting('Load balancer hours', 'hour', { unresolved: 'Type', why: `"${type}" is not a kind of load balancer` })]
    const units = usage['capacityUnits']
    return [
      { name: `${kind.title} hours`, price: kind.hour, unit: 'hour', quantity: HOURS_A_MONTH, formula: 'one load balancer for 730 h' },
      { name: 'Capacity units', price: kind.unitPrice, unit: kind.unit, quantity: units && product(units, factor(HOURS_A_MONTH, '730 h')) },
      ...addresses(node, q),
    ]
  },
})

/** One address in each zone that it stands in. */
function addresses(node: Resource, q: Query): readonly Meter[] {
  const facing = isInternetFacing(node, q)
  if (facing === false) return []
  if (facing !== true) return [publicAddresses(facing)]
  const subnets = lengthAt(q, node, 'Subnets')
  if (isUnresolved(subnets)) return [publicAddresses(subnets)]
  const mappings = lengthAt(q, node, 'SubnetMappings')
  return [publicAddresses(isUnresolved(mappings) ? mappings : subnets + mappings)]
}
