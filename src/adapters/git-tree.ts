import { posix } from 'node:path'
import { type CommittedFiles, StanchionError } from '#core/index.js'
import type { GitObjects } from './git-objects.js'
import { GitWalk, type Place, unreadable } from './git-walk.js'

const LFS_MARK = 'version https://git-lfs.github.com/spec/'

export interface TreeOptions {
  readonly objects: GitObjects
  /** Its id. */
  readonly commit: string
  /** Stands for the commit in paths. */
  readonly name: string
  /** Throws for a path that may not be used; `inside` is below the top of the repository. */
  readonly check: (path: string, inside: string) => void
}

/** The files of a commit. */
export function treeFiles(options: TreeOptions): CommittedFiles {
  const { objects, name } = options
  const top = `${name}:`
  const walk = new GitWalk(objects, options.commit)
  const find = finder(walk, options)
  const read = reader(walk, find)
  return {
    pathOf: (inside) => `${top}/${inside}`,
    close: () => objects.close(),
    async kind(path) {
      return (await find(path))?.is ?? 'absent'
    },
    read,
    async open(path) {
      const bytes = await read(path, MOST_OPENED)
      return {
        size: bytes.length,
        read: async (start, end) => new Uint8Array(bytes.slice(start, end)),
        close: async () => undefined,
      }
    },
    async list(path) {
      const place = await find(path)
      if (place?.is !== 'folder') throw unreadable(path, 'is no folder', 'give the path of a folder')
      return listed(walk, path, place)
    },
    async within(path, folder) {
      const [file, base] = [await find(path), await find(folder)]
      return file !== undefined && base?.is === 'folder' && base.steps.every((step, index) => file.steps[index] === step)
    },
    async replaceAll(folder) {
      throw notWritable(folder)
    },
    async create(path) {
      throw notWritable(path)
    },
  }
}

/** Git gives an object as a whole, and so it is held. */
const MOST_OPENED = 256 * 1024 * 1024

function reader(
  walk: GitWalk,
  find: (path: string) => Promise<Reachable | undefined>,
): (path: string, limitBytes: number) => Promise<Uint8Array> {
  return async (path, limitBytes) => {
    const place = await find(path)
    if (place === undefined) throw new StanchionError('usage.path-not-found', `"${path}" does not exist; check the path`)
    if (place.is === 'folder') throw unreadable(path, 'is not a file', 'give the path of a file')
    const bytes = await walk.bytes(place.id, path, limitBytes)
    if (new TextDecoder().decode(bytes.subarray(0, LFS_MARK.length)) === LFS_MARK)
      throw unreadable(path, 'is kept in Git LFS, and git has only a pointer to it', 'check that revision out and give the file')
    return bytes
  }
}

type Reachable = Extract<Place, { readonly id: string }>

/** What is at a path; throws for what is there and cannot be looked into. */
function finder(walk: GitWalk, { name, check }: TreeOptions): (path: string) => Promise<Reachable | undefined> {
  return async (path) => {
    const steps = stepsOf(path, `${name}:`)
    if (steps === undefined) return undefined
    check(path, steps.join('/'))
    const place = await walk.place(steps, path)
    if (place === undefined) return undefined
    if (place.is === 'outside') throw unreadable(path, 'is a link that leads out of the commit', 'give the path that it leads to')
    if (place.is === 'submodule')
      throw unreadable(path, `is in the submodule "${place.steps.join('/')}", a repository of its own`, 'run this in that repository')
    check(path, place.steps.join('/'))
    return place
  }
}

function stepsOf(path: string, top: string): readonly string[] | undefined {
  const whole = posix.normalize(`${path}/`)
  if (!whole.startsWith(`${top}/`)) return undefined
  return whole
    .slice(top.length)
    .split('/')
    .filter((step) => step !== '')
}

async function listed(walk: GitWalk, path: string, { id, steps }: Reachable): Promise<readonly string[]> {
  const names: string[] = []
  for (const [name, entry] of await walk.entries(id, path))
    if (entry.is !== 'link' || !(await leadsToFolder(walk, path, [...steps, name]))) names.push(name)
  return names.toSorted()
}

/** Such a link is not listed, as it is not on disk: it could lead round in circles. */
async function leadsToFolder(walk: GitWalk, path: string, steps: readonly string[]): Promise<boolean> {
  return (await walk.place(steps, path))?.is === 'folder'
}

function notWritable(path: string): StanchionError {
  return new StanchionError('usage.path-not-writable', `"${path}" is in a commit, which cannot be changed`)
}
