import type { Assumptions } from './assumptions/assumptions.js'
import type { DataNeed, Payload, Requirements, Work } from './requirements.js'
import { SECONDS_A_MONTH } from './time.js'
import type { WorkloadKind } from './vocabulary.js'

/** The plain numbers that quantities are computed from, and that `usage.yaml` carries. */
export interface Traffic {
  readonly kind: WorkloadKind
  /** Requests or messages a second, mean over the month. */
  readonly averagePerSecond: number
  readonly peakPerSecond: number
  readonly work: Work
  readonly payload: Payload
  /** Monthly active users; undefined where nobody said. */
  readonly users: number | undefined
  readonly data: readonly DataNeed[]
  readonly assumptions: Assumptions
}

export function trafficOf(requirements: Requirements): Traffic {
  const { workload, traffic, users, data, assumptions } = requirements
  return { kind: workload.kind, ...traffic, work: workload.work, payload: workload.payload, users, data, assumptions }
}

/** The same traffic at another average; the peak keeps its ratio to it. */
export function scaledTraffic(traffic: Traffic, averagePerSecond: number): Traffic {
  const ratio = traffic.peakPerSecond / traffic.averagePerSecond
  return { ...traffic, averagePerSecond, peakPerSecond: averagePerSecond * ratio }
}

/** How often something that happens `perSecond` happens in a month of 730 hours. */
export function perMonth(perSecond: number): number {
  return perSecond * SECONDS_A_MONTH
}
