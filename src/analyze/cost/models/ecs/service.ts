import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isNeeded, isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { itemsAt, textAt, waiting } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'
import { taskCountOf } from './running-tasks.js'
import { type TaskSize, taskSizeOf } from './task-size.js'

const NAME = 'Fargate tasks'

export const ecsService: PriceModel = definePriceModel({
  type: 'AWS::ECS::Service',
  refs: ['https://aws.amazon.com/fargate/pricing/'],
  usage: { averageTasks: { unit: 'task', about: 'tasks that run, mean over the month, where the service scales' } },
  meters(node, usage, q) {
    const fargate = runsOnFargate(node, q)
    if (typeof fargate !== 'boolean') return [waiting(NAME, 'vCPU-hour', fargate)]
    // On EC2 the instances of the cluster are billed, not the tasks.
    if (!fargate) return []
    const size = taskSizeOf(node, q)
    if (isUnresolved(size)) return [waiting(NAME, 'vCPU-hour', size)]
    const tasks = tasksOf(node, usage, q)
    return [
      ...tasks.flatMap(({ count, title }) => taskMeters(size, count, title, isSpot(node, q))),
      ...(textAt(q, node, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp') === 'ENABLED'
        ? tasks.map(({ count }) => publicAddresses(count))
        : []),
    ]
  },
})

function runsOnFargate(node: Resource, q: Query): boolean | Unresolved {
  const launch = textAt(q, node, 'LaunchType')
  if (isUnresolved(launch)) return launch
  if (launch !== undefined) return launch === 'FARGATE'
  const providers = strategies(node, q)
  if (providers.length === 0) return { unresolved: 'LaunchType', why: 'it is not given, so the capacity providers of the cluster decide' }
  return providers.some((provider) => typeof provider === 'string' && provider.startsWith('FARGATE'))
}

function strategies(node: Resource, q: Query): readonly ReturnType<typeof textAt>[] {
  return itemsAt(q, node, 'CapacityProviderStrategy').map((item) => textAt(q, item, 'CapacityProvider'))
}

/** Spot only where nothing else is in the strategy; a mix is billed as on demand, the dearer case. */
function isSpot(node: Resource, q: Query): boolean {
  const providers = strategies(node, q)
  return providers.length > 0 && providers.every((provider) => provider === 'FARGATE_SPOT')
}

/** The average where it is known; else the tasks that always run, and those above them that nobody stated. */
function tasksOf(node: Resource, usage: ModelUsage, q: Query): readonly { readonly count: Measure; readonly title: string }[] {
  const average = usage['averageTasks']
  const counted = taskCountOf(node, q)
  if (average !== undefined && !isNeeded(average) && (isUnresolved(counted) || counted.most !== undefined))
    return [{ count: average, title: '' }]
  if (isUnresolved(counted)) return [{ count: counted, title: '' }]
  if (counted.most === undefined || counted.most === counted.least) return [{ count: counted.least, title: '' }]
  return [
    { count: counted.least, title: '' },
    { count: average ?? { needs: 'averageTasks' }, title: ` above ${counted.least} tasks` },
  ]
}

function taskMeters(size: TaskSize, tasks: Measure, title: string, spot: boolean): readonly Meter[] {
  const { vcpu, memoryGb, extraStorageGb, platform } = size
  const key = (part: string): string => `ecs.fargate_${spot ? 'spot_' : ''}${part}_${platform}`
  const hours = (each: number, unit: string): Measure => product(tasks, factor(each, `${each} ${unit}`), factor(HOURS_A_MONTH, '730 h'))
  return [
    { name: `vCPU${title}`, price: key('vcpu'), unit: 'vCPU-hour', quantity: hours(vcpu, 'vCPU') },
    { name: `Memory${title}`, price: key('mem'), unit: 'GB-hour', quantity: hours(memoryGb, 'GB') },
    ...(platform === 'windows'
      ? [
          {
            name: `Windows licence${title}`,
            price: 'ecs.fargate_windows_os_license_vcpu',
            unit: 'vCPU-hour',
            quantity: hours(vcpu, 'vCPU'),
          },
        ]
      : []),
    ...(extraStorageGb > 0
      ? [
          {
            name: `Temporary storage above 20 GB${title}`,
            price: 'ecs.fargate_ephemeral_storage_over_20GB',
            unit: 'GB-hour',
            quantity: hours(extraStorageGb, 'GB'),
          },
        ]
      : []),
  ]
}
