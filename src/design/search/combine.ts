import type { Plan } from '../plan.js'
import type { Certificate } from '../types.js'
import { computeOptions } from '../options/compute.js'
import { frontOptions } from '../options/front.js'
import type { Needs } from '../options/limits.js'
import { plansAsAsked } from './must.js'
import { taskPlan } from './tasks.js'
import { networkOptions, zoneOptions } from '../options/network.js'
import { storeOptions } from '../options/store.js'

/** Plans whose options go together, in a fixed order, and why options or pairs of them were left out. */
export interface Combined {
  readonly plans: readonly Plan[]
  readonly certificates: readonly Certificate[]
}

/** A pair of options that never works, with the reason; the same for every plan that holds the pair. */
type PairRule = (plan: Plan) => Omit<Certificate, 'layer'> | undefined

const LAMBDA_RDS: PairRule = ({ compute, store }) =>
  compute.value.kind === 'lambda' && store.value.kind === 'rds'
    ? {
        option: 'AWS Lambda with Amazon RDS for PostgreSQL',
        rule: 'functions reach relational data through the Data API',
        value: 'RDS for PostgreSQL instance',
        limit: 'the Data API is Aurora only; a function in the VPC would hold a connection for each execution and pay for a way out',
        source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html (2026-11-21)',
      }
    : undefined

const DATA_API_SIZE: PairRule = ({ compute, store }) =>
  compute.value.kind === 'lambda' && store.value.relations.some(({ itemBytes }) => itemBytes > 2 ** 20)
    ? {
        option: `AWS Lambda with ${store.title}`,
        rule: 'size of a Data API answer',
        value: `${store.value.relations.find(({ itemBytes }) => itemBytes > 2 ** 20)?.name ?? ''} has rows above 1 MB`,
        limit: '1 MB',
        source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html (2026-11-21)',
      }
    : undefined

/** Every task holds a pool of connections; a fifth of what the database takes is left for people and for failover. */
const CONNECTIONS =
  (needs: Needs): PairRule =>
  (plan) => {
    const { database } = plan.store.value
    if (plan.compute.value.kind !== 'fargate' || database === undefined) return undefined
    const memoryBytes =
      database.kind === 'rds'
        ? (needs.catalog.instanceType(database.instanceClass.replace(/^db\./, ''))?.memoryGib ?? 0) * 2 ** 30
        : database.maxAcu * needs.catalog.limit('aurora-serverless.gib-per-acu').value * 2 ** 30
    const { value: each, source, asOf } = needs.catalog.limit('rds.postgres.bytes-per-connection')
    const most = Math.floor(Math.min(memoryBytes / each, needs.catalog.limit('rds.postgres.connections-max').value) * 0.8)
    const wanted = taskPlan(plan, needs.requirements).max * needs.requirements.assumptions['database-connections-per-task']
    if (wanted <= most) return undefined
    return {
      option: `${plan.store.title} with ${plan.compute.title}`,
      rule: 'connections of the database',
      value: `${wanted} from the tasks at the peak`,
      limit: `${most}, 80% of what its memory allows`,
      source: `${source} (${asOf})`,
    }
  }

const TASKS =
  (needs: Needs): PairRule =>
  (plan) => {
    const { value, title, source, asOf } = needs.catalog.limit('ecs.tasks-per-service')
    const { max } = taskPlan(plan, needs.requirements)
    if (max <= value) return undefined
    return {
      option: `${plan.compute.title} in ${plan.zones.value} zones`,
      rule: title,
      value: `${max} at the peak`,
      limit: String(value),
      source: `${source} (${asOf})`,
    }
  }

const LAMBDA_PAYLOAD =
  (needs: Needs): PairRule =>
  ({ front, compute }) => {
    const limit = needs.catalog.limit('lambda.payload-sync')
    const { payload, kind } = needs.requirements.workload
    const most = Math.max(payload.inBytes, payload.outBytes)
    if (compute.value.kind !== 'lambda' || kind === 'worker' || most <= limit.value) return undefined
    return {
      option: `${front.title} with AWS Lambda`,
      rule: limit.title,
      value: `${Math.round(most / 2 ** 20)} MB`,
      limit: `${limit.value / 2 ** 20} MB`,
      source: `${limit.source} (${limit.asOf})`,
    }
  }

/** What the other layers leave to choose from, and what was asked for. */
interface Around {
  /** Fewest zones that may be chosen; undefined when none may. */
  readonly fewestZones: number | undefined
  readonly natPerZone: boolean
}

/** Things that belong together by their nature; what does not is no alternative, and gets a certificate only when nothing else is left. */
function belongs(plan: Plan, around: Around): boolean {
  return fronted(plan) && placed(plan, around)
}

