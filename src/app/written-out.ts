import { dirname, join } from 'node:path'
import { type Diagnostic, entryOf, type FileStore, StanchionError, type Tree } from '#core/index.js'
import { readSource } from './discover.js'
import { isWithin, rootOf } from './nested.js'

/** A template as CloudFormation comes to see it: includes, loops and SAM written out, functions kept. */
export interface WrittenOut {
  readonly tree: Tree
  /** What could not be written out. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface ToWriteOut {
  readonly file: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string | undefined
}

const SERVERLESS = /^AWS::Serverless-/
/** Includes that include others. */
const MOST_INCLUDES = 100

/** Writes a template out as far as the given values and the files beside it allow; what stays is as it was. */
export async function writtenOut(files: FileStore, template: ToWriteOut): Promise<WrittenOut> {
  if (!mayExpand(template.tree)) return { tree: template.tree, diagnostics: [] }
  const language = await withLanguage(files, template)
  if (!isServerless(language.tree)) return language
  const { expandSam } = await import('#read/sam/index.js')
  const { parameters, region } = template
  const { tree, diagnostics } = expandSam(language.tree, { parameters, lenient: true, ...(region === undefined ? {} : { region }) })
  return { tree: tree ?? language.tree, diagnostics: [...language.diagnostics, ...diagnostics] }
}

/** Whether anything can be written out at all, so that plain templates load nothing. */
function mayExpand(tree: Tree): boolean {
  if (entryOf(tree, 'Transform') !== undefined) return true
  let found = false
  const look = (each: Tree, depth: number): void => {
    if (found || depth > DEEPEST) return
    if (each.kind === 'list') for (const item of each.items) look(item, depth + 1)
    if (each.kind !== 'map') return
    for (const { key, value } of each.entries) {
      if (key === 'Fn::Transform' || key.startsWith('Fn::ForEach')) found = true
      look(value, depth + 1)
    }
  }
  look(tree, 0)
  return found
}
const DEEPEST = 200

export function isServerless(tree: Tree): boolean {
  const transform = entryOf(tree, 'Transform')?.value
  const names = transform?.kind === 'list' ? transform.items : transform === undefined ? [] : [transform]
  return names.some((name) => name.kind === 'scalar' && SERVERLESS.test(String(name.value)))
}

/** Reads the files that are included as they are asked for, until no more are. */
async function withLanguage(files: FileStore, { file, from, tree, parameters, region }: ToWriteOut): Promise<WrittenOut> {
  const [{ expandLanguage }, { readTree }] = await Promise.all([import('#read/cloudformation/index.js'), import('#read/text/index.js')])
  const included = new Map<string, Tree | undefined>()
  const root = await rootOf(files, from)
  for (;;) {
    const wanted = new Set<string>()
    const include = (location: string): Tree | undefined => {
      if (!included.has(location)) wanted.add(location)
      return included.get(location)
    }
    const expanded = expandLanguage(tree, { parameters, region, include })
    if (wanted.size === 0 || included.size > MOST_INCLUDES) return expanded
    for (const location of wanted) {
      const path = join(dirname(file), location)
      const text = isWithin(path, root) ? await textOf(files, path) : undefined
      included.set(location, text === undefined ? undefined : (await readTree(text, path, { cloudFormation: true })).tree)
    }
  }
}

async function textOf(files: FileStore, path: string): Promise<string | undefined> {
  try {
    return (await files.kind(path)) === 'file' ? (await readSource(files, path)).text : undefined
  } catch (error) {
    // The expansion says that the file cannot be used.
    if (error instanceof StanchionError && error.code.startsWith('input.')) return undefined
    throw error
  }
}
