import type { StatedAssumptions } from './assumptions/every.js'
import type { Traffic } from './traffic.js'

/** One quantity a month of one resource. */
export interface UsageValue {
  /** Decimal text where a number would lose digits. */
  readonly value: number | string
  /** Least and most that it may be; absent where one value is all there is. */
  readonly low?: number | string
  readonly high?: number | string
  /** Undefined where a bare number was given: it then is in the unit of the price model's quantity of that name. */
  readonly unit?: string
  /** `derived`: computed from traffic, and computed again when the traffic changes. `stated`: said by someone, and kept. */
  readonly from: 'derived' | 'stated'
  /** The arithmetic, for people: `20/s x 2,628,000 s`. */
  readonly formula?: string
  /** Where a derived quantity comes from: the journey, or the assumption. */
  readonly origin?: string
}

/** Quantities of one resource by the name that its price model gives them. */
export type ResourceUsage = Readonly<Record<string, UsageValue>>

/** Usage under an address of another tool, matched to resources by type and name. */
export interface ImportedUsage {
  /** As it stands in the file: `aws_lambda_function.orders`. */
  readonly address: string
  /** Resource types that it may be of. */
  readonly types: readonly string[]
  /** What the resource may be called, the best first. */
  readonly names: readonly string[]
  readonly quantities: ResourceUsage
}

/** What `usage.yaml` holds. */
export interface Usage {
  readonly region?: string
  readonly traffic?: Traffic
  /** Assumptions that someone set; those of `traffic` are the requirements'. */
  readonly assumptions?: StatedAssumptions
  /** Quantities of every resource of a type, where nothing nearer says them. */
  readonly types?: Readonly<Record<string, ResourceUsage>>
  readonly imported?: readonly ImportedUsage[]
  /** What the file says and nothing takes, each with the reason. */
  readonly notes?: readonly string[]
  /** By logical id, or a pattern of ids with `*`; `stack/LogicalId` for the resources of a second stack. */
  readonly resources: Readonly<Record<string, ResourceUsage>>
}
