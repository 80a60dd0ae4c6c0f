/** The outside world, as the core sees it. `adapters/` implements these; tests pass fakes. */
export interface FileStore {
  /** Bytes of a file; throws `usage.path-not-found` or `input.unreadable`. */
  read(path: string, limitBytes: number): Promise<Uint8Array>
  /** A file to be read in pieces, of any size; throws as `read` does. */
  open(path: string): Promise<OpenFile>
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

/** Bytes of a file, piece by piece. It was a file of that size when it was opened. */
export interface OpenFile {
  readonly size: number
  /** Bytes from `start` up to `end`, in a buffer of their own; throws `input.unreadable` when they are not there any more. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
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

/** What is asked of an account's Cost Explorer. Each request costs money. */
export interface CostQuestion {
  /** First day, and the day after the last one (YYYY-MM-DD). */
  readonly from: string
  readonly to: string
  readonly granularity: 'DAILY' | 'MONTHLY'
  readonly metric: 'UnblendedCost' | 'AmortizedCost'
  /** At most two: names of dimensions (`SERVICE`), or `tag:` and the key of a tag. */
  readonly groupBy: readonly string[]
  /** Every one must hold: a dimension or `tag:` key, and the values that it may have. */
  readonly filters: readonly { readonly key: string; readonly values: readonly string[]; readonly not: boolean }[]
}

export interface CostAnswer {
  /** First day of the time that it is about. */
  readonly from: string
  /** A value for each of `groupBy`; a tag's without its key. */
  readonly groups: readonly string[]
  /** Decimal text. */
  readonly cost: string
  readonly currency: string
  /** Decimal text; what it counts follows from the usage type. */
  readonly quantity: string | undefined
  /** AWS may still change it. */
  readonly estimated: boolean
}

/** Cost Explorer of the account whose credentials the machine has. */
export interface CostExplorer {
  /** Today (UTC), where a time that is asked for names no end. */
  today(): string
  /** Throws `aws.no-credentials`, `aws.denied`, `aws.throttled`, `aws.unreachable` or `aws.unexpected-answer`. */
  ask(question: CostQuestion): Promise<readonly CostAnswer[]>
}

/** What was committed to git. Nothing of it is ever changed. */
export interface Revisions {
  /** The repository that a path lies in, whether or not something is there. Throws `usage.bad-argument` for a path that may not be used. */
  at(path: string): Promise<Repository | NoRepository>
}

export interface NoRepository {
  readonly is: 'none'
  /** For people: why there is none. */
  readonly why: string
}

export interface Repository {
  readonly is: 'repository'
  /** Its top folder; that of its data when it has no working tree. */
  readonly top: string
  /** Where the path that was asked for stands below the top: `infra/template.yaml`, empty for the top itself. */
  readonly inside: string
  /** The commit that a revision (`main`, `HEAD~1`) stands for; undefined when there is none. */
  commitOf(revision: string): Promise<string | undefined>
  /** The newest commit that both have behind them; undefined when there is none. */
  commonCommit(one: string, other: string): Promise<string | undefined>
  /** Names of branches and tags, to tell which one was meant. */
  names(): Promise<readonly string[]>
  /** Whether the older commits were left out when it was cloned. */
  isShallow(): Promise<boolean>
  /** The files of a commit; `name` stands for it in their paths. */
  open(commit: string, name: string): CommittedFiles
}

/** The files of a commit, which cannot be written. */
export interface CommittedFiles extends FileStore {
  /** How a path below the top is called here: `main:/infra/template.yaml`. */
  pathOf(inside: string): string
  /** Ends what reads them. */
  close(): void
}
