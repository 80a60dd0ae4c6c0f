import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'
import { type Fleet, fleetMeters } from './fleet.js'
import { LAUNCH_USAGE } from './launch.js'

const CAPACITY = 'TargetCapacitySpecification'

export const ec2Fleet: PriceModel = definePriceModel({
  type: 'AWS::EC2::EC2Fleet',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/', 'https://aws.amazon.com/ec2/spot/pricing/'],
  usage: LAUNCH_USAGE,
  meters(node, usage, q) {
    const fleet = capacityOf(node, q)
    return isUnresolved(fleet) ? [waiting('Instance hours', 'instance-hour', fleet)] : fleetMeters(node, usage, q, { path: '', fleet })
  },
})

function capacityOf(node: Resource, q: Query): Fleet | Unresolved {
  const total = orElse(numberAt(q, node, `${CAPACITY}.TotalTargetCapacity`), 0)
  const onDemand = orElse(numberAt(q, node, `${CAPACITY}.OnDemandTargetCapacity`), 0)
  const spot = orElse(numberAt(q, node, `${CAPACITY}.SpotTargetCapacity`), 0)
  const rest = orElse(textAt(q, node, `${CAPACITY}.DefaultTargetCapacityType`), 'on-demand')
  if (isUnresolved(total)) return total
  if (isUnresolved(onDemand)) return onDemand
  if (isUnresolved(spot)) return spot
  if (isUnresolved(rest)) return rest
  const open = Math.max(0, total - onDemand - spot)
  return rest === 'spot' ? { onDemand, spot: spot + open } : { onDemand: onDemand + open, spot }
}
