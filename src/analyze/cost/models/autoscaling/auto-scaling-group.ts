import type { Query, Resource } from '#graph/index.js'
import { isNeeded, isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type ModelUsage, type PriceModel } from '../../model.js'
import { itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { instanceHours } from '../ec2/instance-hours.js'
import { hasPublicInterface, type Launch, LAUNCH_USAGE, launchMeters, launchTemplateOf, marketOf, typeOf } from '../ec2/launch.js'
import { isInPublicSubnet } from '../ec2/instance.js'
import { publicAddresses } from '../ec2/public-address.js'
import { forEach } from '../meters.js'

const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration'
const NAME = 'Instance hours'
const MIXED = 'MixedInstancesPolicy'

export const autoScalingGroup: PriceModel = definePriceModel({
  type: 'AWS::AutoScaling::AutoScalingGroup',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/', 'https://aws.amazon.com/ebs/pricing/'],
  usage: {
    ...LAUNCH_USAGE,
    averageInstances: { unit: 'instance', about: 'instances that run, mean over the month, where the group scales' },
  },
  meters(node, usage, q) {
    const launch = launchOf(node, q)
    if (isUnresolved(launch)) return [waiting(NAME, 'instance-hour', launch)]
    const counts = countsOf(node, usage, q)
    if (isUnresolved(counts)) return [waiting(NAME, 'instance-hour', counts)]
    const [override] = itemsAt(q, node, `${MIXED}.LaunchTemplate.Overrides`)
    const type = (override === undefined ? undefined : textAt(q, override, 'InstanceType')) ?? typeOf(launch, q)
    const facing = hasPublicInterface(launch, q) || isInPublicSubnet(node, q)
    return counts.flatMap(({ count, title }) => [
      ...markets(node, launch, q, count).map((part) => instanceHours({ type, title, ...part })),
      ...forEach(launchMeters(launch, usage, q), count, 'instances').map((meter) => ({ ...meter, name: `${meter.name}${title}` })),
      ...(facing ? [publicAddresses(count)] : []),
    ])
  },
})

function launchOf(node: Resource, q: Query): Launch | Unresolved {
  const template = launchTemplateOf(node, q, 'LaunchTemplate') ?? launchTemplateOf(node, q, `${MIXED}.LaunchTemplate`)
  if (template !== undefined) return template
  const configuration = q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === CONFIGURATION)?.to
  return configuration === undefined
    ? { unresolved: 'LaunchTemplate', why: 'the launch template is not in the template' }
    : { subject: configuration, prefix: '', monitoring: 'InstanceMonitoring' }
}

interface Counted {
  readonly count: Measure
  readonly title: string
}

/** The average where it is known; else what always runs, and what is above that and nobody stated. */
function countsOf(node: Resource, usage: ModelUsage, q: Query): readonly Counted[] | Unresolved {
  const average = usage['averageInstances'] ?? { needs: 'averageInstances' }
  if (!isNeeded(average)) return [{ count: average, title: '' }]
  const least = orElse(numberAt(q, node, 'DesiredCapacity') ?? numberAt(q, node, 'MinSize'), 0)
  const most = numberAt(q, node, 'MaxSize')
  if (isUnresolved(least)) return least
  if (most === undefined || (!isUnresolved(most) && most <= least)) return [{ count: least, title: '' }]
  const above = { count: average, title: ` above ${least} instances` }
  return least === 0 ? [above] : [{ count: least, title: '' }, above]
}

interface Part {
  readonly count: Measure
  readonly market: 'on-demand' | 'spot'
}

/** A share of a number that is not whole, or of one that is not known, is billed as on demand, the dearer case. */
function markets(node: Resource, launch: Launch, q: Query, count: Measure): readonly Part[] {
  if (marketOf(launch, q) === 'spot') return [{ count, market: 'spot' }]
  const distribution = (name: string, fallback: number): number | Unresolved =>
    orElse(numberAt(q, node, `${MIXED}.InstancesDistribution.${name}`), fallback)
  const base = distribution('OnDemandBaseCapacity', 0)
  const percent = distribution('OnDemandPercentageAboveBaseCapacity', 100)
  if (isUnresolved(base) || isUnresolved(percent) || percent === 100) return [{ count, market: 'on-demand' }]
  if (base === 0 && percent === 0) return [{ count, market: 'spot' }]
  if (typeof count !== 'number') return [{ count, market: 'on-demand' }]
  const fixed = Math.min(count, base)
  const onDemand = fixed + Math.ceil(((count - fixed) * percent) / 100)
  const parts: readonly Part[] = [
    { count: onDemand, market: 'on-demand' },
    { count: count - onDemand, market: 'spot' },
  ]
  return parts.filter((part) => part.count !== 0)
}
