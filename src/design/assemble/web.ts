import { getAtt, ref, sub } from '#graph/index.js'
import {
  auroraPostgres,
  cloudfrontVpcOrigin,
  connectDatabase,
  fargateService,
  loadBalancer,
  rdsPostgres,
  useKey,
  vpc,
  webAcl,
} from '../blocks/index.js'
import { taskPlan } from '../search/tasks.js'
import type { Assembly, Guide } from './context.js'
import { DATABASE_NAME } from './database.js'
import { addTables } from './stores.js'
import { balancerWatches, databaseWatches, serviceWatches } from './watches.js'

/** What containers without a way to the internet need to start and to log. */
const STARTING_ENDPOINTS = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'] as const

type Network = ReturnType<typeof vpc.add>
type Service = ReturnType<typeof fargateService.add>

function addNetwork({ graph, site, plan }: Assembly): Network {
  graph.section('Network')
  const database = plan.store.value.database !== undefined
  const { value } = plan.network
  return vpc.add(
    graph,
    {
      name: 'Main',
      // A load balancer and a subnet group need two zones, whatever the tasks use.
      zones: plan.zones.value === 3 ? 3 : 2,
      tiers: ['public', 'private', ...(database ? (['data'] as const) : [])],
      nat: value === 'nat-per-az' ? 'per-az' : value === 'nat-one' ? 'one' : 'none',
      interfaceEndpoints: value === 'endpoints' ? [...STARTING_ENDPOINTS] : [],
      flowLogs: true,
    },
    site,
  )
}

function addService(assembly: Assembly, network: Network, balancer: ReturnType<typeof loadBalancer.add>): Service {
  const { graph, site, plan, requirements } = assembly
  const compute = plan.compute.value
  const { min, max } = taskPlan(plan, requirements)
  graph.section('Containers')
  return fargateService.add(
    graph,
    {
      name: 'Web',
      vpc: network.vpc,
      subnets: plan.zones.value === 1 ? network.privateSubnets.slice(0, 1) : [...network.privateSubnets],
      balancer: { listener: balancer.listener, securityGroup: balancer.securityGroup },
      architecture: compute.kind === 'fargate' ? compute.architecture : 'arm64',
      vcpu: compute.kind === 'fargate' ? compute.vcpu : 0.25,
      memoryGb: compute.kind === 'fargate' ? compute.memoryGb : 0.5,
      minTasks: min,
      maxTasks: max,
      cpuTargetPercent: Math.round(requirements.assumptions['fargate-cpu-target'] * 100),
      ...(requirements.image === undefined
        ? {}
        : { image: requirements.image, port: requirements.imagePort ?? 8080, healthCheckPath: requirements.healthCheckPath ?? '/' }),
    },
    site,
  )
}

function addDatabase(assembly: Assembly, network: Network, service: Service): void {
  const { graph, site, plan, key, watches } = assembly
  const { database } = plan.store.value
  if (database === undefined) return
  graph.section('Database')
  const shared = {
    name: 'Main',
    vpc: network.vpc,
    subnets: [...network.dataSubnets],
    database: DATABASE_NAME,
    ...(key === undefined ? {} : { key }),
  }
  if (database.kind === 'rds') {
    const { instanceClass, multiAz, storageGb } = database
    const ports = rdsPostgres.add(graph, { ...shared, instanceClass, multiAz, storageGb }, site)
    connectDatabase(graph, service, ports)
    watches.push(...databaseWatches({ instance: ports.instance }))
  } else {
    const { minAcu, maxAcu, instances } = database
    const ports = auroraPostgres.add(graph, { ...shared, minAcu, maxAcu, instances }, site)
    connectDatabase(graph, service, ports)
    watches.push(...databaseWatches({ cluster: ports.cluster }))
  }
  if (key !== undefined) useKey(graph, service.executionRole, key)
}

export function assembleWeb(assembly: Assembly): Guide {
  const { graph, site, plan, requirements, watches, notes } = assembly
  const network = addNetwork(assembly)
  const direct = plan.front.value.kind === 'alb'
  graph.section('Front door')
  const balancer = loadBalancer.add(
    graph,
    {
      name: 'Web',
      vpc: network.vpc,
      subnets: direct ? [...network.publicSubnets] : [...network.privateSubnets],
      ...(direct && requirements.domain !== undefined ? { certificate: requirements.domain.certificate } : {}),
    },
    site,
  )
  if (plan.front.value.waf) webAcl.add(graph, { name: 'Web', scope: 'REGIONAL', resource: ref(balancer.loadBalancer) }, site)
  const service = addService(assembly, network, balancer)
  addTables(assembly, undefined, [])
  addDatabase(assembly, network, service)
  if (direct) {
    graph.output('WebUrl', 'Address of the application', `https://${requirements.domain?.name ?? ''}`)
    graph.output(
      'DnsTarget',
      `Point ${requirements.domain?.name ?? 'your name'} here (CNAME or alias)`,
      getAtt(balancer.loadBalancer, 'DNSName'),
    )
  } else {
    graph.section('Public address')
    const { distribution } = cloudfrontVpcOrigin.add(
      graph,
      {
        name: 'Web',
        loadBalancer: balancer.loadBalancer,
        internetGateway: network.internetGatewayAttachment ?? '',
        domain: requirements.domain,
      },
      site,
    )
    graph.output(
      'WebUrl',
      'Address of the application',
      requirements.domain === undefined ? sub(`https://\${${distribution}.DomainName}`) : `https://${requirements.domain.name}`,
    )
    notes.push({
      kind: 'warning',
      text: 'between CloudFront and the containers requests travel as plain HTTP inside the VPC, over private addresses only; from callers to CloudFront it is HTTPS',
    })
  }
  watches.push(
    ...balancerWatches(balancer.loadBalancer, service.targetGroup, requirements),
    ...serviceWatches(service.cluster, service.service),
  )
  return guideOf(requirements.image === undefined, notes)
}

function guideOf(defaultImage: boolean, notes: Assembly['notes']): Guide {
  if (defaultImage)
    notes.push({
      kind: 'not-made',
      text: 'your application: until `image` names yours, the containers run a small public image that only answers the health check',
    })
  return {
    firstCall: [{ title: 'Call it', command: 'curl -i "$(OUTPUT WebUrl)/"' }],
    ownCode: [
      {
        title: 'Put your image into the requirements and design again',
        command: 'image: 111122223333.dkr.ecr.REGION.amazonaws.com/NAME:TAG   # with image-port and health-check',
      },
      {
        title: 'Deploy the new template: tasks are replaced one by one, and rolled back when they fail their health check',
        command: 'the deploy command above',
      },
    ],
  }
}
