import { dirname } from 'node:path'
import * as z from 'zod'
import { DIAGNOSTIC, type DiagnosticOutput, diagnosticOutputs, NO_CONSTRUCTS, type RegionalDiagnostic } from '../diagnostics.js'
import { filesText } from '../diagnostics-text.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGIONS } from '../inputs.js'
import { defineOperation, type ResultExit } from '../operation.js'
import { nestedIn, templatesByFile } from '../nested-stacks.js'
import { givenParameters } from '../parameters.js'
import { inRegions } from '../regions.js'
import { refuseElsewhere, worldsOfTemplate } from '../stacks.js'
import { type ReadFile, readTemplates, type Template } from '../templates.js'
import { skippedText, VALIDATE_TOTAL, validateTotal } from '../totals.js'

export const validate = defineOperation({
  name: 'validate',
  about: 'Say what CloudFormation would refuse in templates, and what hardly anyone means.',
  effect: 'reads',
  input: z.strictObject({ paths: PATHS, ...PARAMETER_INPUTS, region: REGIONS, asOf: AS_OF }),
  output: z.object({ files: z.array(z.object({ file: z.string(), diagnostics: z.array(DIAGNOSTIC) })), total: VALIDATE_TOTAL }),
  examples: [
    { about: 'One template', command: 'stanchion validate template.yaml' },
    { about: 'Everything in a repository, for two regions', command: 'stanchion validate . --region eu-west-1 --region us-east-1' },
  ],
  cli: { positional: 'paths', placeholders: { paths: 'PATH', asOf: 'DATE', ...PARAMETER_PLACEHOLDERS } },
  async run({ paths, parameter, parameters, region, asOf: day }, context) {
    const asked = [...new Set(region)]
    for (const each of asked) checkRegion(each, context)
    const asOf = asOfOr(day, context)
    const { files: read, skipped } = await readTemplates(context, paths, {
      given: await givenParameters(context, { parameter, parameters }),
      region: asked[0],
    })
    refuseElsewhere(
      read.filter((file) => file.is === 'template'),
      asked,
    )
    const { readLocalCode, validateTemplate } = await import('#analyze/validate/index.js')
    const byFile = templatesByFile(read)
    const checked = async (template: Template): Promise<readonly RegionalDiagnostic[]> => {
      const { file, tree, bytes, deployed } = template
      const local = await readLocalCode(tree, dirname(file), context.files)
      const regions = deployed?.region === undefined ? asked : [deployed.region]
      return inRegions(regions, (each) =>
        validateTemplate(tree, context.catalog(), {
          region: each,
          asOf,
          bytes,
          local,
          worlds: worldsOfTemplate(template, each, asOf),
          nested: nestedIn(template, byFile, { region: each, asOf }),
        }),
      )
    }
    const files: { file: string; diagnostics: DiagnosticOutput[] }[] = []
    for (const each of read) {
      const { file, diagnostics } = each
      const all = each.is === 'broken' ? diagnostics : [...diagnostics, ...(await checked(each))]
      files.push({ file, diagnostics: diagnosticOutputs(all, each.is === 'broken' ? NO_CONSTRUCTS : each.constructs) })
    }
    return {
      output: { files, total: validateTotal(files, skipped) },
      exit: exitOf(
        read,
        files.flatMap(({ diagnostics }) => diagnostics),
      ),
      human: (page) => `${filesText(files, page)}${skippedText(skipped, page)}`,
    }
  },
})

function exitOf(read: readonly ReadFile[], diagnostics: readonly { readonly severity: string }[]): ResultExit {
  if (read.some(({ is }) => is === 'broken')) return 3
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}
