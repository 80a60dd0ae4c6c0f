import { join } from 'node:path'
import { type FileStore, StanchionError } from '#core/index.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export interface MemoryFiles extends FileStore {
  /** Text by path. */
  readonly contents: Record<string, string>
}

/** Files by path (`out/orders/README.md`); folders are where files lie below. */
export function memoryFiles(contents: Record<string, string> = {}): MemoryFiles {
  const below = (folder: string): string[] => Object.keys(contents).filter((path) => folder === '.' || path.startsWith(`${folder}/`))
  return {
    contents,
    async read(path, limitBytes) {
      const text = contents[path]
      if (text === undefined) throw new StanchionError('usage.path-not-found', `"${path}" does not exist`)
      if (text.length > limitBytes) throw new StanchionError('input.too-large', `"${path}" is too large`)
      return encoder.encode(text)
    },
    async open(path) {
      const bytes = new Uint8Array(await this.read(path, Number.MAX_SAFE_INTEGER))
      return { size: bytes.length, read: async (start, end) => bytes.slice(start, end), close: async () => undefined }
    },
    async kind(path) {
      if (path in contents) return 'file'
      return below(path).length > 0 ? 'folder' : 'absent'
    },
    async within(path, folder) {
      return path in contents && join(path).startsWith(`${join(folder)}/`)
    },
    async list(path) {
      const start = path === '.' ? 0 : path.length + 1
      return [...new Set(below(path).map((name) => name.slice(start).split('/')[0] ?? ''))].toSorted()
    },
    async replaceAll(folder, files, remove) {
      for (const name of remove) delete contents[join(folder, name)]
      for (const [name, bytes] of files) contents[join(folder, name)] = decoder.decode(bytes)
    },
    async create(path, bytes) {
      if (path in contents) throw new StanchionError('usage.path-not-writable', `"${path}" exists already`)
      contents[path] = decoder.decode(bytes)
    },
  }
}
