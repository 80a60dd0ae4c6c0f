import type { JsonObject } from '#core/index.js'
import type { GraphChange, Query, Resource } from '#graph/index.js'
import { textAt } from '../../read.js'
import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { BALANCER, FUNCTION, frontDoorOf, HTTP_API, REST_API, SERVICE } from './front-doors.js'
import { containers, named } from './to-containers.js'

const TYPE = 'm7g.large'
const COUNT = 2
const PROCESSORS = 2
const ROOT_GB = 20

export const instances = defineChange({
  id: 'instances',
  title: `Containers on two ${TYPE} instances behind a load balancer`,
  caveat: 'instances run all the time and are patched, filled and scaled by you; beyond what two of them carry there have to be more',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/', 'https://aws.amazon.com/ecs/pricing/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const limits: number[] = []
    const changed = withChanges(situation, stacks, ({ stack, q }) => {
      const change = changeOf(q, what)
      if (change === undefined || stack.traffic === undefined) return undefined
      const { work, assumptions } = stack.traffic
      limits.push((COUNT * PROCESSORS * assumptions['fargate-cpu-target'] * 1000) / Math.max(work.cpuMs, 0.001))
      return { ...change, add: { ...change.add, ...machines() } }
    })
    return changed === undefined
      ? no('it has no function behind an API and no Fargate containers behind a load balancer whose traffic is known')
      : { is: 'changed', what, situation: changed, upTo: Math.min(...limits) }
  },
})

function changeOf(q: Query, what: string[]): GraphChange | undefined {
  const functions = frontDoorOf(q, [HTTP_API, REST_API], FUNCTION)
  const services = frontDoorOf(q, [BALANCER], SERVICE)?.workers.filter((service) => onFargate(service, q)) ?? []
  what.push(`${named(functions?.workers ?? services)}: ${COUNT} x ${TYPE}`)
  if (functions !== undefined) return containers(functions, q, { gateways: 0, publicAddress: false, launch: 'EC2' })
  return services.length === 0 ? undefined : { set: Object.fromEntries(services.map(({ id }) => [id, { LaunchType: 'EC2' }])) }
}

function onFargate(service: Resource, q: Query): boolean {
  return textAt(q, service, 'LaunchType') === 'FARGATE'
}

function machines(): JsonObject {
  return {
    AlternativeLaunch: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          InstanceType: TYPE,
          BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp3', VolumeSize: ROOT_GB } }],
        },
      },
    },
    AlternativeInstances: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: String(COUNT),
        MaxSize: String(COUNT),
        LaunchTemplate: { LaunchTemplateId: { Ref: 'AlternativeLaunch' }, Version: '1' },
      },
    },
  }
}
