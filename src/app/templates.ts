import { type Diagnostic, hasErrors, type Tree } from '#core/index.js'
import { type Graph, graphOf } from '#graph/index.js'
import { findTemplates, type Source } from './discover.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'
import { checkParameters, type GivenParameters, hiddenDefaults, NO_PARAMETERS, ownParameters, type OwnParameters } from './parameters.js'

/** The reader's codes for text that is no template at all. */
const NO_TEMPLATE = new Set(['not-a-template', 'no-resources'])

/** A template that could be read, whatever else may be wrong with it. */
export interface Template extends OwnParameters {
  readonly file: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
  readonly graph: Graph
  /** What the reader had to say. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A file that is no template. */
export interface BrokenFile {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
}

export type ReadFile = ({ readonly is: 'template' } & Template) | ({ readonly is: 'broken' } & BrokenFile)

/**
 * Every template below the paths, in a fixed order; what cannot be read is in its place. Throws `usage.bad-argument` or `input.invalid`
 * when a given parameter is none of theirs.
 */
export async function readTemplates(
  context: Context,
  paths: readonly string[],
  given: GivenParameters = NO_PARAMETERS,
): Promise<readonly ReadFile[]> {
  const sources = await findTemplates(context.files, paths)
  const { readTemplate } = await import('#read/cloudformation/index.js')
  const read = async (source: Source): Promise<ReadFile> => {
    const { file, from, text } = source
    if (text === undefined) return { is: 'broken', file, diagnostics: source.diagnostics }
    const { tree, diagnostics } = await readTemplate(text, file)
    if (tree === undefined || diagnostics.some(({ code }) => NO_TEMPLATE.has(code))) return { is: 'broken', file, diagnostics }
    const own = ownParameters(tree, given)
    for (const secret of [...Object.values(own.secrets), ...hiddenDefaults(tree)]) context.secrets.add(secret)
    return { is: 'template', file, from, tree, graph: graphOf(tree, file), diagnostics, ...own }
  }
  const files: ReadFile[] = []
  for (const source of sources) {
    if (sources.length > 1) context.progress.step(source.file)
    files.push(await read(source))
  }
  const templates = files.filter((file) => file.is === 'template')
  await checkParameters(given, templates, templates.length === files.length)
  return files
}

/** Templates for work that needs every one of them: throws `input.invalid` with all that is wrong when one cannot be used. */
export async function requireTemplates(
  context: Context,
  paths: readonly string[],
  given: GivenParameters = NO_PARAMETERS,
): Promise<readonly Template[]> {
  const files = await readTemplates(context, paths, given)
  const broken = files.filter((file) => file.is === 'broken' || hasErrors(file.diagnostics))
  if (broken.length > 0) throw unusable(`${broken.map(({ file }) => `"${file}"`).join(', ')} cannot be used as a template`, broken)
  return files.filter((file) => file.is === 'template')
}
