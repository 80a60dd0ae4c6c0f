import { open, stat } from 'node:fs/promises'
import { type OpenFile, StanchionError } from '#core/index.js'

/** `path` is how the user wrote it, `file` where it is. */
export async function openFile(path: string, file: string): Promise<OpenFile> {
  // Opening a pipe would wait for whoever writes to it.
  const before = await stat(file).catch((cause: unknown) => {
    throw notThere(path, cause)
  })
  if (!before.isFile()) throw new StanchionError('input.unreadable', `"${path}" is not a file; give the path of a file`)
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw notThere(path, cause)
  })
  const stats = await handle.stat()
  return {
    size: stats.size,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, end - start))
      let got = 0
      while (got < bytes.length) {
        const { bytesRead } = await handle.read(bytes, got, bytes.length - got, start + got).catch((cause: unknown) => {
          throw unreadable(path, cause)
        })
        if (bytesRead === 0) throw new StanchionError('input.unreadable', `"${path}" became shorter while it was read; try again`)
        got += bytesRead
      }
      return bytes
    },
    close: () => handle.close(),
  }
}

function notThere(path: string, cause: unknown): StanchionError {
  if (reasonOf(cause) !== 'ENOENT' && reasonOf(cause) !== 'ENOTDIR') return unreadable(path, cause)
  return new StanchionError('usage.path-not-found', `"${path}" does not exist; check the path`, { cause })
}

function unreadable(path: string, cause: unknown): StanchionError {
  return new StanchionError('input.unreadable', `"${path}" cannot be read (${reasonOf(cause)})`, {
    cause,
    details: { fix: 'allow yourself to read it, or give another path' },
  })
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)
}
