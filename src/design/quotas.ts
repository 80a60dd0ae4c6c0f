import type { Catalog } from '#catalog/index.js'
import type { Requirements } from '#spec/index.js'
import type { Plan } from './plan.js'
import { concurrencyP999 } from './search/queueing.js'
import { taskPlan } from './search/tasks.js'
import type { Note } from './types.js'

/** Share of a default quota from which a reader is told to ask for more. */
const NEAR = 0.8

/** Share of a default quota below which it is not worth a line. */
const WORTH_SAYING = 0.2
/** Quotas that AWS gives new accounts lower than the documented default, so that any use is worth a line (knowledge). */
const LOWER_AT_FIRST: ReadonlySet<string> = new Set(['lambda.concurrency', 'fargate.vcpus'])

/** Quotas of an account that the design comes near, or that a new account often has lower. */
export function quotaNotes(plan: Plan, requirements: Requirements, catalog: Catalog): readonly Note[] {
  const { traffic, workload, region } = requirements
  const uses: { readonly id: string; readonly value: number; readonly what: string }[] = []
  const compute = plan.compute.value
  if (compute.kind === 'lambda')
    uses.push({
      id: 'lambda.concurrency',
      value: concurrencyP999(traffic.peakPerSecond, workload.work.wallMs / 1000),
      what: 'concurrent executions at the peak (p99.9)',
    })
  if (plan.front.value.kind === 'http-api' || plan.front.value.kind === 'rest-api')
    uses.push({ id: 'apigateway.requests-per-second', value: traffic.peakPerSecond, what: 'requests a second at the peak' })
  if (compute.kind === 'fargate')
    uses.push({ id: 'fargate.vcpus', value: taskPlan(plan, requirements).max * compute.vcpu, what: 'vCPU at most' })
  if (plan.network.value === 'nat-per-az' || plan.network.value === 'nat-one')
    uses.push({ id: 'vpc.eips', value: plan.network.value === 'nat-one' ? 1 : plan.zones.value, what: 'Elastic IP addresses' })
  if (plan.network.value !== 'none') uses.push({ id: 'vpc.per-region', value: 1, what: 'VPC (a new account has one already)' })
  return uses.flatMap(({ id, value, what }): readonly Note[] => {
    const limit = catalog.limit(id, region)
    if (value < limit.value * WORTH_SAYING && !LOWER_AT_FIRST.has(id)) return []
    const near = value > limit.value * NEAR
    const text = `${limit.title}: uses ${Math.ceil(value * 100) / 100} ${what} of ${limit.value}${near ? '; ask for more before you deploy' : ''} (default quota, ${limit.asOf}; a new account may have less)`
    return [{ kind: near ? 'warning' : 'quota', text }]
  })
}
