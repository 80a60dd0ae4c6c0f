import { basename, dirname } from 'node:path'
import { type FileStore, isJsonObject } from '#core/index.js'
import { reasonOf, unusable } from './source.js'

const LONGEST_MANIFEST = 32 * 1024 * 1024

/** What a report's manifest names: the keys of its files in their bucket. */
export interface Manifest {
  readonly file: string
  readonly keys: readonly string[]
}

/** Reads a manifest of an export; undefined for other JSON that happens to be called so. */
export async function readManifest(files: FileStore, file: string): Promise<Manifest | undefined> {
  const text = new TextDecoder().decode(await files.read(file, LONGEST_MANIFEST))
  const json = parsed(file, text)
  if (!isJsonObject(json)) return undefined
  const keys = ['reportKeys', 'dataFiles'].map((name) => json[name]).find((each) => Array.isArray(each))
  if (!Array.isArray(keys)) return undefined
  return { file, keys: keys.flatMap((key) => (typeof key === 'string' ? [key] : [])).map((key) => key.replace(/^s3:\/\/[^/]+\//, '')) }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unusable(file, `is no JSON (${reasonOf(cause)}); download it again`, cause)
  }
}

/** Manifests that are not the copy, in a folder below, of one that says which version of a report counts. */
export function newestManifests(manifests: readonly Manifest[]): readonly Manifest[] {
  const isCopyOf = (copy: Manifest, of: Manifest): boolean =>
    copy !== of && basename(copy.file) === basename(of.file) && dirname(copy.file).startsWith(`${dirname(of.file)}/`)
  return manifests.filter((manifest) => !manifests.some((other) => isCopyOf(manifest, other)))
}

/** The file below the folder that a key is: the one whose path has the most of the key's end. */
export function fileOfKey(key: string, candidates: readonly string[]): string | undefined {
  const wanted = key.split('/').toReversed()
  const shared = (path: string): number => {
    const steps = path.split('/').toReversed()
    const first = wanted.findIndex((step, index) => steps[index] !== step)
    return first < 0 ? wanted.length : first
  }
  const [best] = candidates.map((path) => ({ path, shared: shared(path) })).toSorted((one, other) => other.shared - one.shared)
  return best === undefined || best.shared === 0 ? undefined : best.path
}
