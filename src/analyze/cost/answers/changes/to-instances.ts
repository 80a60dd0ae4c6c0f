import { defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { BALANCER, FUNCTION, frontDoorOf, HTTP_API, REST_API, scalingOf, SERVICE } from './front-doors.js'
import { balancer, named, TARGETS } from './to-containers.js'

const TYPE = 'm7g.large'
const COUNT = 2
const PROCESSORS = 2
const ROOT_GB = 20

export const instances = defineChange({
  id: 'instances',
  title: `Two ${TYPE} instances behind a load balancer`,
  caveat: 'instances run all the time and are patched, filled and scaled by you; beyond what two of them carry there have to be more',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  apply({ situation, stacks }) {
    const what: string[] = []
    const limits: number[] = []
    const changed = withChanges(situation, stacks, ({ stack, q }) => {
      const door = frontDoorOf(q, [HTTP_API, REST_API], FUNCTION) ?? frontDoorOf(q, [BALANCER], SERVICE)
      if (door === undefined || stack.traffic === undefined) return undefined
      const { work, assumptions } = stack.traffic
      limits.push((COUNT * PROCESSORS * assumptions['fargate-cpu-target'] * 1000) / Math.max(work.cpuMs, 0.001))
      what.push(`${named(door.workers)}: ${COUNT} x ${TYPE}`)
      return {
        remove: [...door.doors, ...door.workers, ...scalingOf(door.workers, q)].map(({ id }) => id),
        add: {
          ...balancer(['subnet-0', 'subnet-1'], 'instance'),
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
              TargetGroupARNs: [TARGETS],
            },
          },
        },
      }
    })
    return changed === undefined
      ? no('it has no function behind an API and no containers behind a load balancer whose traffic is known')
      : { is: 'changed', what, situation: changed, upTo: Math.min(...limits) }
  },
})
