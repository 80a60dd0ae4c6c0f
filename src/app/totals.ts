import * as z from 'zod'
import type { DiagnosticOutput, FileDiagnostics } from './diagnostics.js'
import type { FindingOutput } from './findings.js'
import type { Page } from './page.js'
import type { Skipped } from './search.js'
import { wrap } from './wrap.js'

const SKIPPED = z.array(z.object({ path: z.string(), why: z.string() }))

export const VALIDATE_TOTAL = z.object({
  files: z.number(),
  withErrors: z.number(),
  withWarnings: z.number(),
  errors: z.number(),
  warnings: z.number(),
  infos: z.number(),
  skipped: SKIPPED,
})

export function validateTotal(files: readonly FileDiagnostics[], skipped: readonly Skipped[]): z.output<typeof VALIDATE_TOTAL> {
  const all = files.flatMap(({ diagnostics }) => diagnostics)
  const of = (severity: DiagnosticOutput['severity']): number => all.filter((diagnostic) => diagnostic.severity === severity).length
  const having = (severity: DiagnosticOutput['severity']): number =>
    files.filter(({ diagnostics }) => diagnostics.some((diagnostic) => diagnostic.severity === severity)).length
  return {
    files: files.length,
    withErrors: having('error'),
    withWarnings: having('warning'),
    errors: of('error'),
    warnings: of('warning'),
    infos: of('info'),
    skipped: [...skipped],
  }
}

export const REVIEW_TOTAL = z.object({
  files: z.number(),
  withFindings: z.number(),
  broken: z.number(),
  high: z.number(),
  medium: z.number(),
  low: z.number(),
  unknown: z.number(),
  skipped: SKIPPED,
})

export function reviewTotal(
  files: readonly { readonly findings: readonly FindingOutput[]; readonly diagnostics?: unknown }[],
  skipped: readonly Skipped[],
): z.output<typeof REVIEW_TOTAL> {
  const all = files.flatMap(({ findings }) => findings)
  const failed = (severity: FindingOutput['severity']): number =>
    all.filter((finding) => finding.verdict === 'fail' && finding.severity === severity).length
  return {
    files: files.length,
    withFindings: files.filter(({ findings }) => findings.some(({ verdict }) => verdict === 'fail')).length,
    broken: files.filter(({ diagnostics }) => diagnostics !== undefined).length,
    high: failed('high'),
    medium: failed('medium'),
    low: failed('low'),
    unknown: all.filter(({ verdict }) => verdict === 'unknown').length,
    skipped: [...skipped],
  }
}

const MOST_NAMED = 10

/** What was not looked at, for people; nothing when everything was. Ends in a line feed. */
export function skippedText(skipped: readonly Skipped[], { width, style }: Page): string {
  if (skipped.length === 0) return ''
  const rows = skipped.slice(0, MOST_NAMED).map(({ path, why }) => `${path}: ${why}`)
  const more = skipped.length > MOST_NAMED ? [`and ${skipped.length - MOST_NAMED} more`] : []
  const lines = [...rows, ...more].flatMap((row) => wrap(row, Math.max(20, width - 2)).map((line) => `  ${line}`))
  return `${[style.bold('not looked at'), ...lines].join('\n')}\n`
}
