import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type FileStore, StanchionError } from '#core/index.js'
import { openFile } from './open-file.js'

export interface FileOptions {
  /** Folders that paths must stay in, links resolved; undefined: everywhere. */
  readonly roots?: readonly string[]
  /** Reads the path `-`; undefined: there is no standard input to read. */
  readonly standardInput?: (limitBytes: number) => Promise<Uint8Array>
}

/** Of the folders that hold what is being written; one that stays behind was left by a process that was killed. */
const PREFIX = '.stanchion-'

/** Files of this machine. Relative paths start at the working directory. */
export function nodeFiles(options: FileOptions = {}): FileStore {
  const roots = options.roots?.map(rootAt)
  const at = (path: string): string => {
    if (roots !== undefined) checkInside(path, roots)
    return resolve(path)
  }
  return {
    async read(path, limitBytes) {
      if (path !== '-') return readFile(path, at(path), limitBytes)
      if (options.standardInput !== undefined) return options.standardInput(limitBytes)
      throw new StanchionError('usage.bad-argument', 'standard input cannot be read here; give the path of a file')
    },
    async open(path) {
      return openFile(path, at(path))
    },
    async kind(path) {
      return kindOrReason(path, at(path))
    },
    async within(path, folder) {
      const [file, base] = [at(path), at(folder)]
      return kindAt(file) !== 'absent' && kindAt(base) === 'folder' && isBelow(realpathSync(file), realpathSync(base))
    },
    async list(path) {
      const folder = at(path)
      const entries = reading(path, () => readdirSync(folder, { withFileTypes: true }))
      // A link to a folder could also lead out of a root.
      return entries
        .filter((entry) => !entry.isSymbolicLink() || kindAt(join(folder, entry.name)) !== 'folder')
        .map((entry) => entry.name)
        .toSorted()
    },
    async replaceAll(folder, files, remove) {
      writing(folder, () => replaceFolder(at(folder), files, remove))
    },
    async create(path, bytes) {
      const file = at(path)
      writing(path, () => createFile(path, file, bytes))
    },
  }
}

export function rootAt(root: string): string {
  if (kindAt(root) === 'folder') return realpathSync(root)
  throw new StanchionError('usage.path-not-found', `"${root}" is not a folder; give a folder that exists`)
}

function kindAt(path: string): 'file' | 'folder' | 'other' | 'absent' {
  const stats = statsAt(path)
  if (stats === undefined) return 'absent'
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
}

function statsAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    // Links that lead to each other lead to nothing.
    if (reasonOf(error) === 'ELOOP') return undefined
    throw error
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function readFile(path: string, file: string, limitBytes: number): Uint8Array {
  const kind = kindOrReason(path, file)
  if (kind === 'absent') throw new StanchionError('usage.path-not-found', `"${path}" does not exist; check the path`)
  if (kind !== 'file') throw new StanchionError('input.unreadable', `"${path}" is not a file; give the path of a file`)
  const { size } = statSync(file)
  if (size > limitBytes) throw tooLarge(path, `${megabytes(size)}, and`, limitBytes)
  return reading(path, () => readFileSync(file))
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new StanchionError('input.unreadable', `"${path}" cannot be read (${reasonOf(cause)})`, {
      cause,
      details: { fix: 'allow yourself to read it, or give another path' },
    })
  }
}

function kindOrReason(path: string, file: string): ReturnType<typeof kindAt> {
  try {
    return kindAt(file)
  } catch (cause) {
    // A part of the way is a file.
    if (reasonOf(cause) === 'ENOTDIR') return 'absent'
    throw new StanchionError('usage.path-not-found', `"${path}" cannot be reached (${reasonOf(cause)})`, { cause })
  }
}