function fronted({ front, compute }: Pick<Plan, 'front' | 'compute'>): boolean {
  const gateway = front.value.kind === 'http-api' || front.value.kind === 'rest-api'
  const balanced = front.value.kind === 'alb' || front.value.kind === 'cloudfront-alb'
  return compute.value.kind === 'fargate' ? !gateway : !balanced
}

function placed({ compute, store, network, zones }: Plan, { fewestZones }: Around): boolean {
  if (compute.value.kind === 'fargate') return zones.value !== 0 && network.value !== 'none' && network.value !== 'isolated'
  // Beside functions only the database stands in the VPC: more zones than the fewest would change nothing.
  if (store.value.database !== undefined) return network.value === 'isolated' && zones.value === fewestZones
  return zones.value === 0 && network.value === 'none'
}

/** In one zone, a second gateway or a standby elsewhere would keep nothing alive. */
function coherent(plan: Plan, { natPerZone }: Around): boolean {
  if (plan.compute.value.kind !== 'fargate' || plan.zones.value !== 1) return true
  return (plan.network.value !== 'nat-per-az' || natPerZone) && (plan.store.value.database === undefined || spreadOne(plan))
}

function spreadOne({ store }: Plan): boolean {
  const { database } = store.value
  return database?.kind === 'rds' ? !database.multiAz : database?.instances === 1
}

export function combine(needs: Needs): Combined {
  const front = frontOptions(needs)
  const compute = computeOptions(needs)
  const store = storeOptions(needs)
  const network = networkOptions(needs)
  const zones = zoneOptions(needs)
  const counts = zones.options.map(({ value }) => value).filter((value) => value !== 0)
  const bounds: Around = {
    fewestZones: counts.length === 0 ? undefined : Math.min(...counts),
    natPerZone: needs.requirements.must.includes('nat-per-az'),
  }
  const rules = [LAMBDA_RDS, DATA_API_SIZE, LAMBDA_PAYLOAD(needs), TASKS(needs), CONNECTIONS(needs)]
  const pairs = new Map<string, Certificate>()
  const plans: Plan[] = []
  for (const f of front.options)
    for (const c of compute.options)
      for (const n of network.options)
        for (const z of zones.options) {
          const around = store.options.map((s): Plan => ({ front: f, compute: c, store: s, network: n, zones: z }))
          plans.push(
            ...smallestClasses(around.filter((plan) => belongs(plan, bounds) && coherent(plan, bounds) && works(plan, rules, pairs))),
          )
        }
  const asked = plansAsAsked(plans, needs.requirements)
  const judged = [front, compute, store, network, zones].flatMap(({ certificates }) => certificates)
  const everyLayer = [front, compute, store, network, zones].every(({ options }) => options.length > 0)
  const apart = everyLayer && plans.length === 0 && pairs.size === 0 ? mismatches(front.options, compute.options) : []
  return { plans: asked.kept, certificates: [...judged, ...pairs.values(), ...apart, ...asked.certificates] }
}

/** Why nothing that is left goes together: a certificate for each front door with each compute. */
function mismatches(fronts: readonly Plan['front'][], computes: readonly Plan['compute'][]): readonly Certificate[] {
  return fronts.flatMap((front) =>
    computes.map((compute) => ({
      layer: 'pair',
      option: `${front.title} with ${compute.title}`,
      rule: 'what belongs together',
      ...(fronted({ front, compute })
        ? {
            value: 'no store, network and zones that are left go with it',
            limit: 'containers and databases stand in a VPC, functions alone do not',
          }
        : {
            value: 'not joined by this version',
            limit: 'functions stand behind API Gateway or a queue, containers behind a load balancer',
          }),
      source: 'this version',
    })),
  )
}

/** Whether no pair rule is broken; the first plan that breaks one leaves its certificate. */
function works(plan: Plan, rules: readonly PairRule[], pairs: Map<string, Certificate>): boolean {
  const broken = rules.map((rule) => rule(plan)).find((certificate) => certificate !== undefined)
  if (broken === undefined) return true
  const key = `${broken.option} ${broken.rule}`
  if (!pairs.has(key)) pairs.set(key, { layer: 'pair', ...broken })
  return false
}

/** How many database classes that hold everything are compared; larger ones only cost more. */
const CLASSES_COMPARED = 2

/** Of plans that differ in their store alone: the smallest classes of each kind, and everything that is no instance class. */
function smallestClasses(plans: readonly Plan[]): readonly Plan[] {
  const seen = { single: 0, standby: 0 }
  return plans.filter(({ store }) => {
    const { database } = store.value
    if (database?.kind !== 'rds') return true
    const kind = database.multiAz ? 'standby' : 'single'
    seen[kind] += 1
    return seen[kind] <= CLASSES_COMPARED
  })
}
