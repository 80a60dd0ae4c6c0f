import * as z from 'zod'
import { type Diagnostic, type ErrorCode, ERRORS, StanchionError } from '#core/index.js'
import { DIAGNOSTIC, diagnosticOutputs, type FileDiagnostics } from './diagnostics.js'
import { fileText } from './diagnostics-text.js'
import type { Page } from './page.js'
import { wrap } from './wrap.js'

/** Why an operation could not go on, ready to be printed. */
export interface Failure {
  readonly code: ErrorCode
  readonly exit: number
  readonly retryable: boolean
  readonly message: string
  /** What to do about it, where the message does not say so itself. */
  readonly fix: string | undefined
  readonly files: readonly FileDiagnostics[]
  /** Our own bug: where it happened. */
  readonly stack: string | undefined
}

const FILES = z.array(z.object({ file: z.string(), diagnostics: z.array(DIAGNOSTIC) }))

/** An error that stops an operation, with what to do about it. */
export function stop(code: ErrorCode, message: string, fix: string): StanchionError {
  return new StanchionError(code, message, { details: { fix } })
}

/** Input that cannot be used, with everything that is wrong with it. */
export function unusable(
  message: string,
  files: readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[],
): StanchionError {
  const outputs = files.map(({ file, diagnostics }) => ({ file, diagnostics: diagnosticOutputs(diagnostics) }))
  return new StanchionError('input.invalid', message, { details: { files: outputs } })
}

export function failureOf(error: unknown): Failure {
  if (error instanceof StanchionError) return codedFailure(error)
  const stack = error instanceof Error ? error.stack : undefined
  return { ...codedFailure(new StanchionError('internal.invariant', error instanceof Error ? error.message : String(error))), stack }
}

function codedFailure(error: StanchionError): Failure {
  const { code, message, details } = error
  const files = FILES.safeParse(details['files'])
  const bug = ERRORS[code].exit === ERRORS['internal.invariant'].exit
  return {
    code,
    exit: ERRORS[code].exit,
    retryable: ERRORS[code].retryable,
    message,
    fix: bug ? 'this is a bug in Stanchion; please report it with the command and its input' : fixOf(details['fix']),
    files: files.success ? files.data : [],
    stack: bug ? error.stack : undefined,
  }
}

function fixOf(fix: unknown): string | undefined {
  return typeof fix === 'string' ? fix : undefined
}

/** The failure as machines get it. */
export function failureJson(failure: Failure): object {
  const { code, retryable, message, fix, files } = failure
  return { error: { code, retryable, message, ...(fix === undefined ? {} : { fix }), ...(files.length === 0 ? {} : { files }) } }
}

const PROGRAM = 'stanchion:'

/** The failure as people get it, ending in a line feed. */
export function failureText(failure: Failure, page: Page): string {
  const { style } = page
  const [first = '', ...more] = failure.message.split('\n')
  const [opening = '', ...rest] = wrap(`${PROGRAM} ${first}`, page.width - 2)
  const lines = [
    `${style.bold(style.red(PROGRAM))}${opening.slice(PROGRAM.length)}`,
    ...[...rest, ...more.flatMap((line) => wrap(line, page.width - 2))].map((line) => `  ${line}`),
  ]
  lines.push(...failure.files.map((file) => fileText(file, page)))
  if (failure.fix !== undefined) lines.push(...wrap(failure.fix, page.width - 2).map((line) => `  ${line}`))
  if (failure.stack !== undefined) lines.push(style.dim(failure.stack))
  return `${lines.join('\n')}\n`
}
