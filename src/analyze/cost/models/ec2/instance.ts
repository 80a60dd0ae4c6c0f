import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isOn, orElse, textAt, waiting } from '../../read.js'
import { instanceHours } from './instance-hours.js'
import { hasPublicInterface, type Launch, LAUNCH_USAGE, launchMeters, launchTemplateOf, marketOf, typeOf } from './launch.js'
import { publicAddresses } from './public-address.js'

const SUBNET = 'AWS::EC2::Subnet'

/** Linux, on demand: what the image runs is not in a template. */
export const instance: PriceModel = definePriceModel({
  type: 'AWS::EC2::Instance',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/', 'https://aws.amazon.com/ebs/pricing/'],
  usage: LAUNCH_USAGE,
  meters(node, usage, q) {
    const own: Launch = { subject: node, prefix: '', monitoring: 'Monitoring' }
    const template = launchTemplateOf(node, q, 'LaunchTemplate')
    const tenancy = orElse(textAt(q, node, 'Tenancy'), 'default')
    if (isUnresolved(tenancy)) return [waiting('Instance hours', 'instance-hour', tenancy)]
    const type = typeOf(own, q) ?? (template === undefined ? undefined : typeOf(template, q))
    const launch = template !== undefined && !q.read(node, 'BlockDeviceMappings').set ? template : own
    const facing = hasPublicInterface(own, q) || (template !== undefined && hasPublicInterface(template, q)) || isInPublicSubnet(node, q)
    return [
      instanceHours({
        type,
        count: 1,
        market: tenancy !== 'default' ? 'dedicated' : template === undefined ? 'on-demand' : marketOf(template, q),
      }),
      ...launchMeters(launch, usage, q),
      ...(facing ? [publicAddresses(1)] : []),
    ]
  },
})

/** Whether instances in its subnets get public addresses by themselves. */
export function isInPublicSubnet(node: Resource, q: Query): boolean {
  return q.edges({ to: node, kind: 'contains' }).some(({ from }) => from.type === SUBNET && isOn(q, from, 'MapPublicIpOnLaunch'))
}
