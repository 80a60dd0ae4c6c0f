/** A quantity with a unit, or a bare number. */
export type AssumptionUnit = 'rate' | 'duration' | 'size' | 'share' | 'number'

export interface AssumptionRow {
  readonly unit: AssumptionUnit
  /** As it would be written in the file. */
  readonly default: string
  /** What it stands for. */
  readonly about: string
  /** Why this default. */
  readonly why: string
  readonly basis: 'knowledge' | 'document'
  readonly source: string
  /** Least and greatest value, as they would be written. */
  readonly from: string
  readonly to: string
}

/** Source of what nobody measured or wrote down. */
export const OWN = 'estimate of this project, 2026-08'
