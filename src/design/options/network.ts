import { environmentDefaults } from '#spec/index.js'
import type { NetworkKind, Option, Zones } from '../plan.js'
import { type Check, inRegion, type Judged, judge, type Needs } from './limits.js'

const NETWORKS: readonly Option<NetworkKind>[] = [
  { id: 'no-vpc', title: 'No VPC', brief: '', value: 'none', services: [], operations: 0, lockIn: 0 },
  {
    id: 'isolated',
    title: 'VPC without a way out, for the database',
    brief: 'isolated VPC',
    value: 'isolated',
    services: ['vpc'],
    operations: 1,
    lockIn: 0,
  },
  {
    id: 'nat-per-az',
    title: 'VPC with a NAT gateway in each zone',
    brief: 'NAT per zone',
    value: 'nat-per-az',
    services: ['vpc', 'nat-gateway'],
    operations: 3,
    lockIn: 0,
  },
  {
    id: 'nat-one',
    title: 'VPC with one NAT gateway',
    brief: 'one NAT',
    value: 'nat-one',
    services: ['vpc', 'nat-gateway'],
    operations: 2,
    lockIn: 0,
  },
  {
    id: 'endpoints',
    title: 'VPC with interface endpoints and no way to the internet',
    brief: 'endpoints, no NAT',
    value: 'endpoints',
    services: ['vpc', 'vpc-endpoint'],
    operations: 3,
    lockIn: 0,
  },
]

// A private registry is the only one that an endpoint reaches.
const PRIVATE_REGISTRY = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//

function pullable({ requirements }: Needs): Check {
  return () =>
    requirements.image !== undefined && PRIVATE_REGISTRY.test(requirements.image)
      ? undefined
      : {
          rule: 'image can be pulled',
          value: requirements.image ?? 'the public default image',
          limit: 'endpoints reach private Amazon ECR only: give image, or use a NAT gateway',
          source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (2026-11-21)',
        }
}

/** How private parts reach the outside. Which of these fit a compute and a store is settled when they are combined. */
export function networkOptions(needs: Needs): Judged<NetworkKind> {
  const perZone = needs.requirements.must.includes('nat-per-az')
  return judge(
    'network',
    needs,
    NETWORKS.filter(({ value }) => concerns(needs.requirements, value)).map((option) => ({
      option,
      checks: [
        ...(option.value === 'none' ? [] : [inRegion(needs, 'AWS::EC2::VPC')]),
        ...(option.value === 'endpoints' ? [pullable(needs)] : []),
        ...(perZone && (option.value === 'nat-one' || option.value === 'endpoints') ? [asked('nat-per-az', option.title)] : []),
      ],
    })),
  )
}

/** A way out is for containers and a VPC for what runs in one: other kinds have nothing to choose there. */
function concerns({ workload }: Needs['requirements'], network: NetworkKind): boolean {
  if (network === 'none') return true
  return workload.kind === 'worker' ? network === 'isolated' : workload.kind !== 'static-site'
}

function asked(word: string, title: string): Check {
  return () => ({ rule: 'must', value: title, limit: word, source: 'requirements' })
}

const ZONES: readonly Option<Zones>[] = [
  { id: 'regional', title: 'Spread over zones by the services', brief: '', value: 0, services: [], operations: 0, lockIn: 0 },
  { id: '1-az', title: 'One availability zone', brief: '1 zone', value: 1, services: [], operations: 0, lockIn: 0 },
  { id: '2-az', title: 'Two availability zones', brief: '2 zones', value: 2, services: [], operations: 0, lockIn: 0 },
  { id: '3-az', title: 'Three availability zones', brief: '3 zones', value: 3, services: [], operations: 0, lockIn: 0 },
]

/** How many zones. `must` decides; else the environment's default is the least. */
export function zoneOptions(needs: Needs): Judged<Zones> {
  const { requirements, catalog } = needs
  const { must, environment } = requirements
  const exactly = must.includes('single-az') ? 1 : must.includes('two-az') ? 2 : must.includes('three-az') ? 3 : undefined
  const least = environmentDefaults(environment).zones
  const there = catalog.region(requirements.region)?.zones
  return judge(
    'zones',
    needs,
    ZONES.filter(({ value }) => value === 0 || requirements.workload.kind !== 'static-site').map((option) => ({
      option,
      checks: option.value === 0 ? [] : [zoneCheck(option.value, { exactly, least, there, environment })],
    })),
  )
}

interface ZoneBounds {
  readonly exactly: number | undefined
  readonly least: number
  readonly there: number | undefined
  readonly environment: string
}

function zoneCheck(zones: number, { exactly, least, there, environment }: ZoneBounds): Check {
  return () => {
    if (exactly !== undefined && zones !== exactly)
      return { rule: 'must', value: `${zones} ${zones === 1 ? 'zone' : 'zones'}`, limit: `${exactly} asked for`, source: 'requirements' }
    if (exactly === undefined && zones < least)
      return { rule: `zones in ${environment}`, value: `${zones}`, limit: `at least ${least}`, source: 'design rule' }
    if (there !== undefined && zones > there)
      return { rule: 'zones of the region', value: `${zones}`, limit: `${there}`, source: 'regions' }
    return undefined
  }
}
