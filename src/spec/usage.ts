import type { Traffic } from './traffic.js'

/** One quantity a month of one resource. */
export interface UsageValue {
  /** Decimal text where a number would lose digits. */
  readonly value: number | string
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

/** What `usage.yaml` holds. */
export interface Usage {
  readonly region?: string
  readonly traffic?: Traffic
  /** By logical id; `stack/LogicalId` for the resources of a second stack. */
  readonly resources: Readonly<Record<string, ResourceUsage>>
}
