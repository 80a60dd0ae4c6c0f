import { isTrue, itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const BATCH = 'AWS::Batch::JobDefinition'

export const containerIsNotPrivileged: Rule = defineRule({
  id: 'container-is-not-privileged',
  pillar: 'security',
  severity: 'high',
  title: 'No container has the rights of its host',
  why: 'A privileged container is root on the instance: whoever breaks into it has every other task on that instance, and the role of the instance.',
  fix: 'Leave Privileged out and give the container the single Linux capability or device that it needs.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html'],
  types: ['AWS::ECS::TaskDefinition', BATCH],
  maps: { cfn_nag: ['W34'], 'security-hub': ['ECS.4'] },
  examples: {
    fail: [
      { name: 'privileged', props: { ContainerDefinitions: [{ Name: 'agent', Image: 'agent', Privileged: true }] } },
      {
        name: 'a batch job',
        type: BATCH,
        props: { Type: 'container', ContainerProperties: { Image: 'job', Privileged: 'true' } },
      },
    ],
    pass: [
      { name: 'not said', props: { ContainerDefinitions: [{ Name: 'app', Image: 'app' }] } },
      { name: 'switched off', props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', Privileged: false }] } },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', Privileged: { Ref: 'Privileged' } }] },
      },
    ],
  },
  check(node, q) {
    const judged = (read: ReturnType<typeof q.read>, path: string): Verdict => {
      if (!read.known) return unknownAt(read, path)
      return isTrue(scalarOf(read)) ? { is: 'fail', what: 'Privileged is true', path } : PASS
    }
    if (node.type === BATCH) return judged(q.read(node, 'ContainerProperties.Privileged'), 'ContainerProperties.Privileged')
    const { items } = itemsAt(node, q, 'ContainerDefinitions')
    return items.map(({ value, path }) => judged(q.read(value, 'Privileged'), `${path}.Privileged`))
  },
})
