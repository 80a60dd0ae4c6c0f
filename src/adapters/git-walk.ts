import { posix } from 'node:path'
import { StanchionError } from '#core/index.js'
import { tooLarge } from './files.js'
import type { GitObjects } from './git-objects.js'

const MOST_TREE_BYTES = 64 * 1024 * 1024
const LONGEST_LINK = 4096
const MOST_LINKS = 40

export interface Entry {
  readonly is: 'folder' | 'file' | 'link' | 'submodule'
  readonly id: string
}

export type Place =
  | { readonly is: 'folder' | 'file'; readonly id: string; readonly steps: readonly string[] }
  | { readonly is: 'submodule'; readonly steps: readonly string[] }
  | { readonly is: 'outside' }

interface LinkOnTheWay {
  readonly is: 'link'
  readonly id: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Finds what is in the tree of a commit. `path` is what errors call it. */
export class GitWalk {
  readonly #objects: GitObjects
  readonly #commit: string
  readonly #trees = new Map<string, Promise<ReadonlyMap<string, Entry>>>()

  constructor(objects: GitObjects, commit: string) {
    this.#objects = objects
    this.#commit = commit
  }

  async bytes(id: string, path: string, limit: number): Promise<Uint8Array> {
    const object = await this.#objects.read(id, limit)
    if (object.is === 'larger') throw tooLarge(path, `${(object.bytes / 1024 / 1024).toFixed(1)} MB, and`, limit)
    if (object.is === 'object') return object.bytes
    throw unreadable(path, 'is not in this clone, which leaves contents out', 'fetch it with git, or clone without --filter')
  }

  entries(id: string, path: string): Promise<ReadonlyMap<string, Entry>> {
    const found = this.#trees.get(id) ?? this.bytes(id, path, MOST_TREE_BYTES).then((bytes) => entriesIn(bytes, this.#commit.length / 2))
    this.#trees.set(id, found)
    return found
  }

  /** Links are followed as far as they stay in the commit; undefined: nothing is there. */
  async place(given: readonly string[], path: string): Promise<Place | undefined> {
    let steps = given
    for (let links = 0; links <= MOST_LINKS; links += 1) {
      const at = await this.#walk(steps, path)
      if (at?.is !== 'link') return at
      const target = new TextDecoder().decode(await this.bytes(at.id, path, LONGEST_LINK))
      const led = posix.normalize([...at.before, target, ...at.after].join('/'))
      if (target.startsWith('/') || led === '..' || led.startsWith('../')) return { is: 'outside' }
      steps = led.split('/').filter((step) => step !== '' && step !== '.')
    }
    // Links that lead to each other lead to nothing.
    return undefined
  }

  async #walk(steps: readonly string[], path: string): Promise<Place | LinkOnTheWay | undefined> {
    let id = `${this.#commit}^{tree}`
    for (const [index, step] of steps.entries()) {
      const entry = (await this.entries(id, path)).get(step)
      if (entry === undefined || (entry.is === 'file' && index < steps.length - 1)) return undefined
      if (entry.is === 'link') return { is: 'link', id: entry.id, before: steps.slice(0, index), after: steps.slice(index + 1) }
      if (entry.is === 'submodule') return { is: 'submodule', steps: steps.slice(0, index + 1) }
      if (entry.is === 'file') return { is: 'file', id: entry.id, steps }
      id = entry.id
    }
    return { is: 'folder', id, steps }
  }
}

const KINDS: ReadonlyMap<string, Entry['is']> = new Map([
  ['40000', 'folder'],
  ['120000', 'link'],
  ['160000', 'submodule'],
])

/** `<mode> <name>\0<id>`, again and again. */
function entriesIn(bytes: Uint8Array, idBytes: number): ReadonlyMap<string, Entry> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found = new Map<string, Entry>()
  for (let at = 0; at < buffer.length; ) {
    const [space, end] = [buffer.indexOf(0x20, at), buffer.indexOf(0, at)]
    if (space < 0 || end < space || end + idBytes >= buffer.length) break
    const name = buffer.toString('utf8', space + 1, end)
    const id = buffer.toString('hex', end + 1, end + 1 + idBytes)
    // No tool makes these names; a tree that was made by hand may lead astray with them.
    if (name !== '' && name !== '.' && name !== '..' && !name.includes('/'))
      found.set(name, { is: KINDS.get(buffer.toString('latin1', at, space)) ?? 'file', id })
    at = end + 1 + idBytes
  }
  return found
}

export function unreadable(path: string, what: string, fix: string): StanchionError {
  return new StanchionError('input.unreadable', `"${path}" ${what}`, { details: { fix } })
}
