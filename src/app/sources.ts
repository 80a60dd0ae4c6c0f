import { dirname, join } from 'node:path'
import { type FileStore, StanchionError } from '#core/index.js'
import type { Construct } from '#read/cdk/index.js'

type Constructs = ReadonlyMap<string, Construct>

/**
 * Sources as files beside an assembly: the machine that made it may have called them otherwise. `/builds/7/shop/lib/data.ts:12:5` is
 * `lib/data.ts:12:5` where the app has such a file.
 */
export function localSources(files: Pick<FileStore, 'kind'>, assembly: string): (constructs: Constructs) => Promise<Constructs> {
  const app = dirname(join(assembly, '.'))
  const known = new Map<string, Promise<string>>()
  const local = (source: string): Promise<string> => {
    const [, path = source, place = ''] = /^(.*?)((?::\d+)*)$/.exec(source) ?? []
    const found = known.get(path) ?? fileBelow(files, app, path)
    known.set(path, found)
    return found.then((file) => `${file}${place}`)
  }
  return async (constructs) =>
    new Map(
      await Promise.all(
        [...constructs].map(async ([id, construct]): Promise<[string, Construct]> => {
          const { source } = construct
          return [id, source === undefined ? construct : { ...construct, source: await local(source) }]
        }),
      ),
    )
}

async function fileBelow(files: Pick<FileStore, 'kind'>, app: string, path: string): Promise<string> {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.' && step !== '..')
  for (let at = 0; at < steps.length; at += 1) {
    const file = join(app, ...steps.slice(at))
    if (await isFile(files, file)) return file
  }
  return path
}

async function isFile(files: Pick<FileStore, 'kind'>, file: string): Promise<boolean> {
  try {
    return (await files.kind(file)) === 'file'
  } catch (error) {
    // A server may not look outside its folders.
    if (error instanceof StanchionError && error.code.startsWith('usage.')) return false
    throw error
  }
}
