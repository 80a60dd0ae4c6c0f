import { type Located, type ModelContext, type ResourceModel, at, itemsOf, numberOf, textOf, valuesAt } from './model.js'
import { isWhole, textAt } from './links.js'
import type { JsonObject } from '#core/index.js'

const web: JsonObject = { Name: 'web', Image: 'nginx' }
const task = (more: JsonObject, container: JsonObject = {}): JsonObject => ({
  RequiresCompatibilities: ['FARGATE'],
  NetworkMode: 'awsvpc',
  Cpu: '256',
  Memory: '512',
  ContainerDefinitions: [{ ...web, ...container }],
  ...more,
})
const LOGS: JsonObject = { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' } } }
const DRIVERS = ['awslogs', 'splunk', 'awsfirelens']

export const propertiesOfTask: ResourceModel = {
  id: 'fargate-task',
  code: 'ecs-task',
  types: ['AWS::ECS::TaskDefinition'],
  refs: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  ],
  examples: {
    wrong: [
      { name: 'another network', props: task({ NetworkMode: 'bridge' }), says: 'NetworkMode: awsvpc, not "bridge"' },
      { name: 'no size', props: task({ Memory: { Ref: 'AWS::NoValue' } }), says: 'needs Memory' },
      { name: 'logs without a role', props: task({}, LOGS), says: 'ExecutionRoleArn' },
      { name: 'secrets without a role', props: task({}, { Secrets: [{ Name: 'A', ValueFrom: 'arn:…' }] }), says: 'ExecutionRoleArn' },
      { name: 'another driver', props: task({}, { LogConfiguration: { LogDriver: 'syslog' } }), says: '"syslog"' },
      { name: 'a volume of the host', props: task({ PlacementConstraints: [{ Type: 'memberOf' }] }), says: 'PlacementConstraints' },
      { name: 'two of one name', props: { ContainerDefinitions: [web, web] }, says: 'the name "web" stands twice' },
      { name: 'nothing essential', props: { ContainerDefinitions: [{ ...web, Essential: false }] }, says: 'Essential: true' },
      {
        name: 'after one that is not there',
        props: { ContainerDefinitions: [{ ...web, DependsOn: [{ ContainerName: 'wbe', Condition: 'START' }] }] },
        says: 'no container "wbe"',
      },
      {
        name: 'another port of the host',
        props: { NetworkMode: 'awsvpc', ContainerDefinitions: [{ ...web, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] }] },
        says: 'HostPort 8080',
      },
    ],
    right: [
      { name: 'on Fargate', props: task({}) },
      { name: 'logs with a role', props: task({ ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }, LOGS) },
      { name: 'on instances', props: { NetworkMode: 'bridge', ContainerDefinitions: [{ ...web, Memory: 128 }] } },
      { name: 'an image of ECR by a variable', props: task({}, { Image: { 'Fn::Sub': '${Image}' } }) },
      { name: 'where it runs is decided later', props: task({ RequiresCompatibilities: { Ref: 'Launch' }, NetworkMode: 'host' }) },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    const containers = valuesAt(own, 'ContainerDefinitions')
      .flatMap(itemsOf)
      .flatMap((item) => valuesAt(item))
    const needs = valuesAt(own, 'RequiresCompatibilities')
      .flatMap(itemsOf)
      .map(({ tree: item }) => textOf(item)?.toUpperCase())
    if (needs.includes('FARGATE')) checkFargate(own, containers, context)
    checkNames(containers, own, context)
    if (textAt(own, 'NetworkMode') === 'awsvpc') for (const each of containers) checkPorts(each, context)
  },
}

function checkFargate(own: Located, containers: readonly Located[], context: ModelContext): void {
  const { complain } = context
  for (const name of ['Cpu', 'Memory', 'NetworkMode'])
    if (at(own, name) === undefined) complain(`a task on Fargate needs ${name}${name === 'NetworkMode' ? ': awsvpc' : ''}`, own.place)
  for (const { tree, place } of valuesAt(own, 'NetworkMode')) {
    const mode = textOf(tree) ?? 'awsvpc'
    if (mode !== 'awsvpc') complain(`a task on Fargate needs NetworkMode: awsvpc, not "${mode}"`, place, { atValue: true })
  }
  const constraints = at(own, 'PlacementConstraints')
  if (constraints !== undefined) complain('a task on Fargate takes no PlacementConstraints', constraints.place)
  for (const container of containers) checkContainer(container, at(own, 'ExecutionRoleArn') !== undefined, context)
}

function checkContainer(container: Located, hasRole: boolean, { complain }: ModelContext): void {
  const driver = textAt(container, 'LogConfiguration', 'LogDriver')
  const where = at(container, 'LogConfiguration')?.place ?? container.place
  if (driver !== undefined && !DRIVERS.includes(driver) && !driver.includes('${'))
    complain(`Fargate has no log driver "${driver}"; it has ${DRIVERS.join(', ')}`, where)
  const reasons = [
    ...(at(container, 'Secrets') === undefined ? [] : ['has Secrets']),
    ...(driver === 'awslogs' ? ['writes logs with awslogs'] : []),
  ]
  if (!hasRole && reasons.length > 0)
    complain(`the container ${reasons.join(' and ')}, for which the task needs ExecutionRoleArn`, container.place)
}

function checkNames(containers: readonly Located[], own: Located, { complain }: ModelContext): void {
  const names = containers.map((each) => textAt(each, 'Name'))
  const seen = new Set<string>()
  containers.forEach((each, index) => {
    const name = names[index]
    if (name === undefined) return
    if (seen.has(name)) complain(`the name "${name}" stands twice among the containers of the task`, at(each, 'Name')?.place ?? each.place)
    seen.add(name)
  })
  const known = names.every((name) => name !== undefined && !name.includes('${'))
  if (!known || containers.length === 0) return
  for (const each of containers) {
    for (const link of valuesAt(each, 'DependsOn').flatMap(itemsOf)) {
      const name = textAt(link, 'ContainerName')
      if (name !== undefined && !seen.has(name))
        complain(`the task has no container "${name}"`, at(link, 'ContainerName')?.place ?? link.place, { atValue: true })
    }
  }
  const idle = containers.every((each) => textAt(each, 'Essential')?.toLowerCase() === 'false')
  if (idle) complain('one container of the task must be Essential: true', at(own, 'ContainerDefinitions')?.place ?? own.place)
}

function checkPorts(container: Located, { complain }: ModelContext): void {
  for (const mapping of valuesAt(container, 'PortMappings').flatMap(itemsOf)) {
    const [host, inside] = [at(mapping, 'HostPort'), at(mapping, 'ContainerPort')].map((port) => numberOf(port?.tree))
    if (host !== undefined && inside !== undefined && host !== inside && host !== 0)
      complain(
        `with NetworkMode awsvpc HostPort ${host} must be ContainerPort ${inside}, or be left out`,
        at(mapping, 'HostPort')?.place ?? mapping.place,
      )
  }
}
