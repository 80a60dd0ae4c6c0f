import { basename, extname, join } from 'node:path'
import { type Diagnostic, didYouMean, type FileStore } from '#core/index.js'
import { stop } from './failure.js'

/** Far larger than any template that CloudFormation takes (1 MB): what a CDK app or a generator writes is judged, too. */
export const INPUT_LIMIT_BYTES = 16 * 1024 * 1024
const STANDARD_INPUT = '-'
/** The file that makes a folder a design of ours. */
export const MANIFEST = 'stanchion.json'

const TEMPLATE_EXTENSIONS = new Set(['.yaml', '.yml', '.json', '.template'])
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'cdk.out'])
const DEEPEST = 40
// The key at the start of a line (YAML) or anywhere in quotes (JSON).
const LOOKS_LIKE_A_TEMPLATE = /^(?:Resources|AWSTemplateFormatVersion)\s*:|["'](?:Resources|AWSTemplateFormatVersion)["']\s*:/m

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

/** Every template below the paths, in a fixed order, each once. A file that is named is taken whatever is in it. */
export async function findTemplates(files: FileStore, paths: readonly string[]): Promise<readonly Source[]> {
  const found = new Map<string, Source>()
  for (const path of paths) {
    const kind = await kindOf(files, path)
    const sources = kind === 'file' ? [await readSource(files, path)] : await templatesIn(files, path)
    for (const source of sources) if (!found.has(source.file)) found.set(source.file, source)
  }
  return [...found.values()]
}

async function templatesIn(files: FileStore, folder: string): Promise<readonly Source[]> {
  const sources: Source[] = []
  for (const name of await templateNames(files, folder)) {
    const source = await readSource(files, name, folder)
    if (source.text !== undefined && LOOKS_LIKE_A_TEMPLATE.test(source.text)) sources.push(source)
  }
  if (sources.length > 0) return sources
  throw stop('usage.bad-argument', `there is no CloudFormation template in "${folder}"`, 'give a template, or a folder that holds one')
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
  return stop(
    'usage.path-not-found',
    `"${path}" does not exist${didYouMean(basename(path), neighbours)}`,
    'give the path of a file, or of a folder that holds one',
  )
}

async function templateNames(files: FileStore, folder: string, depth = 0): Promise<readonly string[]> {
  const names: string[] = []
  for (const name of depth > DEEPEST ? [] : await files.list(folder)) {
    if (name.startsWith('.') || SKIPPED_FOLDERS.has(name)) continue
    const path = join(folder, name)
    const kind = await files.kind(path)
    if (kind === 'folder') names.push(...(await templateNames(files, path, depth + 1)))
    if (kind === 'file' && name !== MANIFEST && TEMPLATE_EXTENSIONS.has(extname(name).toLowerCase())) names.push(path)
  }
  return names
}
