import { join } from 'node:path'
import type { Tree } from '#core/index.js'
import type { ReadUsage } from '#read/usage/index.js'
import type { Usage } from '#spec/index.js'
import { readSource } from './discover.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'

export const USAGE_FILE = 'usage.yaml'

/** A usage file and, for places in messages, what it was read from. */
export interface FileUsage extends Usage {
  readonly tree?: Tree
}

export const NO_USAGE: FileUsage = { resources: {} }

/** Reads a usage file; throws `input.invalid` with all that is wrong in it. */
export async function readUsage(context: Context, path: string): Promise<FileUsage> {
  const source = await readSource(context.files, path)
  const { file } = source
  const [{ readTree }, { usageOf }] = await Promise.all([import('#read/text/index.js'), import('#read/usage/index.js')])
  const text =
    source.text === undefined
      ? { tree: undefined, diagnostics: source.diagnostics }
      : await readTree(source.text, file, { strictKeys: true })
  const read: ReadUsage | undefined =
    text.tree === undefined
      ? undefined
      : usageOf(text.tree, {
          regions: context
            .catalog()
            .regions()
            .map(({ name }) => name),
        })
  if (read?.usage !== undefined) return withPlaces(read, file, text.tree)
  throw unusable(`"${file}" cannot be used as a usage file`, [{ file, diagnostics: [...text.diagnostics, ...(read?.diagnostics ?? [])] }])
}

/** The usage file that lies in a folder, as it does in a design's. */
export async function usageIn(context: Context, folder: string): Promise<FileUsage | undefined> {
  const path = join(folder, USAGE_FILE)
  return (await context.files.kind(path)) === 'file' ? readUsage(context, path) : undefined
}

function withPlaces({ usage = NO_USAGE, diagnostics }: ReadUsage, file: string, tree: Tree | undefined): FileUsage {
  const notes = diagnostics
    .filter(({ severity }) => severity === 'warning')
    .map(({ message, span }) => `${file}${span === undefined ? '' : `:${span.line}`}: ${message}`)
  return { ...usage, ...(tree === undefined ? {} : { tree }), ...(notes.length === 0 ? {} : { notes }) }
}

/** Whether two files say the same, wherever it stands in them. */
export function sameUsage(one: FileUsage, other: FileUsage): boolean {
  const said = ({ tree: _tree, notes: _notes, ...usage }: FileUsage): string => JSON.stringify(usage)
  return said(one) === said(other)
}
