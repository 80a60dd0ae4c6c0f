import { itemsAt, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

export const containerWritesLogs: Rule = defineRule({
  id: 'container-writes-logs',
  pillar: 'operational-excellence',
  severity: 'medium',
  title: 'Every container writes its log somewhere',
  why: 'What a container printed is gone with it, unless a log driver took it away.',
  fix: 'Give each container a LogConfiguration, for example awslogs with a log group of this stack.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html'],
  types: ['AWS::ECS::TaskDefinition'],
  maps: { 'cdk-nag': ['AwsSolutions-ECS7', 'ECSTaskDefinitionContainerLogging'], 'security-hub': ['ECS.9'] },
  examples: {
    fail: [
      {
        name: 'one of two has none',
        props: {
          ContainerDefinitions: [
            { Name: 'app', Image: 'app', LogConfiguration: { LogDriver: 'awslogs' } },
            { Name: 'proxy', Image: 'proxy' },
          ],
        },
      },
    ],
    pass: [
      { name: 'awslogs', props: { ContainerDefinitions: [{ Name: 'app', Image: 'app', LogConfiguration: { LogDriver: 'awslogs' } }] } },
    ],
    unknown: [{ name: 'containers from a parameter', props: { ContainerDefinitions: { Ref: 'Containers' } } }],
  },
  check(node, q) {
    const containers = itemsAt(node, q, 'ContainerDefinitions')
    if (containers.unknown !== undefined) return unknownAt(containers.unknown, 'ContainerDefinitions')
    return containers.items.map(({ value, path }) => {
      const configuration = q.read(value, 'LogConfiguration')
      if (configuration.set === true) return PASS
      return configuration.known ? { is: 'fail', what: 'no LogConfiguration', path } : unknownAt(configuration, `${path}.LogConfiguration`)
    })
  },
})
