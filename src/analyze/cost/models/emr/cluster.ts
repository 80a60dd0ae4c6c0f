import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { isGiven, itemsAt, waiting } from '../../read.js'
import { groupMeters } from './groups.js'

const FLEETS = ['MasterInstanceFleet', 'CoreInstanceFleet', 'TaskInstanceFleets'] as const

export const emrCluster: PriceModel = definePriceModel({
  type: 'AWS::EMR::Cluster',
  refs: ['https://aws.amazon.com/emr/pricing/', 'https://aws.amazon.com/ec2/pricing/on-demand/'],
  usage: {},
  meters: (node, _usage, q) => [
    ...(isGiven(q, node, 'Instances.MasterInstanceGroup') ? groupMeters(node, q, 'Instances.MasterInstanceGroup', ' of the master') : []),
    ...(isGiven(q, node, 'Instances.CoreInstanceGroup') ? groupMeters(node, q, 'Instances.CoreInstanceGroup', ' of the core') : []),
    ...itemsAt(q, node, 'Instances.TaskInstanceGroups').flatMap((group) => groupMeters(group, q, '', ' of tasks')),
    ...FLEETS.flatMap((fleet) => fleetMeter(node, q, fleet)),
  ],
})

function fleetMeter(node: Resource, q: Query, name: string): readonly Meter[] {
  if (!isGiven(q, node, `Instances.${name}`)) return []
  return [waiting('Instance hours', 'instance-hour', { unresolved: name, why: 'EMR chooses the types of a fleet by what is free' })]
}
