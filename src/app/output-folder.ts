import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { type FileStore, StanchionError } from '#core/index.js'
import { INPUT_LIMIT_BYTES, MANIFEST } from './discover.js'
import { stop } from './failure.js'
import { jsonOrNothing } from './json.js'

/** SHA-256 in hex by path, as `stanchion.json` holds it. */
export type Digests = Readonly<Record<string, string>>

const NAMED_AT_MOST = 5

// The manifest lies in a folder that anyone may have written: a path of it must stay in that folder.
const OWN_PATH = z
  .string()
  .refine(
    (path) => path !== MANIFEST && path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !step.includes('\\')),
  )
const MANIFEST_SHAPE = z.object({ files: z.record(OWN_PATH, z.string().regex(/^[0-9a-f]{64}$/)) })

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function digestsOf(files: ReadonlyMap<string, Uint8Array>): Digests {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, digestOf(bytes)]))
}

/**
 * Whether a design may be written to a folder, and which files of an earlier design have to go. Throws `refused.output-not-ours`
 * or `refused.output-edited`; `force` gives up what was edited, and never what is not ours.
 */
export async function checkOutputFolder(
  files: FileStore,
  folder: string,
  plan: { readonly files: ReadonlyMap<string, Uint8Array>; readonly force: boolean },
): Promise<readonly string[]> {
  const kind = await files.kind(folder)
  if (kind === 'absent') return []
  if (kind !== 'folder') throw stop('refused.output-not-ours', `"${folder}" is a file`, 'give a folder that does not exist yet')
  const entries = await files.list(folder)
  if (entries.length === 0) return []
  const earlier = entries.includes(MANIFEST) ? await readManifest(files, folder) : undefined
  if (earlier === undefined)
    throw stop('refused.output-not-ours', `"${folder}" holds something else: ${named(entries)}`, 'give a folder that does not exist yet')
  const made = digestsOf(plan.files)
  const edited = await editedFiles(files, folder, { earlier, made })
  if (edited.length > 0 && !plan.force)
    throw stop(
      'refused.output-edited',
      `files of "${folder}" were edited: ${named(edited)}`,
      'keep them elsewhere and say --force to replace them, or give another folder',
    )
  await checkNotInTheWay(
    files,
    folder,
    Object.entries(made).filter(([name]) => name !== MANIFEST && !Object.hasOwn(earlier, name)),
  )
  return Object.keys(earlier).filter((name) => !plan.files.has(name) && !edited.includes(name))
}

/** undefined: the file is not ours. */
async function readManifest(files: FileStore, folder: string): Promise<Digests | undefined> {
  const text = await textOrNothing(files, join(folder, MANIFEST))
  const parsed = MANIFEST_SHAPE.safeParse(text === undefined ? undefined : jsonOrNothing(text))
  return parsed.success ? parsed.data.files : undefined
}

/** Files whose content would be lost: one that was deleted, or that already says what will be written, is not among them. */
async function editedFiles(
  files: FileStore,
  folder: string,
  { earlier, made }: { readonly earlier: Digests; readonly made: Digests },
): Promise<readonly string[]> {
  const edited: string[] = []
  for (const [name, digest] of Object.entries(earlier)) {
    const now = await digestAt(files, join(folder, name))
    if (now !== 'absent' && now !== digest && now !== made[name]) edited.push(name)
  }
  return edited
}

async function checkNotInTheWay(files: FileStore, folder: string, made: readonly (readonly [string, string])[]): Promise<void> {
  const taken: string[] = []
  for (const [name, digest] of made) {
    const now = await digestAt(files, join(folder, name))
    if (now !== 'absent' && now !== digest) taken.push(name)
  }
  if (taken.length > 0)
    throw stop(
      'refused.output-not-ours',
      `"${folder}" holds files of yours where the design has its own: ${named(taken)}`,
      'move them, or give another folder',
    )
}

/** `absent`, `other` for what is no file of a size that we write, else the digest. */
async function digestAt(files: FileStore, path: string): Promise<string> {
  if ((await files.kind(path)) === 'absent') return 'absent'
  const bytes = await bytesOrNothing(files, path)
  return bytes === undefined ? 'other' : digestOf(bytes)
}

async function bytesOrNothing(files: FileStore, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path, INPUT_LIMIT_BYTES)
  } catch (error) {
    // Grown beyond the limit, or a folder now: not as we wrote it.
    if (error instanceof StanchionError && (error.code === 'input.too-large' || error.code === 'input.unreadable')) return undefined
    throw error
  }
}

async function textOrNothing(files: FileStore, path: string): Promise<string | undefined> {
  const bytes = await bytesOrNothing(files, path)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

function named(names: readonly string[]): string {
  const first = names.slice(0, NAMED_AT_MOST).join(', ')
  return names.length > NAMED_AT_MOST ? `${first} and ${names.length - NAMED_AT_MOST} more` : first
}
