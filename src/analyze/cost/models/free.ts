import { FREE } from './free-types.js'

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(FREE).flatMap(([reason, services]) =>
    Object.entries(services).flatMap(([service, names]) => names.split(' ').map((name) => [`AWS::${service}::${name}`, reason] as const)),
  ),
)

export const FREE_TYPES: readonly string[] = [...REASONS.keys()].sort()

/** Why a type costs nothing by itself; undefined for a type that is not in the table. */
export function freeReason(type: string): string | undefined {
  return type.startsWith('Custom::') ? 'runs a function, which is billed as a function' : REASONS.get(type)
}
