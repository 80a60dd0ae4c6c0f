import type { Query, Resource } from '#graph/index.js'
import { isNeeded, isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { instanceHours } from '../ec2/instance-hours.js'
import { type Launch, LAUNCH_USAGE, launchMeters, launchTemplateOf, typeOf } from '../ec2/launch.js'
import { forEach } from '../meters.js'

const NAME = 'Instance hours'
/** What EKS takes where nothing is said. Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULT = { type: 't3.medium', diskGb: 20, nodes: 2 }

export const nodegroup: PriceModel = definePriceModel({
  type: 'AWS::EKS::Nodegroup',
  refs: ['https://aws.amazon.com/eks/pricing/', 'https://aws.amazon.com/ec2/pricing/on-demand/'],
  usage: { ...LAUNCH_USAGE, averageNodes: { unit: 'node', about: 'nodes that run, mean over the month, where the group scales' } },
  meters(node, usage, q) {
    const counts = countsOf(node, usage, q)
    if (isUnresolved(counts)) return [waiting(NAME, 'instance-hour', counts)]
    const launch = launchTemplateOf(node, q, 'LaunchTemplate')
    const [first] = itemsAt(q, node, 'InstanceTypes')
    const type =
      (first === undefined ? undefined : textAt(q, first, '')) ?? (launch === undefined ? undefined : typeOf(launch, q)) ?? DEFAULT.type
    const spot = textAt(q, node, 'CapacityType') === 'SPOT'
    const each = nodeMeters(node, launch, usage, q)
    return counts.flatMap(({ count, title }) => [
      instanceHours({ type, count, title, market: spot ? 'spot' : 'on-demand' }),
      ...forEach(each, count, 'nodes').map((meter) => ({ ...meter, name: `${meter.name}${title}` })),
    ])
  },
})

/** The disks of a launch template, or the one that EKS gives each node. */
function nodeMeters(node: Resource, launch: Launch | undefined, usage: ModelUsage, q: Query): readonly Meter[] {
  if (launch !== undefined && isGiven(q, launch.subject, `${launch.prefix}BlockDeviceMappings`)) return launchMeters(launch, usage, q)
  const size = orElse(numberAt(q, node, 'DiskSize'), DEFAULT.diskGb)
  return [{ name: 'Node disk (gp2)', price: 'ebs.gp2_storage', unit: 'GB-month', quantity: size }]
}

interface Counted {
  readonly count: Measure
  readonly title: string
}

function countsOf(node: Resource, usage: ModelUsage, q: Query): readonly Counted[] | Unresolved {
  const average = usage['averageNodes'] ?? { needs: 'averageNodes' }
  if (!isNeeded(average)) return [{ count: average, title: '' }]
  const read = (name: string): number | undefined | Unresolved => numberAt(q, node, `ScalingConfig.${name}`)
  const least = orElse(read('DesiredSize') ?? read('MinSize'), DEFAULT.nodes)
  const most = read('MaxSize')
  if (isUnresolved(least)) return least
  if (most === undefined || (!isUnresolved(most) && most <= least)) return [{ count: least, title: '' }]
  const above = { count: average, title: ` above ${least} nodes` }
  return least === 0 ? [above] : [{ count: least, title: '' }, above]
}
