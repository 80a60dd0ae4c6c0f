import type { Span } from '#core/index.js'
import type { KnownConstruct } from './constructs.js'

/** A file of an assembly that something names. */
export interface Named {
  /** From the root of the assembly. */
  readonly path: string
  readonly by: NamedBy
}

/** What names a file: where it is said when there is something wrong with it. */
export interface NamedBy {
  readonly file: string
  readonly span: Span | undefined
  /** For messages. */
  readonly what: string
}

/** An assembly, as its templates are read from it. */
export interface AssemblyAccess {
  /** The text of a file; undefined, and said, when there is none. */
  text(named: Named, limitBytes: number): Promise<string | undefined>
  /** What the construct tree knows. */
  tree(): Promise<readonly KnownConstruct[]>
  /** A path as it is printed. */
  shown(path: string): string
  complain(by: NamedBy, code: string, message: string): void
}
