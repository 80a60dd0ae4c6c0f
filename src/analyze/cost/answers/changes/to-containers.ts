import type { Json, JsonObject } from '#core/index.js'
import type { GraphChange, Query, Resource } from '#graph/index.js'
import { numberAt } from '../../read.js'
import { type Change, defineChange, no } from '../change.js'
import { withChanges } from '../situation.js'
import { type FrontDoor, FUNCTION, frontDoorOf, HTTP_API, instead, logGroupOf, REST_API, roleOf } from './front-doors.js'

const CONTAINERS = 'AlternativeService'
const BALANCED = 'AlternativeBalancer'
const TASK = 'AlternativeTask'
const GROUP = 'AlternativeTargets'
const LEAST_TASKS = 2
const MOST_TASKS = 5000
/** Megabytes that go with a quarter, a half and a whole processor. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const SIZES: readonly (readonly [cpu: number, memory: number])[] = [
  [256, 512],
  [256, 1024],
  [256, 2048],
  [512, 4096],
  [1024, 8192],
  [2048, 16_384],
]

interface Way {
  readonly id: string
  readonly title: string
  readonly gateways: number
  readonly publicAddress: boolean
}

function toContainers({ id, title, gateways, publicAddress }: Way): Change {
  return defineChange({
    id,
    title,
    caveat: `containers run all the time, ${LEAST_TASKS} of them at least, and are scaled and patched by you; database connections and code change with them`,
    refs: ['https://aws.amazon.com/fargate/pricing/', 'https://aws.amazon.com/elasticloadbalancing/pricing/'],
    apply({ situation, stacks }) {
      const what: string[] = []
      const changed = withChanges(situation, stacks, ({ q }) => {
        const door = frontDoorOf(q, [HTTP_API, REST_API], FUNCTION)
        if (door === undefined) return undefined
        what.push(`${named(door.workers)} behind ${named(door.entrances)}: two or more tasks behind a load balancer in two zones`)
        return containers(door, q, { gateways, publicAddress, launch: 'FARGATE' })
      })
      return changed === undefined ? no('no function in it stands behind an API') : { is: 'changed', what, situation: changed }
    },
  })
}

export function named(nodes: readonly Resource[]): string {
  return nodes.map(({ id }) => id).join(', ')
}

/** A public load balancer in two zones with its listener. */
function balancer(subnets: readonly Json[]): JsonObject {
  return {
    [BALANCED]: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internet-facing', Subnets: [...subnets] } },
    AlternativeListener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: BALANCED },
        Protocol: 'HTTPS',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: GROUP } }],
      },
    },
    [GROUP]: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'ip' } },
  }
}
const TARGETS: JsonObject = { Ref: GROUP }

/** The workers as containers behind a load balancer in two zones, with their roles, their logs and what they call. */
export function containers(
  door: FrontDoor,
  q: Query,
  way: Pick<Way, 'gateways' | 'publicAddress'> & { readonly launch: 'FARGATE' | 'EC2' },
): GraphChange {
  const { doors, workers } = door
  const private_ = way.gateways === 0 ? ['subnet-0', 'subnet-1'] : zones('AlternativePrivate')
  const facing = way.gateways === 0 ? ['subnet-0', 'subnet-1'] : zones('AlternativePublic')
  return {
    remove: [...doors, ...workers].map(({ id }) => id),
    replace: instead(door, BALANCED),
    add: {
      ...balancer(facing),
      ...network(way.gateways),
      [TASK]: { Type: 'AWS::ECS::TaskDefinition', Properties: taskOf(workers, q) },
      [CONTAINERS]: {
        Type: 'AWS::ECS::Service',
        Properties: {
          LaunchType: way.launch,
          TaskDefinition: { Ref: TASK },
          LoadBalancers: [{ TargetGroupArn: TARGETS, ContainerName: 'app', ContainerPort: 8080 }],
          NetworkConfiguration: {
            AwsvpcConfiguration: { AssignPublicIp: way.publicAddress ? 'ENABLED' : 'DISABLED', Subnets: private_ },
          },
        },
      },
      AlternativeScaling: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ServiceNamespace: 'ecs',
          ResourceId: { 'Fn::Sub': `service/cluster/\${${CONTAINERS}.Name}` },
          MinCapacity: LEAST_TASKS,
          MaxCapacity: MOST_TASKS,
        },
      },
    },
  }
}

