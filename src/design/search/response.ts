import type { Catalog } from '#catalog/index.js'
import type { Requirements } from '#spec/index.js'
import type { Plan } from '../plan.js'
import type { Figures } from '../types.js'
import { chainP99, type Hop } from './latency.js'
import { taskPlan } from './tasks.js'

function hop(catalog: Catalog, id: string): Hop {
  const { title, p50, p99 } = catalog.latency(id)
  return { title, p50, p99 }
}

function frontHops({ front }: Plan, catalog: Catalog): readonly Hop[] {
  const ids = {
    'cloudfront-s3': ['cloudfront', 's3-get'],
    'cloudfront-alb': ['cloudfront', 'alb'],
    alb: ['alb'],
    'http-api': ['apigateway'],
    'rest-api': ['apigateway'],
    queue: ['sqs-send', 'sqs-poll'],
  } as const
  return [...ids[front.value.kind].map((id) => hop(catalog, id)), ...(front.value.waf ? [hop(catalog, 'waf')] : [])]
}

function storeHops({ store, compute, zones }: Plan, catalog: Catalog): readonly Hop[] {
  const { database, tables, buckets } = store.value
  const first = tables.length > 0 ? 'dynamodb' : buckets.length > 0 ? 's3-get' : undefined
  if (database === undefined) return first === undefined ? [] : [hop(catalog, first)]
  if (compute.value.kind === 'lambda') return [hop(catalog, 'rds-data-api'), hop(catalog, 'rds-query')]
  return [...(zones.value > 1 ? [hop(catalog, 'cross-zone')] : []), hop(catalog, 'rds-query')]
}

/**
 * The stated wall time holds the waiting for the store; what is left is the handler's own, of which the tail is the
 * `work-tail` assumption or, in containers, the queue for the processors.
 */
function workHops(plan: Plan, requirements: Requirements, stores: readonly Hop[]): readonly Hop[] {
  const { work } = requirements.workload
  const waiting = stores.reduce((sum, { p50 }) => sum + p50, 0)
  const own = Math.max(work.cpuMs, work.wallMs - waiting)
  const title = 'Your code'
  if (plan.compute.value.kind === 'none' || own <= 0) return []
  const tail = own * requirements.assumptions['work-tail']
  if (plan.compute.value.kind === 'lambda') return [{ title, p50: own, p99: tail }]
  const { p50, p99 } = taskPlan(plan, requirements).peakSeconds
  // The same work takes longer on a slow processor; only the waiting inside it stays.
  const idle = Math.max(0, own - work.cpuMs)
  const slowest = Math.max(idle * requirements.assumptions['work-tail'], idle) + p99 * 1000
  return [{ title: `${title}, and the queue for a processor at the peak`, p50: idle + p50 * 1000, p99: Math.max(tail, slowest) }]
}

/** A new execution environment, in milliseconds; undefined when the runtime was not measured. */
function coldStartHop(plan: Plan, requirements: Requirements, catalog: Catalog): Hop | undefined {
  const compute = plan.compute.value
  if (compute.kind !== 'lambda') return undefined
  const { runtime } = requirements.workload
  const measured = catalog.coldStart({ runtime, packaging: 'zip', architecture: compute.architecture, memoryMb: compute.memoryMb })
  if (measured === undefined) return undefined
  const platform = catalog.latency('lambda-platform-cold')
  const load = requirements.assumptions['lambda-dependency-load']
  return { title: `Cold start of ${runtime}`, p50: platform.p50 + measured.initP50 + load, p99: platform.p99 + measured.initMax + load }
}

/** Share of requests that meet a cold start when they come `perSecond` and an idle environment is kept for `idleMs`. */
export function coldShare(perSecond: number, idleMs: number): number {
  return Math.exp((-perSecond * idleMs) / 1000)
}

/** p99 of what a caller waits for; for a worker, from sending a message to the end of its work; undefined for no target's kind. */
export function responseOf(plan: Plan, requirements: Requirements, catalog: Catalog): Figures['p99'] {
  const stores = storeHops(plan, catalog)
  const invoke = plan.compute.value.kind === 'lambda' ? [hop(catalog, 'lambda-invoke')] : []
  const warm = [...frontHops(plan, catalog), ...invoke, ...workHops(plan, requirements, stores), ...stores]
  const cold = coldStartHop(plan, requirements, catalog)
  const often =
    cold !== undefined && coldShare(requirements.traffic.averagePerSecond, requirements.assumptions['lambda-environment-idle']) >= 0.01
  const hops = often ? [cold, ...warm] : warm
  return { ...chainP99(hops), hops }
}
