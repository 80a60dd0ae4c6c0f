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
  /** `knowledge`: no page that we read states this number; the source then is where to look. */
  readonly basis: 'knowledge' | 'document'
  readonly source: string
  /** `YYYY-MM-DD` */
  readonly asOf: string
  /** Least and greatest value, as they would be written. */
  readonly from: string
  readonly to: string
  /** Where a bill is computed as a range: the value at which it is low, and the one at which it is high. Without them, the default. */
  readonly low?: string
  readonly high?: string
}

/** The day on which the table was last gone through. */
export const READ = '2026-11-21'

/** Where the number comes from when nobody measured it or wrote it down. */
export const OWN = { basis: 'knowledge', source: 'estimate of this project', asOf: READ } as const
