import { COMPUTE_ROWS } from './rows/compute.js'
import { DATA_ROWS } from './rows/data.js'
import type { InfracostRow } from './row.js'
import { SERVICE_ROWS } from './rows/services.js'

/** Every resource type that Infracost's usage files know. */
export const INFRACOST_ROWS: readonly InfracostRow[] = [...COMPUTE_ROWS, ...DATA_ROWS, ...SERVICE_ROWS]
export const INFRACOST: ReadonlyMap<string, InfracostRow> = new Map(INFRACOST_ROWS.map((each) => [each.terraform, each]))

/** The keys that a row knows. */
export function keysOf({ rules, unused }: InfracostRow): readonly string[] {
  return [...new Set([...rules.flatMap(({ keys }) => keys), ...Object.keys(unused)])]
}
