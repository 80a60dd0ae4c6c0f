import * as z from 'zod'
import { DIAGNOSTIC, diagnosticOutputs } from '../diagnostics.js'
import { filesText } from '../diagnostics-text.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { defineOperation, type ResultExit } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { worldsOfTemplate } from '../stacks.js'
import { type ReadFile, readTemplates } from '../templates.js'

export const validate = defineOperation({
  name: 'validate',
  about: 'Say what CloudFormation would refuse in templates, and what hardly anyone means.',
  effect: 'reads',
  input: z.strictObject({ paths: PATHS, ...PARAMETER_INPUTS, region: REGION, asOf: AS_OF }),
  output: z.object({ files: z.array(z.object({ file: z.string(), diagnostics: z.array(DIAGNOSTIC) })) }),
  examples: [
    { about: 'One template', command: 'stanchion validate template.yaml' },
    { about: 'Every template of a folder, for one region', command: 'stanchion validate infrastructure --region eu-west-1' },
  ],
  cli: { positional: 'paths', placeholders: { paths: 'PATH', asOf: 'DATE', ...PARAMETER_PLACEHOLDERS } },
  async run({ paths, parameter, parameters, region, asOf: day }, context) {
    checkRegion(region, context)
    const asOf = asOfOr(day, context)
    const read = await readTemplates(context, paths, await givenParameters(context, { parameter, parameters }))
    const { validateTemplate } = await import('#analyze/validate/index.js')
    const files = read.map((file) => {
      const found =
        file.is === 'broken'
          ? []
          : validateTemplate(file.tree, context.catalog(), { region, asOf, worlds: worldsOfTemplate(file, region, asOf) })
      return {
        file: file.file,
        diagnostics: diagnosticOutputs([...file.diagnostics, ...found]),
      }
    })
    return {
      output: { files },
      exit: exitOf(
        read,
        files.flatMap(({ diagnostics }) => diagnostics),
      ),
      human: (page) => filesText(files, page),
    }
  },
})

function exitOf(read: readonly ReadFile[], diagnostics: readonly { readonly severity: string }[]): ResultExit {
  if (read.some(({ is }) => is === 'broken')) return 3
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}
