import type { Query, Resource } from '#graph/index.js'
import { factor, isUnresolved, type Measure, product } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { itemsAt, textAt, waiting } from '../../read.js'
import { instanceHours } from '../ec2/instance-hours.js'
import { vcpusOf } from '../ec2/vcpus.js'

const NAME = 'vCPU of jobs'
const TYPE = 'ComputeResources.Type'

/** Batch itself is free; jobs are billed for what they run on. */
export const computeEnvironment: PriceModel = definePriceModel({
  type: 'AWS::Batch::ComputeEnvironment',
  refs: ['https://aws.amazon.com/batch/pricing/', 'https://aws.amazon.com/fargate/pricing/'],
  usage: {
    vcpuHours: { unit: 'vCPU-hour', about: 'vCPUs that jobs run on times the hours they run' },
    memoryGbHours: { unit: 'GB-hour', about: 'gigabytes of memory of jobs on Fargate times the hours they run' },
  },
  meters(node, usage, q) {
    const type = textAt(q, node, TYPE)
    if (isUnresolved(type)) return [waiting(NAME, 'vCPU-hour', type)]
    // What the user manages is in the template by itself, or is not.
    if (type === undefined) return []
    if (type.startsWith('FARGATE')) return fargate(usage, type === 'FARGATE_SPOT')
    return [instances(node, q, usage['vcpuHours'] ?? { needs: 'vcpuHours' }, type === 'SPOT')]
  },
})

function fargate(usage: ModelUsage, spot: boolean): readonly Meter[] {
  const prefix = `ecs.fargate_${spot ? 'spot_' : ''}`
  return [
    { name: NAME, price: `${prefix}vcpu_x86`, unit: 'vCPU-hour', quantity: usage['vcpuHours'] },
    { name: 'Memory of jobs', price: `${prefix}mem_x86`, unit: 'GB-hour', quantity: usage['memoryGbHours'] },
  ]
}

/** Hours of the first type that is named; `optimal` and whole families leave the choice to Batch. */
function instances(node: Resource, q: Query, vcpuHours: Measure, spot: boolean): Meter {
  const [first] = itemsAt(q, node, 'ComputeResources.InstanceTypes')
  const type = first === undefined ? undefined : textAt(q, first, '')
  const vcpus = typeof type === 'string' ? vcpusOf(type) : undefined
  if (typeof type !== 'string' || vcpus === undefined)
    return waiting('Instance hours', 'instance-hour', { unresolved: 'InstanceTypes', why: 'Batch chooses the type by the jobs that wait' })
  const hours = instanceHours({ type, count: 1, market: spot ? 'spot' : 'on-demand' })
  return { ...hours, quantity: product(vcpuHours, factor(1, `1 / ${vcpus} vCPU`, vcpus)) }
}
