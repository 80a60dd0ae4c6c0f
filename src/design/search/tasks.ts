import type { Requirements } from '#spec/index.js'
import type { Plan } from '../plan.js'
import { serversFor, sojournQuantile } from './queueing.js'

/** How many tasks a container plan keeps, starts with and may grow to; and how long a request takes in them. */
export interface TaskPlan {
  readonly min: number
  readonly max: number
  /** What a request takes on its processor at the peak after the loss of a zone, waiting for it included, seconds. */
  readonly peakSeconds: { readonly p50: number; readonly p99: number }
}

/** Cores that one task works with: a quarter vCPU takes four times as long for the same work. */
export function speedOf(vcpu: number): { readonly cores: number; readonly slowdown: number } {
  return vcpu < 1 ? { cores: 1, slowdown: 1 / vcpu } : { cores: Math.floor(vcpu), slowdown: 1 }
}

/** Share of the p99 target that the containers may use; the rest is for the hops around them. */
const SHARE_OF_TARGET = 0.5

function tasksFor(perSecond: number, seconds: number, limitSeconds: number, cores: number): number {
  return Math.ceil(serversFor(perSecond, seconds, limitSeconds) / cores)
}

/** Room so that the tasks of the zones that are left carry the load when one zone is lost. */
function withZoneRoom(tasks: number, zones: number): number {
  return zones < 2 ? tasks : Math.ceil((tasks * zones) / (zones - 1))
}

export function taskPlan(plan: Plan, requirements: Requirements): TaskPlan {
  const compute = plan.compute.value
  if (compute.kind !== 'fargate') return { min: 0, max: 0, peakSeconds: { p50: 0, p99: 0 } }
  const zones = Math.max(1, plan.zones.value)
  const { traffic, workload, targets, assumptions } = requirements
  const { cores, slowdown } = speedOf(compute.vcpu)
  const seconds = (workload.work.cpuMs / 1000) * slowdown
  const limit = targets.p99Ms === undefined ? seconds * 10 : (targets.p99Ms / 1000) * SHARE_OF_TARGET
  const atPeak = withZoneRoom(tasksFor(traffic.peakPerSecond, seconds, limit, cores), zones)
  const atAverage = withZoneRoom(tasksFor(traffic.averagePerSecond, seconds, limit, cores), zones)
  // Scaling holds the CPU target, so no fewer tasks run on average than it asks for.
  const byTarget = Math.ceil((traffic.averagePerSecond * seconds) / (cores * assumptions['fargate-cpu-target']))
  const min = Math.max(
    requirements.environment === 'prod' ? Math.max(2, zones) : zones,
    Math.min(atAverage, atPeak),
    Math.min(byTarget, atPeak),
  )
  const max = Math.max(min, Math.ceil(atPeak * 1.5))
  const left = zones < 2 ? atPeak : Math.floor((atPeak * (zones - 1)) / zones)
  const servers = Math.max(1, Math.max(left, Math.floor((min * Math.max(1, zones - 1)) / zones))) * cores
  const atTheWorst = (quantile: number): number => sojournQuantile({ servers, perSecond: traffic.peakPerSecond, seconds }, quantile)
  return { min, max, peakSeconds: { p50: atTheWorst(0.5), p99: atTheWorst(0.99) } }
}
