import { dirname, join } from 'node:path'
import { type Diagnostic, hasErrors, type Tree } from '#core/index.js'
import type { ExpandedLanguage, LanguageOptions } from '#read/cloudformation/index.js'
import { readSource } from './discover.js'
import { isWithin, rootOf } from './nested.js'
import type { Context } from './operation.js'

const STANDARD_INPUT = '-'

interface Written {
  readonly path: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
}

/** A template with its loops and the local files that it includes written out; files are looked for beside the template. */
export async function expandedLanguage(
  context: Pick<Context, 'files'>,
  template: Written,
  options: Pick<LanguageOptions, 'parameters' | 'region'>,
): Promise<ExpandedLanguage> {
  const { expandLanguage } = await import('#read/cloudformation/index.js')
  const files = new Map<string, Tree | undefined>()
  const diagnostics: Diagnostic[] = []
  for (;;) {
    const wanted = new Set<string>()
    const include = (location: string): Tree | undefined => {
      if (!files.has(location)) wanted.add(location)
      return files.get(location)
    }
    const expanded = expandLanguage(template.tree, { ...options, include })
    // What is included brings no further includes, so this ends.
    if (wanted.size === 0) return { ...expanded, diagnostics: [...diagnostics, ...expanded.diagnostics] }
    for (const location of wanted) {
      const read = await includedFile(context, template, location)
      files.set(location, read.tree)
      diagnostics.push(...read.diagnostics)
    }
  }
}

async function includedFile(
  context: Pick<Context, 'files'>,
  { path: template, from }: Written,
  location: string,
): Promise<{ readonly tree: Tree | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const path = join(dirname(template), location)
  // A template may come from anybody: only what lies below what the user gave is read.
  const inside = template !== STANDARD_INPUT && isWithin(path, await rootOf(context.files, from))
  if (!inside || (await context.files.kind(path)) !== 'file') return { tree: undefined, diagnostics: [] }
  const { file, text, diagnostics } = await readSource(context.files, path)
  if (text === undefined) return { tree: undefined, diagnostics }
  const { readTree } = await import('#read/text/index.js')
  const read = await readTree(text, file, { cloudFormation: true })
  return { tree: hasErrors(read.diagnostics) ? undefined : read.tree, diagnostics: read.diagnostics }
}
