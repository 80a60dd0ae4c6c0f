import type { Span } from './span.js'

export type Severity = 'error' | 'warning' | 'info'

/** One thing that is wrong with what the user gave us. Collected and reported together, never thrown one by one. */
export interface Diagnostic {
  readonly code: string
  readonly severity: Severity
  /** What is wrong, with the wrong value, and what to change. Lower case, no final period. */
  readonly message: string
  /** Logical id of the resource it is about. */
  readonly resource?: string
  readonly path?: readonly (string | number)[]
  readonly span?: Span
  /** First day on which this holds (`YYYY-MM-DD`), for what depends on a date. */
  readonly since?: string
  /** The fewest parameter values under which it holds; absent: with the given values and defaults, whatever else. */
  readonly world?: Readonly<Record<string, string>>
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}
