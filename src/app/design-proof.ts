import { validateTemplate } from '#analyze/validate/index.js'
import { invariant } from '#core/index.js'
import type { Design } from '#design/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import type { Context } from './operation.js'

/**
 * Reads the templates of a design back from their text and holds the design to its promise: no error of our own validation. Anything
 * else is our bug, and nothing is written.
 */
export async function proveDesign(design: Design, files: ReadonlyMap<string, Uint8Array>, context: Context): Promise<void> {
  for (const { file, region } of design.stacks) {
    const { tree, diagnostics } = await readTemplate(new TextDecoder().decode(files.get(file)), file)
    invariant(tree !== undefined, `the design's ${file} cannot be read back`)
    const found = [...diagnostics, ...validateTemplate(tree, context.catalog(), { region })]
    const error = found.find(({ severity }) => severity === 'error')
    invariant(
      error === undefined,
      `the design's ${file} does not pass validation: ${error?.message ?? ''} (${error?.path?.join('.') ?? ''})`,
    )
  }
}
