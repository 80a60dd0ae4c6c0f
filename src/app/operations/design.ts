import * as z from 'zod'
import type { Design } from '#design/index.js'
import type { DefaultUsed } from '#spec/index.js'
import { CANDIDATE, candidateOutput, CERTIFICATE, certificateOutput } from '../design-output.js'
import { DIAGNOSTIC, diagnosticOutputs } from '../diagnostics.js'
import { fileText } from '../diagnostics-text.js'
import { AS_OF, asOfOr } from '../inputs.js'
import { type Context, defineOperation, type Result } from '../operation.js'
import { checkOutputFolder } from '../output-folder.js'
import type { Page } from '../page.js'
import { refuseRegion } from '../region.js'
import { readRequirementsFile, type RequirementsFile } from '../requirements-file.js'
import { PRICES, withPrices } from '../synced-prices.js'

const COMMAND = z.object({ title: z.string(), command: z.string() })

const OUTPUT = z.object({
  outcome: z.enum(['designed', 'unreachable', 'impossible']).describe('unreachable: chosen is the closest design, and misses targets'),
  name: z.string(),
  region: z.string(),
  asOf: z.string(),
  chosen: CANDIDATE.optional(),
  others: z.array(z.record(z.string(), z.unknown())).describe('other designs that are worth a look, each like chosen'),
  considered: z.number(),
  ruledOut: z.array(CERTIFICATE).describe('options that break a hard limit'),
  notes: z.array(z.string()),
  deploy: z.array(COMMAND),
  defaults: z.array(z.object({ path: z.string(), value: z.string(), why: z.string() })).describe('what the requirements leave open'),
  warnings: z.array(DIAGNOSTIC),
  folder: z.string().optional(),
  files: z.array(z.string()).describe('what was written to the folder'),
})
type Output = z.output<typeof OUTPUT>

export const design = defineOperation({
  name: 'design',
  about: 'Design an AWS architecture for a requirements file: template, price, diagram, decisions and how to run it.',
  effect: 'writes-files',
  input: z.strictObject({
    file: z.string().min(1).describe('The requirements file (YAML); stanchion init writes one to start from. - for standard input.'),
    out: z.string().min(1).optional().describe('Folder to write the design to. Without it nothing is written.'),
    force: z.boolean().default(false).describe('Replace files of an earlier design even if they were edited since.'),
    prices: PRICES,
    asOf: AS_OF,
  }),
  output: OUTPUT,
  examples: [
    { about: 'See what it would be', command: 'stanchion design orders.yaml' },
    { about: 'Write everything to a folder', command: 'stanchion design orders.yaml --out out/orders' },
  ],
  cli: { positional: 'file', short: { out: 'o' }, placeholders: { file: 'FILE', out: 'DIR', prices: 'DIR', asOf: 'DATE' } },
  async run({ file, out, force, prices, asOf: day }, given): Promise<Result<Output>> {
    const context = await withPrices(given, prices)
    const source = await readRequirementsFile(context, file)
    const asOf = asOfOr(day, context)
    context.progress.step(`searching designs for ${source.requirements.name}`)
    const { designFor } = await import('#design/index.js')
    const outcome = designFor(source.requirements, context.catalog(), { asOf })
    const report = await import('#write/report/index.js')
    const base = baseOutput(source, asOf)
    if (outcome.is === 'impossible') {
      const { certificates } = outcome
      await refuseRegion(source, certificates, { asOf, context })
      const output: Output = { ...base, outcome: 'impossible', ruledOut: certificates.map(certificateOutput) }
      return { output, exit: 4, human: (page) => report.unreachableReport(outcome, page) }
    }
    if (outcome.is === 'unreachable') {
      const { closest, considered, certificates } = outcome
      const output: Output = {
        ...base,
        outcome: 'unreachable',
        chosen: candidateOutput(closest),
        considered,
        ruledOut: certificates.map(certificateOutput),
      }
      return { output, exit: 4, human: (page) => report.unreachableReport(outcome, page) }
    }
    const files = await finish(outcome.design, source, { out, force }, context)
    const output = designedOutput(base, outcome.design, { out, files })
    return {
      output,
      exit: 0,
      human: (page) =>
        warningsText(source, page) +
        report.designSummary(outcome.design, page, out === undefined ? {} : { out }) +
        (out === undefined ? NOTHING_WRITTEN : ''),
    }
  },
})

function baseOutput(source: RequirementsFile, asOf: string): Output {
  const { requirements, defaults, warnings } = source
  return {
    outcome: 'designed',
    name: requirements.name,
    region: requirements.region,
    asOf,
    others: [],
    considered: 0,
    ruledOut: [],
    notes: [],
    deploy: [],
    defaults: defaults.map(({ path, value, why }: DefaultUsed) => ({ path, value, why })),
    warnings: diagnosticOutputs(warnings),
    files: [],
  }
}

function designedOutput(
  base: Output,
  made: Design,
  written: { readonly out: string | undefined; readonly files: readonly string[] },
): Output {
  const [, ...others] = made.shown
  return {
    ...base,
    chosen: candidateOutput(made.chosen),
    others: others.map(candidateOutput),
    considered: made.considered,
    ruledOut: made.certificates.map(certificateOutput),
    notes: made.notes.map(({ text }) => text),
    deploy: made.commands.deploy.map(({ title, command }) => ({ title, command })),
    ...(written.out === undefined ? {} : { folder: written.out }),
    files: [...written.files],
  }
}

/** Proves what the design promises, and writes it where that was asked for. Gives the names of the files. */
async function finish(
  made: Design,
  source: RequirementsFile,
  target: { readonly out: string | undefined; readonly force: boolean },
  context: Context,
): Promise<readonly string[]> {
  const [{ designFiles, templateFiles }, { proveDesign }] = await Promise.all([import('../design-files.js'), import('../design-proof.js')])
  const templates = templateFiles(made)
  await proveDesign(made, templates, context)
  if (target.out === undefined) return []
  const files = designFiles(made, { text: source.text, templates, defaults: source.defaults }, context)
  const names = [...files.keys()]
  const remove = await checkOutputFolder(context.files, target.out, { files, force: target.force })
  context.progress.step(`writing ${names.length} files to ${target.out}`)
  await context.files.replaceAll(target.out, files, remove)
  return names
}

const NOTHING_WRITTEN = '\nNothing was written; --out DIR writes the template and all that explains it.\n'

/** What is odd in the requirements comes first: it may explain the rest. */
function warningsText({ file, warnings }: RequirementsFile, page: Page): string {
  return warnings.length === 0 ? '' : `${fileText({ file, diagnostics: diagnosticOutputs(warnings) }, page)}\n\n`
}
