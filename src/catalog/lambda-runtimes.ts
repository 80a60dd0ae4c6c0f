import modules from '../../catalog/runtime-modules.json' with { type: 'json' }
import runtimes from '../../catalog/lambda-runtimes.json' with { type: 'json' }

/** When AWS stops caring for a runtime: security updates end, then no new function can be made with it. Days are `YYYY-MM-DD`. */
export interface LambdaRuntime {
  readonly id: string
  readonly title: string
  readonly deprecated: string
  readonly creationBlocked: string
  readonly successor?: string
}

/**
 * A module that code finds on some versions of a language without bringing it along. The version is the number that AWS counts up: 20 of
 * `nodejs20.x`, 12 of `python3.12`.
 */
export interface RuntimeModule {
  readonly id: string
  readonly title: string
  readonly language: string
  /** Its name in an import; parts of it below count too. */
  readonly module: string
  /** First version that has it; undefined: all before. */
  readonly first?: number
  /** Last version that has it; undefined: all after. */
  readonly last?: number
  readonly instead?: string
}

const RUNTIMES: ReadonlyMap<string, LambdaRuntime> = new Map(runtimes.map((row) => [row.id, row]))

/** Undefined for a runtime that the table does not know, which is then a new one. The rows stand in `catalog/lambda-runtimes.json`. */
export function lambdaRuntime(id: string): LambdaRuntime | undefined {
  return RUNTIMES.get(id)
}

/** The rows of `catalog/runtime-modules.json`. */
export const RUNTIME_MODULES: readonly RuntimeModule[] = modules
