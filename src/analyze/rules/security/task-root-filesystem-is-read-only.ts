import { stated } from '../flags.js'
import { isTrue, itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const taskRootFilesystemIsReadOnly: Rule = defineRule({
  id: 'task-root-filesystem-is-read-only',
  pillar: 'security',
  severity: 'low',
  title: 'Containers cannot change their own programs',
  why: 'With a root filesystem that can be written, a break-in can put its own programs into a running container.',
  fix: 'Set ReadonlyRootFilesystem to true and mount a volume where the program must write.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html'],
  types: ['AWS::ECS::TaskDefinition'],
  maps: { 'security-hub': ['ECS.5'] },
  examples: {
    fail: [{ name: 'not said', props: { ContainerDefinitions: [{ Name: 'app', Image: 'app' }] } }],
    pass: [
      { name: 'read-only', props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', ReadonlyRootFilesystem: true }] } },
      {
        name: 'Windows, which cannot',
        props: {
          RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
          ContainerDefinitions: [{ Name: 'app', Image: 'app' }],
        },
      },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', ReadonlyRootFilesystem: { Ref: 'Fixed' } }] },
      },
    ],
  },
  check(node, q) {
    if (String(scalarOf(q.read(node, 'RuntimePlatform.OperatingSystemFamily'))).startsWith('WINDOWS')) return PASS
    const containers = itemsAt(node, q, 'ContainerDefinitions')
    if (containers.unknown !== undefined) return unknownAt(containers.unknown, 'ContainerDefinitions')
    return containers.items.map(({ value, path: container }) => {
      const path = `${container}.ReadonlyRootFilesystem`
      const read = q.read(value, 'ReadonlyRootFilesystem')
      if (!read.known) return unknownAt(read, path)
      return isTrue(scalarOf(read)) ? PASS : { is: 'fail', what: stated('ReadonlyRootFilesystem', scalarOf(read)), path }
    })
  },
})
