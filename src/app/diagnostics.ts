import * as z from 'zod'
import type { Diagnostic } from '#core/index.js'
import { redactValues } from './redact.js'

const SEVERITIES = ['error', 'warning', 'info'] as const

/** A diagnostic as it leaves an operation. Lines and columns count from 1. */
export const DIAGNOSTIC = z.object({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  resource: z.string().optional().describe('logical id'),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  since: z.string().optional().describe('first day on which this holds'),
  world: z.record(z.string(), z.string()).optional().describe('the fewest parameter values under which it holds, where they decide it'),
})
export type DiagnosticOutput = z.output<typeof DIAGNOSTIC>

/** What could not be used of one file. */
export interface FileDiagnostics {
  readonly file: string
  readonly diagnostics: readonly DiagnosticOutput[]
}

/** In the order of the file, what has no place first. */
export function diagnosticOutputs(diagnostics: readonly Diagnostic[]): DiagnosticOutput[] {
  return diagnostics
    .map(outputOf)
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || compareText(a.code, b.code))
}

function outputOf({ code, severity, message, resource, path, span, since, world }: Diagnostic): DiagnosticOutput {
  return {
    code,
    severity,
    message: redactValues(message, path),
    ...(resource === undefined ? {} : { resource }),
    ...(path === undefined ? {} : { path: [...path] }),
    ...(span === undefined ? {} : { line: span.line, column: span.column }),
    ...(since === undefined ? {} : { since }),
    ...(world === undefined ? {} : { world: { ...world } }),
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
