import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { itemsAt, textAt, waiting } from '../../read.js'
import { instanceHours } from '../ec2/instance-hours.js'
import { publicAddresses } from '../ec2/public-address.js'
import { allMonth, forEach } from '../meters.js'

const TEMPLATE = 'AWS::ElasticBeanstalk::ConfigurationTemplate'
const BALANCERS: Readonly<Record<string, Meter['price']>> = {
  application: 'elb.alb_hour',
  network: 'elb.nlb_hour',
  classic: 'elb.clb_hour',
}

/** What an environment makes is not in the template: its instances and its load balancer, as the options say. */
export const environment: PriceModel = definePriceModel({
  type: 'AWS::ElasticBeanstalk::Environment',
  refs: ['https://aws.amazon.com/elasticbeanstalk/pricing/', 'https://aws.amazon.com/ec2/pricing/on-demand/'],
  usage: { rootGb: { unit: 'GB-month', about: 'size of the root volume of one instance' } },
  meters(node, usage, q) {
    const option = optionsOf(node, q)
    const type = option('aws:autoscaling:launchconfiguration', 'InstanceType') ?? firstOf(option('aws:ec2:instances', 'InstanceTypes'))
    const single = option('aws:elasticbeanstalk:environment', 'EnvironmentType') === 'SingleInstance'
    const least = single ? 1 : wholeOf(option('aws:autoscaling:asg', 'MinSize'))
    if (isUnresolved(least)) return [waiting('Instance hours', 'instance-hour', least)]
    const root: Meter = { name: 'Root volume (gp2)', price: 'ebs.gp2_storage', unit: 'GB-month', quantity: usage['rootGb'] }
    const chosen: string | Unresolved = type ?? { unresolved: 'InstanceType', why: 'Elastic Beanstalk chooses it where no option says it' }
    return [
      instanceHours({ type: chosen, count: least }),
      ...forEach([root], least, 'instances'),
      ...(single ? [publicAddresses(1)] : balancer(option('aws:elasticbeanstalk:environment', 'LoadBalancerType'))),
    ]
  },
})

type Option = string | undefined | Unresolved

function optionsOf(node: Resource, q: Query): (namespace: string, name: string) => Option {
  const template = q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === TEMPLATE)?.to
  const settings = [...itemsAt(q, node, 'OptionSettings'), ...(template === undefined ? [] : itemsAt(q, template, 'OptionSettings'))]
  return (namespace, name) => {
    const setting = settings.find((each) => textAt(q, each, 'Namespace') === namespace && textAt(q, each, 'OptionName') === name)
    return setting === undefined ? undefined : textAt(q, setting, 'Value')
  }
}

function firstOf(types: Option): Option {
  return typeof types === 'string' ? types.split(',')[0]?.trim() : types
}

function wholeOf(size: Option): number | Unresolved {
  if (isUnresolved(size)) return size
  const number = Number(size ?? 1)
  return Number.isFinite(number) ? number : { unresolved: 'MinSize', why: `"${String(size)}" is not a number` }
}

function balancer(kind: Option): readonly Meter[] {
  const name = kind ?? 'classic'
  if (isUnresolved(name)) return [waiting('Load balancer hours', 'hour', name)]
  const price = BALANCERS[name] ?? { unresolved: 'LoadBalancerType', why: `"${name}" is not a kind of load balancer` }
  return [allMonth({ name: `Load balancer hours (${name})`, price, unit: 'hour' })]
}
