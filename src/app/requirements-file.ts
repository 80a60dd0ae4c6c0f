import { type Diagnostic, entryOf, type Span, type Tree } from '#core/index.js'
import type { DefaultUsed, Requirements } from '#spec/index.js'
import { readSource } from './discover.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'

export interface RequirementsFile {
  /** As it is printed. */
  readonly file: string
  /** As it was read. */
  readonly text: string
  readonly requirements: Requirements
  readonly defaults: readonly DefaultUsed[]
  /** What is odd in it, but not wrong. */
  readonly warnings: readonly Diagnostic[]
  /** Where `region` is said; undefined where the default holds. */
  readonly regionSpan: Span | undefined
}

/** A price that every region of the price book has. */
const PRICED_EVERYWHERE = 's3.standard_storage'

/** Reads a requirements file; throws `input.invalid` with all its mistakes. */
export async function readRequirementsFile(context: Context, path: string): Promise<RequirementsFile> {
  const source = await readSource(context.files, path)
  const { file, text } = source
  if (text === undefined) throw refused(file, source.diagnostics)
  const [{ readTree }, { requirementsOf }] = await Promise.all([import('#read/text/index.js'), import('#read/requirements/index.js')])
  const { tree, diagnostics } = await readTree(text, file, { strictKeys: true })
  if (tree === undefined) throw refused(file, diagnostics)
  const catalog = context.catalog()
  // A design is chosen by its price, so a region without list prices is no region to design for.
  const regions = catalog
    .regions()
    .map(({ name }) => name)
    .filter((name) => catalog.prices.tiers(PRICED_EVERYWHERE, name) !== undefined)
  const read = requirementsOf(tree, { regions })
  const all = [...diagnostics, ...read.diagnostics]
  if (read.requirements === undefined || all.some(({ severity }) => severity === 'error')) throw refused(file, all)
  return { file, text, requirements: read.requirements, defaults: read.defaults, warnings: all, regionSpan: regionSpan(tree) }
}

function refused(file: string, diagnostics: readonly Diagnostic[]): Error {
  return unusable(`"${file}" cannot be used as requirements`, [{ file, diagnostics }])
}

function regionSpan(tree: Tree): Span | undefined {
  return entryOf(tree, 'region')?.value.span
}
