import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { type FileStore, type OpenFile, StanchionError } from '#core/index.js'
import { fileOfKey, newestManifests, readManifest } from './manifest.js'
import type { ReportFile } from './read-bills.js'
import { unusable } from './source.js'

const DATA = /\.(parquet|csv|csv\.gz|csv\.gzip)$/i
const MANIFEST = /manifest\.json$/i
const MOST_FILES = 20_000
const DEEPEST = 12
const PIECE = 1024 * 1024

export interface FoundReports {
  readonly files: readonly ReportFile[]
  /** What was left out, for people. */
  readonly notes: readonly string[]
}

/** The files of bills at paths: each is a file, or a folder as an export fills it, with manifests or without. A file that is there twice counts once. */
export async function findReports(files: FileStore, paths: readonly string[]): Promise<FoundReports> {
  const notes: string[] = []
  const found: ReportFile[] = []
  for (const path of paths) {
    const kind = await files.kind(path)
    if (kind === 'folder') found.push(...(await inFolder(files, path, notes)))
    else found.push(fileAt(files, path))
  }
  return { files: await distinct(found, notes), notes }
}

function fileAt(files: FileStore, path: string): ReportFile {
  return { name: path, report: reportOf(path), open: () => files.open(path) }
}

/** Parts of a report lie in one folder and are numbered. */
function reportOf(path: string): string {
  const stem = basename(path)
    .replace(DATA, '')
    .replace(/\.snappy$/i, '')
    .replace(/[-_.]?\d{1,6}$/, '')
  return `${dirname(path)}/${stem}`
}

async function inFolder(files: FileStore, folder: string, notes: string[]): Promise<readonly ReportFile[]> {
  const all = await below(files, folder)
  const data = all.filter((path) => DATA.test(path))
  const read = await Promise.all(all.filter((path) => MANIFEST.test(path)).map((path) => readManifest(files, path)))
  const manifests = newestManifests(read.filter((manifest) => manifest !== undefined))
  if (manifests.length === 0) {
    if (data.length === 0)
      throw unusable(folder, 'has no bill in it: no .parquet, .csv or .csv.gz file; give the folder that the export writes to')
    return data.map((path) => fileAt(files, path))
  }
  const named = manifests.flatMap(({ file, keys }) =>
    keys.map((key): ReportFile => {
      const path = fileOfKey(key, data)
      if (path === undefined) throw unusable(file, `names the part "${key}", which is not below "${folder}"; download all parts`)
      return { ...fileAt(files, path), report: file }
    }),
  )
  const counted = new Set(named.map(({ name }) => name))
  const others = data.filter((path) => !counted.has(path)).length
  if (others > 0)
    notes.push(
      `${others} ${others === 1 ? 'file' : 'files'} below "${folder}" that no current manifest names ${others === 1 ? 'is' : 'are'} left out`,
    )
  return [...new Map(named.map((file) => [file.name, file])).values()]
}

async function below(files: FileStore, folder: string): Promise<readonly string[]> {
  const found: string[] = []
  const walk = async (path: string, depth: number): Promise<void> => {
    for (const name of await files.list(path)) {
      const child = join(path, name)
      if (name.startsWith('.')) continue
      if ((await files.kind(child)) === 'folder') {
        if (depth < DEEPEST) await walk(child, depth + 1)
      } else found.push(child)
      if (found.length > MOST_FILES)
        throw new StanchionError('input.too-large', `"${folder}" holds more than ${MOST_FILES} files; give the folder of the report alone`)
    }
  }
  await walk(folder, 0)
  return found
}

/** Leaves out files of the same bytes. */
async function distinct(found: readonly ReportFile[], notes: string[]): Promise<readonly ReportFile[]> {
  if (found.length < 2) return found
  const sizes: number[] = []
  for (const file of found) sizes.push(await opened(file, async ({ size }) => size))
  const often = new Map<number, number>()
  for (const size of sizes) often.set(size, (often.get(size) ?? 0) + 1)
  const kept: ReportFile[] = []
  const byDigest = new Map<string, string>()
  for (const [index, file] of found.entries()) {
    const size = sizes[index] ?? 0
    if ((often.get(size) ?? 0) > 1) {
      const digest = await opened(file, digestOf)
      const same = byDigest.get(digest)
      if (same !== undefined) {
        notes.push(`"${file.name}" is the same file as "${same}" and counts once`)
        continue
      }
      byDigest.set(digest, file.name)
    }
    kept.push(file)
  }
  return kept
}

async function opened<T>(file: ReportFile, use: (bytes: OpenFile) => Promise<T>): Promise<T> {
  const bytes = await file.open()
  try {
    return await use(bytes)
  } finally {
    await bytes.close()
  }
}

async function digestOf(bytes: OpenFile): Promise<string> {
  const hash = createHash('sha256')
  for (let start = 0; start < bytes.size; start += PIECE) hash.update(await bytes.read(start, Math.min(bytes.size, start + PIECE)))
  return hash.digest('hex')
}
