import { invariant } from '#core/index.js'
import { getAtt, ref, sub } from '#graph/index.js'
import {
  auroraPostgres,
  cloudfrontVpcOrigin,
  connectDatabase,
  connectTable,
  fargateService,
  loadBalancer,
  openBucketToContainer,
  rdsPostgres,
  useKey,
  useTableKey,
  vpc,
  takesCloudFrontLogs,
  vpcOriginZones,
  webAcl,
} from '../blocks/index.js'
import { taskPlan } from '../search/tasks.js'
import type { Requirements } from '#spec/index.js'
import type { Command } from '../types.js'
import { type Assembly, type Guide, logicalName, physicalId, sendsLargeBodies } from './context.js'
import { DATABASE_NAME, unprotectDatabase } from './database.js'
import { addBuckets, addTables } from './stores.js'
import { balancerWatches, databaseWatches, serviceWatches } from './watches.js'

/** What containers without a way to the internet need to start and to log. */
const STARTING_ENDPOINTS = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'] as const

type Network = ReturnType<typeof vpc.add>
type Service = ReturnType<typeof fargateService.add>
interface Balancer {
  readonly loadBalancer: string
  readonly listener: string
  readonly securityGroup: string
}

function addNetwork({ graph, site, plan }: Assembly): Network {
  graph.section('Network')
  const database = plan.store.value.database !== undefined
  const { value } = plan.network
  const zoneIds = plan.front.value.kind === 'cloudfront-alb' ? vpcOriginZones(site.region) : undefined
  return vpc.add(
    graph,
    {
      name: 'Main',
      // A load balancer and a subnet group need two zones, whatever the tasks use.
      zones: plan.zones.value === 3 ? 3 : 2,
      tiers: ['public', 'private', ...(database ? (['data'] as const) : [])],
      nat: value === 'nat-per-az' ? 'per-az' : value === 'nat-one' ? 'one' : 'none',
      interfaceEndpoints: value === 'endpoints' ? [...STARTING_ENDPOINTS] : [],
      internetGateway: plan.front.value.kind === 'cloudfront-alb',
      ...(zoneIds === undefined ? {} : { zoneIds }),
      flowLogs: true,
    },
    site,
  )
}

function addService(assembly: Assembly, network: Network, balancer: Balancer): Service {
  const { graph, site, plan, requirements } = assembly
  const compute = plan.compute.value
  invariant(compute.kind === 'fargate', 'a web design without containers')
  const { min, max } = taskPlan(plan, requirements)
  const { image, imagePort, healthCheckPath } = requirements
  graph.section('Containers')
  return fargateService.add(
    graph,
    {
      name: 'Web',
      vpc: network.vpc,
      subnets: plan.zones.value === 1 ? network.privateSubnets.slice(0, 1) : network.privateSubnets,
      front: balancer,
      dependsOn: network.internetRoutes.length > 0 ? network.internetRoutes : network.endpoints,
      architecture: compute.architecture,
      cpu: compute.vcpu * 1024,
      memoryMb: compute.memoryGb * 1024,
      tasks: { minimum: min, maximum: max },
      cpuTarget: Math.round(Math.min(0.9, Math.max(0.1, requirements.assumptions['fargate-cpu-target'])) * 100),
      ...(image === undefined ? {} : { image }),
      ...(imagePort === undefined ? {} : { port: imagePort }),
      ...(healthCheckPath === undefined ? {} : { healthPath: healthCheckPath }),
    },
    site,
  )
}

function addDatabase(assembly: Assembly, network: Network, service: Service): void {
  const { graph, site, plan, key, watches, notes } = assembly
  const { database } = plan.store.value
  if (database === undefined) return
  graph.section('Database')
  const shared = {
    name: 'Main',
    vpc: network.vpc,
    subnets: network.dataSubnets,
    database: DATABASE_NAME,
    ...(key === undefined ? {} : { key }),
  }
  if (database.kind === 'rds') {
    const { instanceClass, multiAz, storageGb } = database
    const ports = rdsPostgres.add(graph, { ...shared, instanceClass, multiAz, storageGb, maximumStorageGb: Math.ceil(storageGb * 2) }, site)
    connectDatabase(graph, service, { ...ports, host: ports.instance })
    watches.push(...databaseWatches({ instance: ports.instance }))
  } else {
    const { minAcu, maxAcu, instances } = database
    const ports = auroraPostgres.add(graph, { ...shared, minAcu, maxAcu, instances }, site)
    connectDatabase(graph, service, { ...ports, host: ports.cluster })
    watches.push(...databaseWatches({ cluster: ports.cluster }))
  }
  if (key !== undefined) for (const role of [service.executionRole, service.taskRole]) useKey(graph, role, key)
  notes.push({
    kind: 'warning',
    text: 'RDS changes the password of the database every seven days, and DB_PASSWORD stays what it was when a task started: let your application read the secret DB_SECRET_ARN again when the database refuses a login, or give it a user of its own',
  })
}

