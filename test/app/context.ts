import { join } from 'node:path'
import { packFolder } from '#adapters/packs.js'
import { catalogContext, type Context, loadOperation, type Operation, PLAIN_STYLE, type Result } from '#app/index.js'
import type { FileStore, Revisions } from '#core/index.js'
import { REPOSITORY } from '../support/run.js'

export const PAGE = { width: 80, style: PLAIN_STYLE }

const packs = packFolder(join(REPOSITORY, 'catalog'))

/** Operations over the given files and the committed catalog. */
function contextOver(files: FileStore, revisions: Revisions | undefined): Context {
  return catalogContext({
    files,
    progress: { step: () => undefined },
    packs: () => packs,
    ...(revisions === undefined ? {} : { revisions }),
  })
}

export async function operate(name: string, input: unknown, files: FileStore, revisions?: Revisions): Promise<Result<object>> {
  const operation: Operation | undefined = await loadOperation(name)
  if (operation === undefined) throw new Error(`there is no operation ${name}`)
  const result = await operation.run(input, contextOver(files, revisions))
  // What leaves an operation fits the schema that is published for it, and survives JSON.
  operation.output.parse(JSON.parse(JSON.stringify(result.output)))
  return result
}
