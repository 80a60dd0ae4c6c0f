/** Every error code of the product, with the exit code of the command line and whether trying again can help. */
export const ERRORS = {
  'usage.unknown-flag': { exit: 2, retryable: false },
  'usage.bad-argument': { exit: 2, retryable: false },
  'usage.path-not-found': { exit: 2, retryable: false },
  'usage.path-not-writable': { exit: 2, retryable: false },
  'input.unreadable': { exit: 3, retryable: false },
  'input.too-large': { exit: 3, retryable: false },
  'input.invalid': { exit: 3, retryable: false },
  'refused.target-unreachable': { exit: 4, retryable: false },
  'refused.output-not-ours': { exit: 4, retryable: false },
  'refused.output-edited': { exit: 4, retryable: false },
  'aws.unreachable': { exit: 5, retryable: true },
  'aws.unexpected-answer': { exit: 5, retryable: false },
  'aws.no-credentials': { exit: 5, retryable: false },
  'aws.denied': { exit: 5, retryable: false },
  'aws.throttled': { exit: 5, retryable: true },
  'catalog.broken': { exit: 70, retryable: false },
  'internal.invariant': { exit: 70, retryable: false },
} as const satisfies Record<string, { exit: number; retryable: boolean }>

export type ErrorCode = keyof typeof ERRORS

/** Something that stops an operation. Callers branch on `code`, never on `message`. */
export class StanchionError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StanchionError'
    this.code = code
    this.details = options.details ?? {}
  }

  get exit(): number {
    return ERRORS[this.code].exit
  }
}

/** Throws `internal.invariant` when `condition` is false: our own bug, never the user's. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new StanchionError('internal.invariant', message)
}
