import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isOn, itemsAt, textAt, waiting } from '../../read.js'
import { publicAddresses } from './public-address.js'
import { volumeMeters } from './volume-meters.js'

const SUBNET = 'AWS::EC2::Subnet'
const NAME = 'Instance hours'

/** Linux, on demand, shared tenancy: what the image runs is not in a template. */
export const instance: PriceModel = definePriceModel({
  type: 'AWS::EC2::Instance',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/', 'https://aws.amazon.com/ebs/pricing/'],
  usage: { rootGb: { unit: 'GB-month', about: 'size of the root volume that the image brings' } },
  meters: (node, usage, q) => [
    hours(node, q),
    ...volumes(node, usage, q),
    ...(hasPublicAddress(node, q) ? [publicAddresses(1)] : []),
    ...(isOn(q, node, 'Monitoring')
      ? [
          {
            name: 'Detailed monitoring',
            price: 'ec2.detailed_monitoring_per_instance_7_metrics',
            unit: 'instance-month',
            quantity: 1,
            formula: 'seven metrics',
          },
        ]
      : []),
  ],
})

function hours(node: Resource, q: Query): Meter {
  const type = textAt(q, node, 'InstanceType') ?? { unresolved: 'InstanceType', why: 'it is not given' }
  if (isUnresolved(type)) return waiting(NAME, 'instance-hour', type)
  return {
    name: `${NAME} (${type}, Linux)`,
    price: `ec2.${type}`,
    unit: 'instance-hour',
    quantity: HOURS_A_MONTH,
    formula: 'one instance for 730 h',
  }
}

function volumes(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const mapped = itemsAt(q, node, 'BlockDeviceMappings').flatMap((mapping) => {
    const ebs = q.read(mapping, 'Ebs')
    const device = textAt(q, mapping, 'DeviceName')
    const name = typeof device === 'string' ? device : 'Volume'
    if (!ebs.known) return [waiting(`${name} storage`, 'GB-month', { unresolved: 'BlockDeviceMappings.Ebs', why: ebs.why })]
    return ebs.value instanceof Map ? volumeMeters(q, { kind: 'map', entries: ebs.value }, 'VolumeSize', name) : []
  })
  return mapped.length > 0 ? mapped : [{ name: 'Root volume (gp2)', price: 'ebs.gp2_storage', unit: 'GB-month', quantity: usage['rootGb'] }]
}

function hasPublicAddress(node: Resource, q: Query): boolean {
  if (itemsAt(q, node, 'NetworkInterfaces').some((each) => isOn(q, each, 'AssociatePublicIpAddress'))) return true
  return q.edges({ to: node, kind: 'contains' }).some(({ from }) => from.type === SUBNET && isOn(q, from, 'MapPublicIpOnLaunch'))
}
