import * as z from 'zod'
import type { Diagnostic } from '#core/index.js'
import type { Construct } from '#read/cdk/index.js'
import { redactValues } from './redact.js'

const SEVERITIES = ['error', 'warning', 'info'] as const

/** Where the CDK says that a resource comes from. */
export const CONSTRUCT = {
  constructPath: z.string().optional().describe('of the CDK'),
  source: z.string().optional().describe('file:line:column that makes it'),
}

export type Constructs = ReadonlyMap<string, Construct>
export const NO_CONSTRUCTS: Constructs = new Map()

export function constructOutput(resource: string | undefined, constructs: Constructs): { constructPath?: string; source?: string } {
  const construct = resource === undefined ? undefined : constructs.get(resource)
  if (construct === undefined) return {}
  return { constructPath: construct.path, ...(construct.source === undefined ? {} : { source: construct.source }) }
}

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
  regions: z.array(z.string()).optional().describe('where it holds, if not everywhere'),
  ...CONSTRUCT,
})
export type DiagnosticOutput = z.output<typeof DIAGNOSTIC>

/** What could not be used of one file. */
export interface FileDiagnostics {
  readonly file: string
  readonly diagnostics: readonly DiagnosticOutput[]
}

/** A diagnostic that may hold in some regions only. */
export interface RegionalDiagnostic extends Diagnostic {
  readonly regions?: readonly string[]
}

/** In the order of the file, what has no place first. */
export function diagnosticOutputs(diagnostics: readonly RegionalDiagnostic[], constructs: Constructs = NO_CONSTRUCTS): DiagnosticOutput[] {
  return diagnostics
    .map((diagnostic) => outputOf(diagnostic, constructs))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || compareText(a.code, b.code))
}

function outputOf(diagnostic: RegionalDiagnostic, constructs: Constructs): DiagnosticOutput {
  const { code, severity, message, resource, path, span, since, world, regions } = diagnostic
  const [section, member] = path ?? []
  const about = resource ?? (section === 'Resources' && typeof member === 'string' ? member : undefined)
  return {
    code,
    severity,
    message: redactValues(message, path),
    ...(resource === undefined ? {} : { resource }),
    ...(path === undefined ? {} : { path: [...path] }),
    ...(span === undefined ? {} : { line: span.line, column: span.column }),
    ...(since === undefined ? {} : { since }),
    ...(world === undefined ? {} : { world: { ...world } }),
    ...(regions === undefined ? {} : { regions: [...regions] }),
    ...constructOutput(about, constructs),
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
