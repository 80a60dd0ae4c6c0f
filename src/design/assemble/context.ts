import type { Catalog } from '#catalog/index.js'
import type { GraphBuilder } from '#graph/index.js'
import { environmentDefaults, type Requirements } from '#spec/index.js'
import type { Site, Watch } from '../blocks/index.js'
import type { Plan } from '../plan.js'
import type { Command, Note } from '../types.js'

/** What is gathered while a plan is built. */
export interface Assembly {
  readonly plan: Plan
  readonly requirements: Requirements
  readonly site: Site
  readonly graph: GraphBuilder
  readonly watches: Watch[]
  readonly notes: Note[]
  /** Logical id of the key for personal data; undefined: keys that AWS owns. */
  readonly key: string | undefined
}

export function siteOf(requirements: Requirements, catalog: Catalog): Site {
  return {
    region: requirements.region,
    environment: requirements.environment,
    defaults: environmentDefaults(requirements.environment),
    has: (type) => catalog.available(type, requirements.region) !== false,
  }
}

/** What a design's README tells its reader to run. */
export interface Guide {
  readonly firstCall: readonly Command[]
  readonly ownCode: readonly Command[]
  /** What has to be said before the stack can be deleted: protections that a careless deletion would run into. */
  readonly beforeTeardown: readonly Command[]
}

/** `orders` -> `Orders`, `my-data` -> `MyData`. */
export function logicalName(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
    .replace(/^(\d)/, 'N$1')
    .slice(0, 40)
}

/** Shell text that finds the name or ARN that a resource of the stack got. */
export function physicalId(stack: string, region: string, logicalId: string): string {
  return `"$(aws cloudformation describe-stack-resource --region ${region} --stack-name ${stack} --logical-resource-id ${logicalId} --query StackResourceDetail.PhysicalResourceId --output text)"`
}

// Above 8 KB the core rule set of AWS WAF blocks a body (read 2026-11-21),
// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
const BLOCKED_BODY_BYTES = 8 * 1024

/** Whether bodies that AWS WAF would block are usual: `in` is a mean, so from half of its limit on. */
export function sendsLargeBodies({ workload }: Requirements): boolean {
  return workload.payload.inBytes > BLOCKED_BODY_BYTES / 2
}