/** `what` is how much was given ("52 MB, and"), or nothing when only the limit is known. */
export function tooLarge(path: string, what: string, limitBytes: number): StanchionError {
  return new StanchionError(
    'input.too-large',
    `"${path}" is ${what === '' ? 'larger than' : `${what} at most`} ${megabytes(limitBytes)}${what === '' ? '' : ' can be read'}`,
    {
      details: { fix: 'give a smaller file; CloudFormation itself takes templates of up to 1 MB' },
    },
  )
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1)} MB`
}

export function checkInside(path: string, roots: readonly string[]): void {
  let existing = resolve(path)
  while (!linkExists(existing) && dirname(existing) !== existing) existing = dirname(existing)
  const real = existsSync(existing) ? join(realpathSync(existing), relative(existing, resolve(path))) : undefined
  const inside = real !== undefined && roots.some((root) => isBelow(real, root))
  if (!inside)
    throw new StanchionError('usage.bad-argument', `"${path}" is outside the folders that this server may use (${roots.join(', ')})`, {
      details: { fix: 'use a path below them, or start the server with --root DIR' },
    })
}

function linkExists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
}

function writing(path: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    if (cause instanceof StanchionError) throw cause
    throw new StanchionError('usage.path-not-writable', `"${path}" cannot be written (${reasonOf(cause)})`, {
      cause,
      details: { fix: 'choose a place that you may write to' },
    })
  }
}

function createFile(path: string, file: string, bytes: Uint8Array): void {
  if (linkExists(file))
    throw new StanchionError('usage.path-not-writable', `"${path}" exists already`, {
      details: { fix: 'give another name, or remove it first' },
    })
  const temporary = mkdtempSync(join(dirname(file), PREFIX))
  try {
    writeFileSync(join(temporary, 'new'), bytes)
    renameSync(join(temporary, 'new'), file)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

// Everything from here on is synchronous: no signal handler of ours can run between two renames.
function replaceFolder(folder: string, files: ReadonlyMap<string, Uint8Array>, remove: readonly string[]): void {
  if (kindAt(folder) === 'absent') return makeFolder(folder, files)
  for (const name of [...files.keys(), ...remove]) checkPathBelow(folder, name)
  const temporary = mkdtempSync(join(folder, PREFIX))
  try {
    writeFiles(join(temporary, 'new'), files)
    mkdirSync(join(temporary, 'old'))
    exchange(folder, temporary, { put: [...files.keys()], drop: remove })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  for (const parent of new Set(remove.map((name) => dirname(name)))) removeEmpty(folder, parent)
}

function makeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const made = mkdirSync(dirname(folder), { recursive: true })
  try {
    const temporary = mkdtempSync(join(dirname(folder), PREFIX))
    try {
      writeFiles(join(temporary, basename(folder)), files)
      renameSync(join(temporary, basename(folder)), folder)
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true })
    throw error
  }
}

function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
}

/** Moves the old files out and the new ones in; on any failure everything is moved back. */
function exchange(folder: string, temporary: string, names: { put: readonly string[]; drop: readonly string[] }): void {
  const undo: (() => void)[] = []
  const move = (from: string, to: string): void => {
    const made = mkdirSync(dirname(to), { recursive: true })
    if (made !== undefined) undo.push(() => rmSync(made, { recursive: true }))
    renameSync(from, to)
    undo.push(() => renameSync(to, from))
  }
  try {
    for (const name of new Set([...names.put, ...names.drop]))
      if (linkExists(join(folder, name))) move(join(folder, name), join(temporary, 'old', name))
    for (const name of names.put) move(join(temporary, 'new', name), join(folder, name))
  } catch (error) {
    for (const step of undo.toReversed()) step()
    throw error
  }
}

/** No part of the way to a file of ours may be a link: it would lead out of the folder. */
function checkPathBelow(folder: string, name: string): void {
  const steps = name.split('/')
  for (let count = 1; count < steps.length; count += 1) {
    const path = join(folder, ...steps.slice(0, count))
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats !== undefined && !stats.isDirectory())
      throw new StanchionError('refused.output-not-ours', `"${path}" is not a folder of ours`, {
        details: { fix: 'choose another folder, or move it away' },
      })
  }
  if (lstatSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true)
    throw new StanchionError('refused.output-not-ours', `"${join(folder, name)}" is a folder, and a file has to go there`, {
      details: { fix: 'choose another folder, or move it away' },
    })
}

function removeEmpty(folder: string, name: string): void {
  if (name === '.' || name.startsWith('..')) return
  const path = join(folder, name)
  if (kindAt(path) === 'folder' && readdirSync(path).length === 0) {
    rmdirSync(path)
    removeEmpty(folder, dirname(name))
  }
}
