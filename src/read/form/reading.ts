import type { Diagnostic, Severity, Span, Tree } from '#core/index.js'
import type { DefaultUsed, Environment, WorkloadKind } from '#spec/index.js'

export type Path = readonly (string | number)[]

/** What defaults and the meaning of keys hang on; undefined where the file says something that we cannot read. */
export interface Scope {
  readonly kind: WorkloadKind | undefined
  readonly environment: Environment | undefined
  /** Regions that exist, where the caller knows them. */
  readonly regions: readonly string[] | undefined
}

/** After so many mistakes more would only bury the first. */
const MOST_DIAGNOSTICS = 100

/** A text of the user's inside a message: quoted, on one line, not endless. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_/-]{1,80}$/.test(key) ? key : quoted(key)
}

/** `data[0].size` */
export function pathText(path: Path): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${keyText(part)}`)).join('')
}

/** What a tree is, for messages. */
export function describe(tree: Tree): string {
  if (tree.kind === 'list') return 'a list'
  if (tree.kind === 'map') return 'a map'
  if (tree.value === null) return 'empty'
  const text = tree.raw ?? String(tree.value)
  return typeof tree.value === 'string' ? quoted(text) : `the ${typeof tree.value} ${text.slice(0, 60)}`
}

/** Those without a place come first. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => (a.span?.line ?? 0) - (b.span?.line ?? 0) || (a.span?.column ?? 0) - (b.span?.column ?? 0))
}

/** Collects what is wrong with one file and what its reader filled in. */
export class Reading {
  readonly scope: Scope
  readonly defaults: DefaultUsed[] = []
  readonly #prefix: string
  readonly #diagnostics: Diagnostic[] = []
  #unreported = 0

  constructor(prefix: string, scope: Scope) {
    this.#prefix = prefix
    this.scope = scope
  }

  report(severity: Severity, code: string, message: string, at: { readonly path: Path; readonly span: Span | undefined }): void {
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) {
      this.#unreported += 1
      return
    }
    const place = at.span === undefined ? {} : { span: at.span }
    this.#diagnostics.push({ code: `${this.#prefix}.${code}`, severity, message, path: at.path, ...place })
  }

  /** Whether there is no room for more: the caller may spare itself the search for a suggestion. */
  get full(): boolean {
    return this.#diagnostics.length >= MOST_DIAGNOSTICS
  }

  /** Whether nothing under `path` is wrong, so that its value can be compared with others. */
  sound(path: Path): boolean {
    return !this.#diagnostics.some((one) => one.severity === 'error' && path.every((part, at) => one.path?.[at] === part))
  }

  /** In the order of the file. */
  diagnostics(): readonly Diagnostic[] {
    const ordered = inFileOrder(this.#diagnostics)
    if (this.#unreported === 0) return ordered
    const more = `${this.#unreported} more mistakes are not listed; mend these first`
    return [...ordered, { code: `${this.#prefix}.more`, severity: 'error', message: more }]
  }
}

/** A place in the file while it is read. */
export interface At {
  readonly reading: Reading
  readonly path: Path
  /** Of the value, else of its key, else of what holds it. */
  readonly span: Span | undefined
}

/** Reports an error at a place; the message begins with the path. */
export function wrong(at: At, code: string, message: string): void {
  const where = pathText(at.path)
  at.reading.report('error', code, where === '' ? message : `${where} ${message}`, at)
}

export function below(at: At, part: string | number, span: Span | undefined): At {
  return { reading: at.reading, path: [...at.path, part], span: span ?? at.span }
}
