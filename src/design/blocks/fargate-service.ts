import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { addExecutionRole, addTaskRole, secretField } from './fargate-roles.js'
import { addScaling } from './fargate-scaling.js'
import { FIRST_COMMAND, FIRST_IMAGE, FIRST_USER } from './first-server.js'
import { loadBalancer } from './load-balancer.js'
import { logGroup } from './log-group.js'
import { vpc } from './vpc.js'

/** Name of the container in the task definition. */
const CONTAINER = 'app'

// Memory (MB) that Fargate sells with each size of CPU (1024 is one vCPU).
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size (read 2026-11-21)
const SIZES: Readonly<Record<number, { readonly least: number; readonly most: number; readonly step: number }>> = {
  512: { least: 1024, most: 4096, step: 1024 },
  1024: { least: 2048, most: 8192, step: 1024 },
  2048: { least: 4096, most: 16_384, step: 1024 },
  4096: { least: 8192, most: 30_720, step: 1024 },
  8192: { least: 16_384, most: 61_440, step: 4096 },
  16384: { least: 32_768, most: 122_880, step: 8192 },
}

function isSize(cpu: number, memoryMb: number): boolean {
  if (cpu === 256) return [512, 1024, 2048].includes(memoryMb)
  const size = SIZES[cpu]
  return size !== undefined && memoryMb >= size.least && memoryMb <= size.most && (memoryMb - size.least) % size.step === 0
}

const Params = z
  .strictObject({
    name: LogicalName.default('Web'),
    vpc: LogicalId,
    /** Private subnets with a way to the registry of the image (a NAT gateway for public ones). */
    subnets: z.array(LogicalId).min(1).readonly(),
    /** The load balancer in front: its listener gets this service as target. */
    front: z.strictObject({ loadBalancer: LogicalId, listener: LogicalId, securityGroup: LogicalId }),
    /** Routes or endpoints that must stand before a task can pull its image. */
    dependsOn: z.array(LogicalId).readonly().default([]),
    /** An image of the user's, run as it is; without it a small server that answers every path. */
    image: z.string().min(1).optional(),
    port: z.int().min(1).max(65_535).default(8080),
    healthPath: z
      .string()
      .regex(/^\/[\x21-\x7e]*$/)
      .default('/health'),
    architecture: z.enum(['arm64', 'x86_64']).default('arm64'),
    /** CPU units, 1024 to a vCPU. */
    cpu: z.int().default(256),
    memoryMb: z.int().default(512),
    tasks: z.strictObject({ minimum: z.int().min(1), maximum: z.int().min(1) }).default({ minimum: 2, maximum: 10 }),
    /** Percent of CPU that autoscaling holds. */
    cpuTarget: z.int().min(10).max(90).default(50),
    /** Requests a minute and task that autoscaling holds, besides the CPU. */
    requestTarget: z.int().min(1).optional(),
    environment: z.record(z.string(), z.custom<Json>()).default({}),
    /** Values from Secrets Manager: ARN of the secret as template value, and the key in its JSON. */
    secrets: z.record(z.string(), z.strictObject({ arn: z.custom<Json>(), key: z.string().optional() })).default({}),
    /** Logical id of a KMS key for the log group. */
    key: LogicalId.optional(),
  })
  .refine(({ cpu, memoryMb }) => isSize(cpu, memoryMb), { message: 'Fargate has no such pair of cpu and memoryMb', path: ['memoryMb'] })
  .refine(({ tasks }) => tasks.minimum <= tasks.maximum, { message: 'minimum is above maximum', path: ['tasks'] })

type Parameters = z.output<typeof Params>

export interface FargatePorts {
  readonly cluster: string
  readonly service: string
  readonly taskDefinition: string
  readonly taskRole: string
  readonly executionRole: string
  readonly securityGroup: string
  readonly targetGroup: string
  readonly logGroup: string
}

type Standing = Pick<z.input<typeof Params>, 'vpc' | 'subnets' | 'front' | 'dependsOn'>

