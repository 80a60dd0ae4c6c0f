import { type OpenFile, StanchionError } from '#core/index.js'
import type { Sink } from './sinks.js'

/** A table in a file: its columns, and their values batch by batch. */
export interface TableSource {
  readonly format: 'Parquet' | 'CSV' | 'gzip CSV'
  readonly headers: readonly string[]
  /** Reads the columns that have sinks and nothing else; after each batch all sinks hold its rows. */
  read(sinks: ReadonlyMap<string, readonly Sink[]>, onBatch: (rows: number) => void): Promise<void>
}

/** A file that was opened, as messages call it. */
export interface NamedFile {
  readonly name: string
  readonly bytes: OpenFile
}

export function unusable(file: string, what: string, cause?: unknown): StanchionError {
  return new StanchionError('input.invalid', `"${file}" ${what}`, cause === undefined ? {} : { cause })
}

/** What a library said, in one line. */
export function reasonOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return first.slice(0, 120)
}