function zones(name: string): Json[] {
  return [0, 1].map((zone) => ({ Ref: `${name}${zone}` }))
}

/** The processor of the functions, their memory at least, their role and their log. */
function taskOf(workers: readonly Resource[], q: Query): JsonObject {
  const memory = Math.max(...workers.map((worker) => memoryOf(worker, q)))
  const [cpu, megabytes] = SIZES.find(([, each]) => each >= memory) ?? [4096, 30_720]
  const log = workers.flatMap((worker) => logGroupOf(worker, q) ?? [])[0]
  const role = workers.flatMap((worker) => roleOf(worker, q) ?? [])[0]
  return {
    Cpu: String(cpu),
    Memory: String(megabytes),
    RuntimePlatform: { CpuArchitecture: workers.every((worker) => onArm(worker, q)) ? 'ARM64' : 'X86_64', OperatingSystemFamily: 'LINUX' },
    ...(role === undefined ? {} : { TaskRoleArn: { 'Fn::GetAtt': [role, 'Arn'] } }),
    ContainerDefinitions: [
      {
        Name: 'app',
        ...(log === undefined ? {} : { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: log.id } } } }),
      },
    ],
  }
}

function memoryOf(worker: Resource, q: Query): number {
  const memory = numberAt(q, worker, 'MemorySize')
  return typeof memory === 'number' ? memory : 128
}

function onArm(worker: Resource, q: Query): boolean {
  const first = q.read(worker, 'Architectures.0')
  return first.known && first.value === 'arm64'
}

/** Private subnets in two zones that reach the internet through one gateway, or through one in each zone. */
function network(gateways: number): JsonObject {
  if (gateways === 0) return {}
  const resources: Record<string, JsonObject> = {
    AlternativeVpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.255.0.0/16' } },
  }
  for (const zone of [0, 1]) {
    for (const tier of ['Public', 'Private'])
      resources[`Alternative${tier}${zone}`] = {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'AlternativeVpc' }, CidrBlock: `10.255.${zone}.0/24` },
      }
    const through = Math.min(zone, gateways - 1)
    if (through === zone)
      Object.assign(resources, {
        [`AlternativeAddress${zone}`]: { Type: 'AWS::EC2::EIP' },
        [`AlternativeNat${zone}`]: {
          Type: 'AWS::EC2::NatGateway',
          Properties: {
            SubnetId: { Ref: `AlternativePublic${zone}` },
            AllocationId: { 'Fn::GetAtt': [`AlternativeAddress${zone}`, 'AllocationId'] },
          },
        },
      })
    Object.assign(resources, wayOut(`${zone}`, `AlternativePrivate${zone}`, `AlternativeNat${through}`))
  }
  return resources
}

/** A route table of its own for a subnet, through a gateway. */
export function wayOut(suffix: string, subnet: string, gateway: string): JsonObject {
  return {
    [`AlternativeTable${suffix}`]: { Type: 'AWS::EC2::RouteTable', Properties: {} },
    [`AlternativeRoute${suffix}`]: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: { Ref: `AlternativeTable${suffix}` },
        NatGatewayId: { Ref: gateway },
        DestinationCidrBlock: '0.0.0.0/0',
      },
    },
    [`AlternativeAssociation${suffix}`]: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: subnet }, RouteTableId: { Ref: `AlternativeTable${suffix}` } },
    },
  }
}

export const fargate = toContainers({
  id: 'fargate',
  title: 'Fargate containers behind a load balancer, no way out of the network',
  gateways: 0,
  publicAddress: false,
})
export const fargatePublic = toContainers({
  id: 'fargate-public',
  title: 'Fargate containers behind a load balancer, a public address each',
  gateways: 0,
  publicAddress: true,
})
export const fargateOneNat = toContainers({
  id: 'fargate-one-nat',
  title: 'Fargate containers behind a load balancer and one NAT gateway',
  gateways: 1,
  publicAddress: false,
})
export const fargateTwoNat = toContainers({
  id: 'fargate-two-nat',
  title: 'Fargate containers behind a load balancer and a NAT gateway in each zone',
  gateways: 2,
  publicAddress: false,
})