/** What a service stands on, for examples: a VPC and a load balancer behind CloudFront. */
function standing(graph: GraphBuilder, site: Site): Standing {
  const network = vpc.add(graph, { zones: 2, nat: 'one' }, site)
  const {
    loadBalancer: balancer,
    listener,
    securityGroup,
  } = loadBalancer.add(graph, { vpc: network.vpc, subnets: network.privateSubnets, exposure: { kind: 'cloudfront' } }, site)
  return {
    vpc: network.vpc,
    subnets: network.privateSubnets,
    front: { loadBalancer: balancer, listener, securityGroup },
    dependsOn: network.internetRoutes,
  }
}

export const fargateService = defineBlock<typeof Params, FargatePorts>({
  id: 'fargate-service',
  title: 'Fargate service',
  intent: 'Run containers without servers of your own: as many as the load needs, and back to the last version when a new one fails.',
  refs: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',
  ],
  params: Params,
  guarantees: [
    'container-is-not-privileged',
    'container-writes-logs',
    'task-root-filesystem-is-read-only',
    'service-assigns-no-public-ip',
    'service-rolls-back-failed-deployments',
    'cluster-has-container-insights',
    'log-group-has-retention',
  ],
  examples: [
    { name: 'defaults', params: standing },
    {
      name: 'own image from ECR, scaled by requests',
      params: (graph, site) => ({
        ...standing(graph, site),
        name: 'Shop',
        image: `111122223333.dkr.ecr.${site.region}.amazonaws.com/shop:1.2.3`,
        architecture: 'x86_64',
        cpu: 1024,
        memoryMb: 2048,
        requestTarget: 600,
        environment: { MODE: 'live' },
        secrets: { API_KEY: { arn: `arn:aws:secretsmanager:${site.region}:111122223333:secret:api-AbCdEf`, key: 'key' } },
      }),
    },
  ],
  vary: {
    architecture: ['arm64', 'x86_64'],
    tasks: [
      { minimum: 1, maximum: 1 },
      { minimum: 3, maximum: 40 },
    ],
    cpu: [256, 512, 2048],
    memoryMb: [1024, 2048, 4096],
    cpuTarget: [10, 50, 90],
    requestTarget: [undefined, 1000],
    healthPath: ['/', '/health'],
  },
  build(graph: GraphBuilder, params, site: Site): FargatePorts {
    const { name } = params
    const logs = logGroup.add(graph, { id: `${name}ServiceLogs`, key: params.key }, site).logGroup
    const secrets = Object.values(params.secrets).map(({ arn }) => arn)
    const executionRole = addExecutionRole(graph, { name, logs, image: params.image, secrets })
    const taskRole = addTaskRole(graph, name)
    const taskDefinition = addTaskDefinition(graph, params, { logs, executionRole, taskRole })
    const cluster = graph.add('AWS::ECS::Cluster', `${name}Cluster`, { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] })
    const securityGroup = addSecurityGroup(graph, params)
    const targetGroup = addTargetGroup(graph, params)
    const service = addService(graph, params, { cluster, taskDefinition, securityGroup, targetGroup })
    addScaling(graph, { cluster, service, targetGroup, loadBalancer: params.front.loadBalancer, ...params })
    return { cluster, service, taskDefinition, taskRole, executionRole, securityGroup, targetGroup, logGroup: logs }
  },
})

