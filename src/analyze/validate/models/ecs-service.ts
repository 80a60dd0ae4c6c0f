import { didYouMean, type JsonObject } from '#core/index.js'
import { isWhole, linked, propertiesOf, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, itemsOf, numberOf, textOf, valuesAt } from './model.js'

const SERVICE = 'AWS::ECS::Service'
const TASK = 'AWS::ECS::TaskDefinition'
const template = (service: JsonObject, task: JsonObject = {}): JsonObject => ({
  Resources: {
    Service: { Type: SERVICE, Properties: { TaskDefinition: { Ref: 'Task' }, ...service } },
    Task: {
      Type: TASK,
      Properties: { ContainerDefinitions: [{ Name: 'web', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }], ...task },
    },
  },
})
const balanced = (ContainerName: string, ContainerPort: number): JsonObject => ({
  LoadBalancers: [{ ContainerName, ContainerPort, TargetGroupArn: 'arn' }],
})
const NETWORK: JsonObject = { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } } }

export const taskOfService: ResourceModel = {
  id: 'ecs-service',
  code: 'ecs-service',
  types: [SERVICE],
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html'],
  examples: {
    wrong: [
      { name: 'no such container', template: template(balanced('wbe', 80)), says: 'no container "wbe" (did you mean "web"?)' },
      { name: 'no such port', template: template(balanced('web', 8080)), says: 'web opens 80, not 8080' },
      { name: 'no network', template: template({}, { NetworkMode: 'awsvpc' }), says: 'needs NetworkConfiguration' },
      {
        name: 'a task that Fargate does not run',
        template: template({ LaunchType: 'FARGATE', ...NETWORK }, { NetworkMode: 'awsvpc', RequiresCompatibilities: ['EC2'] }),
        says: 'RequiresCompatibilities of Task lacks FARGATE',
      },
      {
        name: 'a task in another network',
        template: template({ LaunchType: 'FARGATE', ...NETWORK }, { NetworkMode: 'host' }),
        says: 'awsvpc',
      },
    ],
    right: [
      { name: 'all there', template: template(balanced('web', 80)) },
      {
        name: 'on Fargate',
        template: template({ LaunchType: 'FARGATE', ...NETWORK }, { NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] }),
      },
      {
        name: 'names decided at deployment',
        template: template(balanced('web', 80), { ContainerDefinitions: [{ Name: { Ref: 'Name' } }] }),
      },
      { name: 'a task from elsewhere', props: { TaskDefinition: { Ref: 'Task' }, ...balanced('web', 80) } },
      { name: 'deployed by others', template: template({ DeploymentController: { Type: 'EXTERNAL' } }, { NetworkMode: 'awsvpc' }) },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    const task = linked(own, 'TaskDefinition', [TASK], context.declared)
    if (task === undefined || !isWhole(own)) return
    const theirs = propertiesOf(task)
    checkLaunch(own, { id: task.id, theirs }, context)
    checkBalancers(own, theirs, context)
  },
}

function checkLaunch(own: Located, task: { readonly id: string; readonly theirs: Located }, context: ModelContext): void {
  const { id, theirs } = task
  const external = textAt(own, 'DeploymentController', 'Type') === 'EXTERNAL'
  if (textAt(theirs, 'NetworkMode') === 'awsvpc' && at(own, 'NetworkConfiguration') === undefined && !external)
    context.complain(`a service of ${id}, whose NetworkMode is awsvpc, needs NetworkConfiguration`, own.place)
  if (textAt(own, 'LaunchType') === 'FARGATE' && isWhole(theirs)) checkFargate(own, task, context)
}

function checkFargate(own: Located, { id, theirs }: { readonly id: string; readonly theirs: Located }, { complain }: ModelContext): void {
  const where = at(own, 'TaskDefinition')?.place ?? own.place
  const mode = at(theirs, 'NetworkMode') === undefined ? 'none' : (textAt(theirs, 'NetworkMode') ?? 'awsvpc')
  const needs = valuesAt(theirs, 'RequiresCompatibilities')
    .flatMap(itemsOf)
    .map(({ tree }) => textOf(tree)?.toUpperCase())
  const known = needs.length > 0 && !needs.includes(undefined)
  if (mode !== 'awsvpc') complain(`Fargate runs only tasks with NetworkMode: awsvpc, and ${id} has ${mode}`, where)
  else if (known && !needs.includes('FARGATE')) complain(`RequiresCompatibilities of ${id} lacks FARGATE`, where)
}

function checkBalancers(own: Located, theirs: Located, { complain }: ModelContext): void {
  const containers = valuesAt(theirs, 'ContainerDefinitions').flatMap(itemsOf)
  const named = containers.map((each) => ({ each, name: textAt(each, 'Name') }))
  if (named.length === 0 || named.some(({ name }) => name === undefined || name.includes('${'))) return
  for (const balancer of valuesAt(own, 'LoadBalancers').flatMap(itemsOf)) {
    const [given, port] = [at(balancer, 'ContainerName'), at(balancer, 'ContainerPort')]
    const name = textOf(given?.tree)
    if (given === undefined || name === undefined || name.includes('${')) continue
    const container = named.find((each) => each.name === name)?.each
    const names = named.flatMap((each) => each.name ?? [])
    if (container === undefined) complain(`the task has no container "${name}"${didYouMean(name, names)}`, given.place, { atValue: true })
    else if (port !== undefined) checkPort(port, { container, name }, complain)
  }
}

function checkPort(
  port: Located,
  { container, name }: { readonly container: Located; readonly name: string },
  complain: ModelContext['complain'],
): void {
  const wanted = numberOf(port.tree)
  const mappings = at(container, 'PortMappings')
  const open = (mappings === undefined ? [] : itemsOf(mappings)).map((mapping) => numberOf(at(mapping, 'ContainerPort')?.tree))
  const unknown = mappings !== undefined && mappings.tree.kind !== 'list'
  if (wanted === undefined || unknown || open.includes(undefined) || open.includes(wanted)) return
  const ports = open.length === 0 ? 'no port' : open.join(', ')
  complain(`the container ${name} opens ${ports}, not ${wanted}`, port.place, { atValue: true })
}
