import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import type { Meter, ModelUsage, UsageTable } from '../../model.js'
import { isGiven, isOn, itemsAt, textAt, waiting } from '../../read.js'
import { fixed, whereStated } from '../meters.js'
import { volumeMeters } from './volume-meters.js'

const LAUNCH_TEMPLATE = 'AWS::EC2::LaunchTemplate'

/** Where the settings of an instance stand. */
export interface Launch {
  readonly subject: Resource | Value
  /** Path in front of the properties: a launch template keeps them one level down. */
  readonly prefix: string
  /** Path of the switch of detailed monitoring. */
  readonly monitoring: string
}

/** Quantities of an instance that a template does not decide. */
export const LAUNCH_USAGE: UsageTable = {
  rootGb: { unit: 'GB-month', about: 'size of the root volume that the image of one instance brings' },
  surplusCreditHours: { unit: 'vCPU-hour', about: 'vCPU hours above the credits of a T instance in unlimited mode, a month' },
}

/** The launch template that a property names, where it is in the template. */
export function launchTemplateOf(node: Resource, q: Query, path: string): Launch | undefined {
  const edge = q.edges({ from: node, kind: 'refers' }).find(({ to, path: at }) => to.type === LAUNCH_TEMPLATE && at.startsWith(path))
  if (edge === undefined) return undefined
  return { subject: edge.to, prefix: 'LaunchTemplateData.', monitoring: 'LaunchTemplateData.Monitoring.Enabled' }
}

export function typeOf({ subject, prefix }: Launch, q: Query): string | undefined | Unresolved {
  return textAt(q, subject, `${prefix}InstanceType`)
}

/** What one instance is billed for besides its hours and its address. */
export function launchMeters(launch: Launch, usage: ModelUsage, q: Query): readonly Meter[] {
  return [...volumes(launch, usage['rootGb'], q), ...monitoring(launch, q), ...credits(launch, usage, q)]
}

/** Whether instances are spot instances: a template asks for that market, a launch configuration names the price it may have. */
export function marketOf({ subject, prefix }: Launch, q: Query): 'spot' | 'on-demand' {
  const market = textAt(q, subject, `${prefix}InstanceMarketOptions.MarketType`)
  return market === 'spot' || isGiven(q, subject, `${prefix}SpotPrice`) ? 'spot' : 'on-demand'
}

export function hasPublicInterface({ subject, prefix }: Launch, q: Query): boolean {
  if (isOn(q, subject, `${prefix}AssociatePublicIpAddress`)) return true
  return itemsAt(q, subject, `${prefix}NetworkInterfaces`).some((each) => isOn(q, each, 'AssociatePublicIpAddress'))
}

function volumes({ subject, prefix }: Launch, rootGb: Measure | undefined, q: Query): readonly Meter[] {
  const mapped = itemsAt(q, subject, `${prefix}BlockDeviceMappings`).flatMap((mapping) => {
    const ebs = q.read(mapping, 'Ebs')
    const device = textAt(q, mapping, 'DeviceName')
    const name = typeof device === 'string' ? device : 'Volume'
    if (!ebs.known) return [waiting(`${name} storage`, 'GB-month', { unresolved: 'BlockDeviceMappings.Ebs', why: ebs.why })]
    return ebs.value instanceof Map ? volumeMeters(q, { kind: 'map', entries: ebs.value }, 'VolumeSize', name) : []
  })
  return mapped.length > 0 ? mapped : [{ name: 'Root volume (gp2)', price: 'ebs.gp2_storage', unit: 'GB-month', quantity: rootGb }]
}

function monitoring({ subject, monitoring: path }: Launch, q: Query): readonly Meter[] {
  if (!isOn(q, subject, path)) return []
  const meter = { name: 'Detailed monitoring', price: 'ec2.detailed_monitoring_per_instance_7_metrics', unit: 'instance-month' }
  return [fixed(meter, 1, 'seven metrics')]
}

/** T instances in unlimited mode pay for what they compute above their credits. */
function credits(launch: Launch, usage: ModelUsage, q: Query): readonly Meter[] {
  const type = typeOf(launch, q)
  if (type === undefined || isUnresolved(type)) return []
  const family = type.split('.')[0] ?? ''
  if (!/^t\d/.test(family)) return []
  const meter = {
    name: 'CPU credits above the earned',
    price: `ec2.${family === 't4g' ? 't4g' : 't3'}_unlimited_cpu_credit`,
    unit: 'vCPU-hour',
  }
  const stated = usage['surplusCreditHours']
  const unlimited = textAt(q, launch.subject, `${launch.prefix}CreditSpecification.CPUCredits`) === 'unlimited'
  return unlimited ? [{ ...meter, quantity: stated }] : whereStated(meter, stated)
}
