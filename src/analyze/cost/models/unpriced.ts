import { NESTED_TEMPLATES } from '#catalog/index.js'
import type { Query, Resource } from '#graph/index.js'
import { freeReason } from './free.js'
import { UNPRICED } from './unpriced-types.js'

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(UNPRICED).flatMap(([reason, services]) =>
    Object.entries(services).flatMap(([service, names]) => names.split(' ').map((name) => [`AWS::${service}::${name}`, reason] as const)),
  ),
)

export const UNPRICED_TYPES: readonly string[] = [...REASONS.keys()].sort()

const SAM = /^AWS::Serverless::/

/** Stacks whose resources stand in the graph, by the resource that makes each. */
export function stacksRead(q: Query): ReadonlySet<string> {
  return new Set(q.all().flatMap(({ origin }) => origin.stack ?? []))
}

/** Why a resource without a price model is on no bill: it is free, or its own resources are there. */
export function freeOf({ id, type }: Resource, read: ReadonlySet<string>): string | undefined {
  return NESTED_TEMPLATES.has(type) && read.has(id) ? 'what it makes is billed by itself' : freeReason(type)
}

/** Why a resource that may cost money has no price. */
export function unpricedReason(type: string): string {
  if (type === '') return 'its type is not given'
  const property = NESTED_TEMPLATES.get(type)
  if (property !== undefined)
    return `what it makes is not known, since its template was not read; put the file beside this one and write its relative path as ${property}`
  if (SAM.test(type)) return `what ${type} makes is not known, since SAM did not expand it; see what "stanchion validate" says`
  const reason = REASONS.get(type)
  return reason === undefined ? `there is no price model for ${type}` : `${type} is not priced: ${reason}`
}
