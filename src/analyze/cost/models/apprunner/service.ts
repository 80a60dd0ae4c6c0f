import type { Query, Resource } from '#graph/index.js'
import { factor, isUnresolved, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isGiven, isOn, numberAt, orElse, textAt, waiting } from '../../read.js'
import { allMonth, fixed } from '../meters.js'

const SCALING = 'AWS::AppRunner::AutoScalingConfiguration'
const NAME = 'Memory of provisioned instances'

export const appRunnerService: PriceModel = definePriceModel({
  type: 'AWS::AppRunner::Service',
  refs: ['https://aws.amazon.com/apprunner/pricing/'],
  usage: {
    activeHours: { unit: 'instance-hour', about: 'hours in which an instance handles requests, added up over the instances' },
    scaledHours: { unit: 'instance-hour', about: 'hours of instances above those that are always provisioned' },
    buildMinutes: { unit: 'minute', about: 'minutes of building from source a month' },
  },
  meters(node, usage, q) {
    const vcpu = sizeOf(textAt(q, node, 'InstanceConfiguration.Cpu'), 1024, /vcpu/i, 1)
    const memory = sizeOf(textAt(q, node, 'InstanceConfiguration.Memory'), 1024, /gb/i, 2)
    const least = leastInstances(node, q)
    if (isUnresolved(vcpu)) return [waiting('vCPU of active instances', 'vCPU-hour', vcpu)]
    if (isUnresolved(memory)) return [waiting(NAME, 'GB-hour', memory)]
    const { activeHours = { needs: 'activeHours' }, scaledHours = { needs: 'scaledHours' } } = usage
    const gigabytes = factor(memory, `${memory} GB`)
    return [
      allMonth(
        { name: NAME, price: 'apprunner.provisioned_memory', unit: 'GB-hour' },
        isUnresolved(least) ? least : product(least, gigabytes),
      ),
      {
        name: 'vCPU of active instances',
        price: 'apprunner.vcpu',
        unit: 'vCPU-hour',
        quantity: product(activeHours, factor(vcpu, `${vcpu} vCPU`)),
      },
      { name: 'Memory of further instances', price: 'apprunner.memory', unit: 'GB-hour', quantity: product(scaledHours, gigabytes) },
      ...(isOn(q, node, 'SourceConfiguration.AutoDeploymentsEnabled')
        ? [fixed({ name: 'Automatic deployments', price: 'apprunner.auto_deploy', unit: 'app-month' }, 1, 'one application')]
        : []),
      ...(!isGiven(q, node, 'SourceConfiguration.CodeRepository')
        ? []
        : [{ name: 'Build minutes', price: 'apprunner.build', unit: 'minute', quantity: usage['buildMinutes'] }]),
    ]
  },
})

/** "1 vCPU", "1024", "2 GB" and "2048" are all taken. */
function sizeOf(text: string | undefined | Unresolved, plain: number, unit: RegExp, fallback: number): number | Unresolved {
  if (isUnresolved(text)) return text
  if (text === undefined) return fallback
  const number = Number(/^\s*(\d+(?:\.\d+)?)/.exec(text)?.[1])
  if (Number.isNaN(number)) return { unresolved: 'InstanceConfiguration', why: `"${text}" is not a size` }
  return unit.test(text) ? number : number / plain
}

/** Instances that are always provisioned: one, or what the scaling configuration says. */
function leastInstances(node: Resource, q: Query): number | Unresolved {
  const scaling = q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === SCALING)?.to
  if (scaling !== undefined) return orElse(numberAt(q, scaling, 'MinSize'), 1)
  const named = textAt(q, node, 'AutoScalingConfigurationArn')
  return named === undefined ? 1 : { unresolved: 'AutoScalingConfigurationArn', why: 'it is not in the template' }
}
