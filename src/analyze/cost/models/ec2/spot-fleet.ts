import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse, waiting } from '../../read.js'
import { fleetMeters } from './fleet.js'
import { LAUNCH_USAGE } from './launch.js'

const DATA = 'SpotFleetRequestConfigData.'

export const spotFleet: PriceModel = definePriceModel({
  type: 'AWS::EC2::SpotFleet',
  refs: ['https://aws.amazon.com/ec2/spot/pricing/'],
  usage: LAUNCH_USAGE,
  meters(node, usage, q) {
    const total = orElse(numberAt(q, node, `${DATA}TargetCapacity`), 0)
    const onDemand = orElse(numberAt(q, node, `${DATA}OnDemandTargetCapacity`), 0)
    if (isUnresolved(total)) return [waiting('Instance hours', 'instance-hour', total)]
    if (isUnresolved(onDemand)) return [waiting('Instance hours', 'instance-hour', onDemand)]
    return fleetMeters(node, usage, q, { path: DATA, fleet: { onDemand, spot: Math.max(0, total - onDemand) } })
  },
})
