/** The outside world, as the core sees it. `adapters/` implements these; tests pass fakes. */
export interface FileStore {
  /** Bytes of a file; throws `usage.path-not-found` or `input.unreadable`. */
  read(path: string, limitBytes: number): Promise<Uint8Array>
  kind(path: string): Promise<'file' | 'folder' | 'other' | 'absent'>
  /** Whether a path, links resolved, is in a folder. */
  within(path: string, folder: string): Promise<boolean>
  /** Names in a folder, sorted; without links to folders, which could lead round in circles. */
  list(path: string): Promise<readonly string[]>
  /** Replaces a folder's files all at once: after it either all of them are there or none changed. `remove` are names of ours to drop. */
  replaceAll(folder: string, files: ReadonlyMap<string, Uint8Array>, remove: readonly string[]): Promise<void>
  /** Writes one new file; throws `usage.path-not-writable` when it exists already or cannot be written. */
  create(path: string, bytes: Uint8Array): Promise<void>
}

/** Where catalog packs come from: names are paths inside `catalog/`, for example `prices/lambda.json.br`. */
export interface PackSource {
  read(name: string): Uint8Array | undefined
}

/** Files that someone publishes: on a server, or as a copy in a folder. Paths begin with a slash. */
export interface PublishedFiles {
  /** What a file's path stands behind in a reference to it: `https://host`, or words that say where the copy is from. */
  readonly origin: string
  /**
   * The bytes of a file as they come, unpacked; a connection that breaks is taken up where it broke. Throws `aws.unreachable` when trying
   * later can help, `aws.unexpected-answer` when it cannot, `input.unreadable` for a copy that is not there or is damaged.
   */
  open(path: string): AsyncIterable<Uint8Array>
}

/** Told of long work; prints on a terminal's standard error, else nowhere. */
export interface Progress {
  step(text: string): void
}
