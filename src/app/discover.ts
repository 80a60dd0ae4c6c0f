import { basename, join } from 'node:path'
import { type Diagnostic, didYouMean, type FileStore } from '#core/index.js'
import { stop } from './failure.js'

/** Far larger than any template that CloudFormation takes (1 MB): what a CDK app or a generator writes is judged, too. */
export const INPUT_LIMIT_BYTES = 16 * 1024 * 1024
const STANDARD_INPUT = '-'
/** The file that makes a folder a design of ours. */
export const MANIFEST = 'stanchion.json'

/** Where a CDK app puts what it makes, and the file that makes a folder one. */
export const CDK_OUTPUT = 'cdk.out'
export const CDK_APP = 'cdk.json'

/** A text that was asked for by name, or found in a folder that was. */
export interface Source {
  /** As it is printed: the path, `<stdin>` for standard input. */
  readonly file: string
  /** Undefined when the bytes are no text; a diagnostic says why. */
  readonly text: string | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** The user's path that led here. */
  readonly from: string
}

/** One file; throws `usage.path-not-found`, `input.too-large` or `input.unreadable`. */
export async function readSource(files: FileStore, path: string, from: string = path): Promise<Source> {
  const file = path === STANDARD_INPUT ? '<stdin>' : path
  if ((await kindOf(files, path)) === 'folder') throw stop('input.unreadable', `"${path}" is a folder`, 'give the path of a file')
  const bytes = await files.read(path, INPUT_LIMIT_BYTES)
  const { decodeText } = await import('#read/text/index.js')
  return { file, from, ...decodeText(bytes, file) }
}

/** What is at a path that must exist. */
export async function kindOf(files: FileStore, path: string): Promise<'file' | 'folder'> {
  if (path === STANDARD_INPUT) return 'file'
  const kind = await files.kind(path)
  if (kind === 'file' || kind === 'folder') return kind
  if (kind === 'other') throw stop('input.unreadable', `"${path}" is neither a file nor a folder`, 'give the path of a file')
  throw await notFound(files, path)
}

async function notFound(files: FileStore, path: string): Promise<Error> {
  const folder = join(path, '..')
  const neighbours = (await files.kind(folder)) === 'folder' ? await files.list(folder) : []
  const message = `"${path}" does not exist${didYouMean(basename(path), neighbours)}`
  if (basename(path) === CDK_OUTPUT && neighbours.includes(CDK_APP))
    return stop('usage.path-not-found', message, `it is made by "npx cdk synth" in "${folder}"; run that first`)
  return stop('usage.path-not-found', message, 'give the path of a file, or of a folder that holds one')
}
