import * as z from 'zod'
import type { Finding, Unexplored } from '#analyze/rules/index.js'
import { diagnosticOutputs, NO_CONSTRUCTS } from '../diagnostics.js'
import { filesText } from '../diagnostics-text.js'
import { atLeast, findingOutput, type FindingOutput, REVIEWED_FILE, RULE_SEVERITIES, type ReviewedFile } from '../findings.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { type Context, defineOperation, type ResultExit } from '../operation.js'
import type { Page } from '../page.js'
import { givenParameters } from '../parameters.js'
import { type Stack, stacksOf, worldsOfStack } from '../stacks.js'
import { type ReadFile, readTemplates, type Template } from '../templates.js'
import { REVIEW_TOTAL, reviewTotal, skippedText } from '../totals.js'

export const review = defineOperation({
  name: 'review',
  about: 'Review templates against the rules of the six Well-Architected pillars: every finding with its place and its fix.',
  effect: 'reads',
  input: z.strictObject({
    paths: PATHS,
    all: z.boolean().default(false).describe('Give what passes, too.'),
    failOn: z.enum(RULE_SEVERITIES).default('high').describe('End with exit code 1 from this severity on.'),
    ...PARAMETER_INPUTS,
    region: REGION,
    asOf: AS_OF,
  }),
  output: z.object({ files: z.array(REVIEWED_FILE), total: REVIEW_TOTAL }),
  examples: [
    { about: 'One template', command: 'stanchion review template.yaml' },
    { about: 'In CI: fail on medium findings, as JSON', command: 'stanchion review infrastructure --fail-on medium --format json' },
  ],
  cli: { positional: 'paths', placeholders: { paths: 'PATH', asOf: 'DATE', ...PARAMETER_PLACEHOLDERS } },
  async run({ paths, parameter, parameters, all, failOn, region, asOf }, context) {
    checkRegion(region, context)
    const { files: read, skipped } = await readTemplates(context, paths, {
      given: await givenParameters(context, { parameter, parameters }),
      region,
    })
    const templates = read.filter((file) => file.is === 'template')
    const reviewed = await reviewer(context, await stacksOf(context, templates, region), asOf)
    const files = read.map((file): ReviewedFile => {
      if (file.is === 'broken') return { file: file.file, findings: [], diagnostics: diagnosticOutputs(file.diagnostics) }
      const { findings, ...rest } = reviewed(file)
      return { file: file.file, findings: findings.filter(({ verdict }) => all || verdict !== 'pass'), ...rest }
    })
    const { findingsText } = await import('#write/report/index.js')
    return {
      output: { files, total: reviewTotal(files, skipped) },
      exit: exitOf(read, files, failOn),
      human: (page) => {
        const usable = files.filter(({ diagnostics }) => diagnostics === undefined)
        const broken = brokenText(files, page)
        const found = usable.length === 0 ? [] : [findingsText(usable, page)]
        return [...(broken === '' ? [] : [broken]), ...found, skippedText(skipped, page)].filter((part) => part !== '').join('\n')
      },
    }
  },
})

type Reviewed = Omit<ReviewedFile, 'file' | 'diagnostics'>

/** Reviews stacks as wholes, and gives what is said of each file of theirs. */
async function reviewer(context: Context, stacks: readonly Stack[], asOf: string | undefined): Promise<(template: Template) => Reviewed> {
  const { ALL_RULES, reviewWorlds } = await import('#analyze/rules/index.js')
  const day = asOfOr(asOf, context)
  const byFile = new Map<string, { findings: FindingOutput[]; otherWorlds: FindingOutput[]; unexplored: Unexplored[] }>()
  for (const stack of stacks) {
    const [outermost = ''] = stack.templates.keys()
    const of = (file: string | undefined): { findings: FindingOutput[]; otherWorlds: FindingOutput[]; unexplored: Unexplored[] } => {
      const name = file !== undefined && stack.templates.has(file) ? file : outermost
      const found = byFile.get(name) ?? { findings: [], otherWorlds: [], unexplored: [] }
      byFile.set(name, found)
      return found
    }
    const output = (finding: Finding): FindingOutput =>
      findingOutput(finding, stack.templates.get(finding.file ?? outermost)?.constructs ?? NO_CONSTRUCTS)
    const { findings, elsewhere, unexplored } = reviewWorlds(worldsOfStack(stack, day), ALL_RULES)
    for (const finding of findings) of(finding.file).findings.push(output(finding))
    for (const finding of elsewhere) of(finding.file).otherWorlds.push(output(finding))
    of(undefined).unexplored.push(...unexplored)
  }
  return ({ file }) => {
    const { findings = [], otherWorlds = [], unexplored = [] } = byFile.get(file) ?? {}
    return { findings, ...(otherWorlds.length === 0 ? {} : { otherWorlds }), ...(unexplored.length === 0 ? {} : { unexplored }) }
  }
}

function exitOf(read: readonly ReadFile[], files: readonly ReviewedFile[], failOn: (typeof RULE_SEVERITIES)[number]): ResultExit {
  if (read.some(({ is }) => is === 'broken')) return 3
  return files.some(({ findings }) => findings.some((finding) => finding.verdict === 'fail' && atLeast(finding, failOn))) ? 1 : 0
}

function brokenText(files: readonly ReviewedFile[], page: Page): string {
  const broken = files.flatMap(({ file, diagnostics }) => (diagnostics === undefined ? [] : [{ file, diagnostics }]))
  return broken.length === 0 ? '' : filesText(broken, page)
}