function addFrontDoor(assembly: Assembly, network: Network): Balancer {
  const { graph, site, plan, requirements } = assembly
  const direct = plan.front.value.kind === 'alb' ? requirements.domain : undefined
  graph.section('Load balancer')
  const balancer = loadBalancer.add(
    graph,
    {
      name: 'Web',
      vpc: network.vpc,
      subnets: direct === undefined ? network.privateSubnets : network.publicSubnets,
      exposure: direct === undefined ? { kind: 'cloudfront' } : { kind: 'internet', certificate: direct.certificate },
    },
    site,
  )
  if (plan.front.value.waf) {
    const resource = ref(balancer.loadBalancer)
    webAcl.add(graph, { name: 'Web', scope: 'REGIONAL', resource, largeBodies: sendsLargeBodies(requirements) }, site)
  }
  return { loadBalancer: balancer.loadBalancer, listener: balancer.listener, securityGroup: balancer.securityGroup }
}

function addAddress(assembly: Assembly, network: Network, balancer: Balancer): void {
  const { graph, site, plan, requirements, notes } = assembly
  const { domain } = requirements
  if (plan.front.value.kind === 'alb') {
    graph.output('WebUrl', 'Address of the application', `https://${domain?.name ?? ''}`)
    graph.output('DnsTarget', `Point ${domain?.name ?? 'your name'} here (CNAME or alias)`, getAtt(balancer.loadBalancer, 'DNSName'))
    return
  }
  const { internetGatewayAttachment } = network
  invariant(internetGatewayAttachment !== undefined, 'a VPC origin needs an internet gateway')
  graph.section('Public address')
  const { distribution } = cloudfrontVpcOrigin.add(
    graph,
    {
      name: 'Edge',
      loadBalancer: balancer.loadBalancer,
      listener: balancer.listener,
      internetGatewayAttachment,
      readTimeoutSeconds: Math.min(60, Math.max(30, Math.ceil(requirements.workload.work.maxSeconds))),
      ...(domain === undefined ? {} : { domain }),
    },
    site,
  )
  graph.output(
    'WebUrl',
    'Address of the application',
    domain === undefined ? sub(`https://\${${distribution}.DomainName}`) : `https://${domain.name}`,
  )
  if (domain !== undefined) graph.output('DnsTarget', `Point ${domain.name} here (CNAME or alias)`, getAtt(distribution, 'DomainName'))
  if (!takesCloudFrontLogs(site.region))
    notes.push({
      kind: 'not-made',
      text: `access logs of CloudFront: it delivers none to buckets in ${site.region}; the load balancer's logs hold the same requests`,
    })
  notes.push(
    { kind: 'warning', text: 'WebSockets do not pass CloudFront VPC origins' },
    {
      kind: 'stays-after-teardown',
      text: 'nothing of the VPC, but its deletion may fail once while CloudFront still holds a security group and network interfaces in it: delete the stack again some minutes later',
    },
  )
  notes.push({
    kind: 'warning',
    text: 'between CloudFront and the containers requests travel as plain HTTP inside the VPC, over private addresses only; from callers to CloudFront it is HTTPS',
  })
}

/** The tables and buckets of a container design; the task role may use them. */
function connectStores(assembly: Assembly, service: Service): void {
  addTables(assembly, undefined, [])
  for (const need of assembly.plan.store.value.tables)
    connectTable(assembly.graph, service, { name: need.name, table: `${logicalName(need.name)}Table` })
  addBuckets(assembly, (bucket, need) => openBucketToContainer(assembly.graph, service, { name: need.name, bucket }))
  const { tables, buckets } = assembly.plan.store.value
  if (assembly.key !== undefined && tables.length > 0) useTableKey(assembly.graph, service.taskRole, assembly.key)
  if (assembly.key !== undefined && buckets.length > 0) useKey(assembly.graph, service.taskRole, assembly.key)
}

export function assembleWeb(assembly: Assembly): Guide {
  const { requirements, watches, notes } = assembly
  const network = addNetwork(assembly)
  const balancer = addFrontDoor(assembly, network)
  const service = addService(assembly, network, balancer)
  connectStores(assembly, service)
  addDatabase(assembly, network, service)
  addAddress(assembly, network, balancer)
  watches.push(
    ...balancerWatches(balancer.loadBalancer, service.targetGroup, requirements),
    ...serviceWatches(service.cluster, service.service),
  )
  const protectedOnes = assembly.site.defaults.keepsData
    ? [unprotectBalancer(requirements, balancer.loadBalancer), ...unprotectDatabase(assembly)]
    : []
  return { ...guideOf(requirements.image === undefined, notes), beforeTeardown: protectedOnes }
}

function unprotectBalancer({ name, region }: Requirements, balancer: string): Command {
  return {
    title: 'Let the load balancer be deleted',
    command: `aws elbv2 modify-load-balancer-attributes --region ${region} --load-balancer-arn ${physicalId(name, region, balancer)} --attributes Key=deletion_protection.enabled,Value=false`,
  }
}

function guideOf(defaultImage: boolean, notes: Assembly['notes']): Omit<Guide, 'beforeTeardown'> {
  if (defaultImage)
    notes.push({
      kind: 'not-made',
      text: 'your application: until `image` names yours, the containers run a small public image that only answers the health check',
    })
  return {
    firstCall: [{ title: 'Call it', command: 'curl -i "$(OUTPUT WebUrl)/"' }],
    ownCode: [
      {
        title:
          'Name your image in `requirements.yaml` in this folder (`image`, `image-port`, `health-check`) and design again. ' +
          'The deploy command above then replaces the tasks one by one, and rolls back when they fail their health check',
        command: 'stanchion design requirements.yaml --out .',
      },
    ],
  }
}