function addTaskDefinition(
  graph: GraphBuilder,
  params: Parameters,
  parts: { readonly logs: string; readonly executionRole: string; readonly taskRole: string },
): string {
  const environment = { PORT: String(params.port), HEALTH_PATH: params.healthPath, ...params.environment }
  const own = params.image !== undefined
  return graph.add('AWS::ECS::TaskDefinition', `${params.name}Task`, {
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    RuntimePlatform: { CpuArchitecture: params.architecture === 'arm64' ? 'ARM64' : 'X86_64', OperatingSystemFamily: 'LINUX' },
    Cpu: String(params.cpu),
    Memory: String(params.memoryMb),
    ExecutionRoleArn: getAtt(parts.executionRole, 'Arn'),
    TaskRoleArn: getAtt(parts.taskRole, 'Arn'),
    // an image of the user's gets a /tmp to write to; who may write there is the image's business
    ...(own ? { Volumes: [{ Name: 'tmp' }] } : {}),
    ContainerDefinitions: [
      {
        Name: CONTAINER,
        Image: params.image ?? FIRST_IMAGE,
        Essential: true,
        ...(own
          ? { MountPoints: [{ SourceVolume: 'tmp', ContainerPath: '/tmp', ReadOnly: false }] }
          : { User: FIRST_USER, Command: [...FIRST_COMMAND] }),
        ReadonlyRootFilesystem: true,
        LinuxParameters: { InitProcessEnabled: true },
        PortMappings: [{ ContainerPort: params.port, Protocol: 'tcp' }],
        Environment: Object.entries(environment).map(([Name, Value]) => ({ Name, Value })),
        ...(Object.keys(params.secrets).length === 0
          ? {}
          : { Secrets: Object.entries(params.secrets).map(([Name, { arn, key }]) => ({ Name, ValueFrom: secretField(arn, key) })) }),
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': ref(parts.logs), 'awslogs-region': ref('AWS::Region'), 'awslogs-stream-prefix': CONTAINER },
        },
      },
    ],
  })
}

function addSecurityGroup(graph: GraphBuilder, { name, vpc: network, front, port }: Parameters): string {
  return graph.add('AWS::EC2::SecurityGroup', `${name}ServiceSecurityGroup`, {
    GroupDescription: 'Tasks: reached by the load balancer alone',
    VpcId: ref(network),
    SecurityGroupIngress: [
      {
        Description: 'Load balancer',
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        SourceSecurityGroupId: getAtt(front.securityGroup, 'GroupId'),
      },
    ],
    SecurityGroupEgress: [
      { Description: 'HTTPS: image, logs, secrets, other services', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
    ],
  })
}

function addTargetGroup(graph: GraphBuilder, { name, vpc: network, port, healthPath, front }: Parameters): string {
  const group = graph.add('AWS::ElasticLoadBalancingV2::TargetGroup', `${name}Targets`, {
    VpcId: ref(network),
    TargetType: 'ip',
    Protocol: 'HTTP',
    Port: port,
    HealthCheckPath: healthPath,
    HealthCheckIntervalSeconds: 15,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: '200-399' },
    TargetGroupAttributes: [
      { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
      { Key: 'stickiness.enabled', Value: 'false' },
    ],
  })
  graph.update(front.listener, () => ({ DefaultActions: [{ Type: 'forward', TargetGroupArn: ref(group) }] }))
  return group
}

function addService(
  graph: GraphBuilder,
  params: Parameters,
  parts: { readonly cluster: string; readonly taskDefinition: string; readonly securityGroup: string; readonly targetGroup: string },
): string {
  const properties: JsonObject = {
    Cluster: ref(parts.cluster),
    TaskDefinition: ref(parts.taskDefinition),
    LaunchType: 'FARGATE',
    PlatformVersion: 'LATEST',
    DeploymentConfiguration: {
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    },
    AvailabilityZoneRebalancing: 'ENABLED',
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        Subnets: params.subnets.map(ref),
        SecurityGroups: [getAtt(parts.securityGroup, 'GroupId')],
      },
    },
    LoadBalancers: [{ ContainerName: CONTAINER, ContainerPort: params.port, TargetGroupArn: ref(parts.targetGroup) }],
    HealthCheckGracePeriodSeconds: 60,
    EnableExecuteCommand: false,
    EnableECSManagedTags: true,
    PropagateTags: 'SERVICE',
  }
  return graph.add('AWS::ECS::Service', `${params.name}Service`, properties, {
    comment: 'No DesiredCount: autoscaling sets it, and an update of the stack would set it back.',
    dependsOn: [params.front.listener, ...params.dependsOn],
  })
}
