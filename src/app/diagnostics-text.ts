import type { DiagnosticOutput, FileDiagnostics } from './diagnostics.js'
import type { Page } from './page.js'
import { wrap } from './wrap.js'

const INDENT = '  '

/** Diagnostics for people: a block for each file that has some, then how many there are. Ends in a line feed. */
export function filesText(files: readonly FileDiagnostics[], page: Page): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics)
  const blocks = files.filter(({ diagnostics }) => diagnostics.length > 0).map((file) => `${fileText(file, page)}\n`)
  return `${[...blocks, `${counted(all)} in ${count(files.length, 'file')}`].join('\n')}\n`
}

/** One block a diagnostic, without a line feed at the end. */
export function fileText({ file, diagnostics }: FileDiagnostics, page: Page): string {
  return diagnostics.map((diagnostic) => diagnosticText(file, diagnostic, page)).join('\n')
}

function diagnosticText(
  file: string,
  { line, column, severity, message, code, resource, since }: DiagnosticOutput,
  { width, style }: Page,
): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const colour = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.cyan
  const about = [code, ...(resource === undefined ? [] : [resource]), ...(since === undefined ? [] : [`since ${since}`])].join(', ')
  const body = wrap(`${message} (${about})`, Math.max(20, width - INDENT.length)).map((row) => `${INDENT}${row}`)
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
