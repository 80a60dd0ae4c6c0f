import type { DiagnosticOutput, FileDiagnostics } from './diagnostics.js'
import type { Page } from './page.js'
import { wrap } from './wrap.js'

const INDENT = '  '

/** Diagnostics for people: a block for each file that has some, then how many there are. Ends in a line feed. */
export function filesText(files: readonly FileDiagnostics[], page: Page): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics)
  const blocks = files.filter(({ diagnostics }) => diagnostics.length > 0).map((file) => `${fileText(file, page)}\n`)
  return `${[...blocks, totalLine(files, all)].join('\n')}\n`
}

/** `12 files: 3 with errors, 2 with warnings (5 errors, 2 warnings)`, `1 error, 0 warnings in 1 file` */
function totalLine(files: readonly FileDiagnostics[], all: readonly DiagnosticOutput[]): string {
  if (files.length < 2) return `${counted(all)} in ${count(files.length, 'file')}`
  const having = (severity: string): number =>
    files.filter(({ diagnostics }) => diagnostics.some((diagnostic) => diagnostic.severity === severity)).length
  return `${files.length} files: ${having('error')} with errors, ${having('warning')} with warnings (${counted(all)})`
}

/** One block a diagnostic, without a line feed at the end. */
export function fileText({ file, diagnostics }: FileDiagnostics, page: Page): string {
  return diagnostics.map((diagnostic) => diagnosticText(file, diagnostic, page)).join('\n')
}

function diagnosticText(file: string, diagnostic: DiagnosticOutput, { width, style }: Page): string {
  const { line, column, severity, message, code, resource, since, regions, constructPath, source } = diagnostic
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const colour = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.cyan
  const about = [
    code,
    resource,
    since === undefined ? undefined : `since ${since}`,
    regions === undefined ? undefined : `only in ${regions.join(', ')}`,
  ]
  const construct = [constructPath, source].filter((part) => part !== undefined).join(', ')
  const rows = [`${message} (${about.filter((part) => part !== undefined).join(', ')})`, ...(construct === '' ? [] : [`at ${construct}`])]
  const body = rows.flatMap((row) => wrap(row, Math.max(20, width - INDENT.length))).map((row) => `${INDENT}${row}`)
  return [`${style.bold(place)} ${colour(severity)}`, ...body].join('\n')
}

/** `2 errors, 1 warning` */
function counted(diagnostics: readonly DiagnosticOutput[]): string {
  const of = (severity: string): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')]
  return [count(errors, 'error'), count(warnings, 'warning'), ...(infos === 0 ? [] : [`${infos} for information`])].join(', ')
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
