import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import type { Meter, ModelUsage } from '../../model.js'
import { itemsAt, textAt } from '../../read.js'
import { forEach } from '../meters.js'
import { instanceHours } from './instance-hours.js'
import { type Launch, launchMeters, launchTemplateOf, typeOf } from './launch.js'

export interface Fleet {
  readonly onDemand: number
  readonly spot: number
}

/** Instances of a fleet, as if all of them were of the first type that it may take, one unit of capacity each. */
export function fleetMeters(
  node: Resource,
  usage: ModelUsage,
  q: Query,
  at: { readonly path: string; readonly fleet: Fleet },
): readonly Meter[] {
  const [specification] = itemsAt(q, node, `${at.path}LaunchSpecifications`)
  const [config] = itemsAt(q, node, `${at.path}LaunchTemplateConfigs`)
  const [override] = config === undefined ? [] : itemsAt(q, config, 'Overrides')
  const own: Launch | undefined =
    specification === undefined ? undefined : { subject: specification, prefix: '', monitoring: 'Monitoring.Enabled' }
  const launch = own ?? launchTemplateOf(node, q, `${at.path}LaunchTemplateConfigs`)
  const type: string | undefined | Unresolved =
    (override === undefined ? undefined : textAt(q, override, 'InstanceType')) ?? (launch === undefined ? undefined : typeOf(launch, q))
  const { onDemand, spot } = at.fleet
  return [
    ...(onDemand > 0 ? [instanceHours({ type, count: onDemand })] : []),
    ...(spot > 0 ? [instanceHours({ type, count: spot, market: 'spot' })] : []),
    ...(launch === undefined || isUnresolved(type) ? [] : forEach(launchMeters(launch, usage, q), onDemand + spot, 'instances')),
  ]
}
