import { type Located, type ModelContext, type ResourceModel, at } from './model.js'
import { numberAt } from './links.js'
import { entryOf } from '#core/index.js'
import { atEntry } from '../place.js'

const GROUP = 'AWS::AutoScaling::AutoScalingGroup'

export const sizeOfGroup: ResourceModel = {
  id: 'group-size',
  code: 'group-size',
  types: [GROUP],
  refs: ['https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html'],
  examples: {
    wrong: [
      { name: 'the wrong way round', props: { MinSize: '3', MaxSize: '1' }, says: 'MinSize 3 is above MaxSize 1' },
      { name: 'more than the most', props: { MinSize: 1, MaxSize: 2, DesiredCapacity: 4 }, says: 'DesiredCapacity 4' },
      {
        name: 'an update that cannot begin',
        template: {
          Resources: {
            G: {
              Type: GROUP,
              UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 2 } },
              Properties: { MinSize: 2, MaxSize: 2 },
            },
          },
        },
        says: 'MinInstancesInService 2 must be below MaxSize 2',
      },
    ],
    right: [
      { name: 'in order', props: { MinSize: '1', MaxSize: '3', DesiredCapacity: '2' } },
      { name: 'all the same', props: { MinSize: 2, MaxSize: 2, DesiredCapacity: 2 } },
      { name: 'of parameters', props: { MinSize: { Ref: 'Min' }, MaxSize: 1 } },
    ],
  },
  check({ member, properties: tree, place }, { complain }) {
    const own = { tree, place }
    const [least, most, wanted] = ['MinSize', 'MaxSize', 'DesiredCapacity'].map((name) => numberAt(own, name))
    const where = (name: string): Located['place'] => at(own, name)?.place ?? place
    if (least !== undefined && most !== undefined && least > most) complain(`MinSize ${least} is above MaxSize ${most}`, where('MinSize'))
    else if (wanted !== undefined && ((least !== undefined && wanted < least) || (most !== undefined && wanted > most)))
      complain(`DesiredCapacity ${wanted} is not between MinSize ${least ?? '?'} and MaxSize ${most ?? '?'}`, where('DesiredCapacity'))
    const policy = entryOf(member.tree, 'UpdatePolicy')
    if (policy !== undefined) checkUpdate({ tree: policy.value, place: atEntry(member.place, policy) }, most, complain)
  },
}

function checkUpdate(policy: Located, most: number | undefined, complain: ModelContext['complain']): void {
  const kept = numberAt(policy, 'AutoScalingRollingUpdate', 'MinInstancesInService')
  if (kept !== undefined && most !== undefined && kept > 0 && kept >= most)
    complain(`MinInstancesInService ${kept} must be below MaxSize ${most} for a rolling update`, policy.place, { severity: 'warning' })
}
