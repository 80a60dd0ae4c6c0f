import * as z from 'zod'
import type { Finding } from '#analyze/rules/index.js'
import { diagnosticOutputs } from '../diagnostics.js'
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
    const { files: read, skipped } = await readTemplates(context, paths, await givenParameters(context, { parameter, parameters }))
    const templates = read.filter((file) => file.is === 'template')
    const stacks = new Map((await stacksOf(context, templates, region)).map((stack): [Template, Stack] => [stack.template, stack]))
    const reviewed = await reviewer(context, asOf)
    const files = read.map((file): ReviewedFile => {
      const stack = file.is === 'template' ? stacks.get(file) : undefined
      if (stack === undefined) return { file: file.file, findings: [], diagnostics: diagnosticOutputs(file.diagnostics) }
      const { findings: main, ...rest } = reviewed(stack)
      return { file: file.file, findings: main.filter(({ verdict }) => all || verdict !== 'pass'), ...rest }
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

async function reviewer(context: Context, asOf: string | undefined): Promise<(stack: Stack) => Reviewed> {
  const { ALL_RULES, reviewWorlds } = await import('#analyze/rules/index.js')
  const day = asOfOr(asOf, context)
  return (stack) => {
    const { findings, elsewhere, unexplored } = reviewWorlds(worldsOfStack(stack, day), ALL_RULES)
    const output = (finding: Finding): FindingOutput => findingOutput(finding, stack.template.constructs)
    return {
      findings: findings.map(output),
      ...(elsewhere.length === 0 ? {} : { otherWorlds: elsewhere.map(output) }),
      ...(unexplored.length === 0 ? {} : { unexplored: unexplored.map((each) => ({ ...each })) }),
    }
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
