import { basename, dirname, extname } from 'node:path'
import * as z from 'zod'
import type { FileStore } from '#core/index.js'
import { stop } from '../failure.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { defineOperation } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { redact } from '../redact.js'
import { queryOfStack, stacksOf, titleOf } from '../stacks.js'
import { requireTemplates } from '../templates.js'

const FORMATS = ['mermaid', 'svg'] as const
type Format = (typeof FORMATS)[number]
const FORMAT_OF_EXTENSION: ReadonlyMap<string, Format> = new Map([
  ['.svg', 'svg'],
  ['.mmd', 'mermaid'],
  ['.mermaid', 'mermaid'],
])

export const draw = defineOperation({
  name: 'draw',
  about: 'Draw the architecture of templates, nested by account, region, VPC, zone and subnet.',
  effect: 'writes-files',
  input: z.strictObject({
    paths: PATHS,
    out: z.string().min(1).optional().describe('Write the drawing to this file (.svg or .mmd) instead of printing it.'),
    format: z.enum(FORMATS).optional().describe('Default: what the name of the file says, else mermaid.'),
    force: z.boolean().default(false).describe('Replace a file that exists.'),
    ...PARAMETER_INPUTS,
    region: REGION,
    asOf: AS_OF,
  }),
  output: z.object({
    format: z.enum(FORMATS),
    file: z.string().optional().describe('where the drawing was written'),
    drawing: z.string().optional().describe('the drawing, when no file was asked for'),
    parts: z.number().describe('things drawn'),
    notDrawn: z.number().describe('resources that only help what is drawn'),
  }),
  examples: [
    { about: 'Print a Mermaid diagram', command: 'stanchion draw template.yaml' },
    { about: 'Draw a design to a picture', command: 'stanchion draw out/orders --out orders.svg' },
  ],
  cli: { positional: 'paths', short: { out: 'o' }, placeholders: { paths: 'PATH', out: 'FILE', asOf: 'DATE', ...PARAMETER_PLACEHOLDERS } },
  async run({ paths, parameter, parameters, out, format: given, force, region, asOf }, context) {
    checkRegion(region, context)
    const format = formatOf(given, out)
    if (out !== undefined) await checkTarget(context.files, out, force)
    const templates = await requireTemplates(context, paths, { given: await givenParameters(context, { parameter, parameters }), region })
    const stacks = await stacksOf(context, templates, region)
    const { diagramOf, mermaidOf, svgOf } = await import('#write/diagram/index.js')
    const diagram = diagramOf(
      stacks.map((stack) => ({
        name: stack.name ?? stack.title,
        region: stack.region,
        q: queryOfStack(stack, asOfOr(asOf, context)),
      })),
      { title: await titleOf(context, templates) },
    )
    const drawing = redact(format === 'svg' ? svgOf(diagram) : mermaidOf(diagram), context.secrets)
    const counts = { parts: diagram.nodes.length, notDrawn: diagram.notDrawn }
    if (out === undefined) return { output: { format, drawing, ...counts }, exit: 0, human: () => drawing }
    await context.files.replaceAll(dirname(out), new Map([[basename(out), new TextEncoder().encode(drawing)]]), [])
    return {
      output: { format, file: out, ...counts },
      exit: 0,
      human: ({ style }) =>
        `drew ${counted(counts.parts, 'part')} to ${style.bold(out)}; ${counted(counts.notDrawn, 'resource')} not drawn: they only help what is, or are of no type that is known\n`,
    }
  },
})

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function formatOf(given: Format | undefined, out: string | undefined): Format {
  const named = out === undefined ? undefined : FORMAT_OF_EXTENSION.get(extname(out).toLowerCase())
  if (given !== undefined && named !== undefined && given !== named)
    throw stop(
      'usage.bad-argument',
      `--format ${given} does not fit the file "${out ?? ''}"`,
      'leave --format out, or give a file of that kind',
    )
  return given ?? named ?? 'mermaid'
}

async function checkTarget(files: FileStore, out: string, force: boolean): Promise<void> {
  const kind = await files.kind(out)
  if (kind !== 'absent' && (kind !== 'file' || !force))
    throw stop(
      'refused.output-not-ours',
      `"${out}" exists already`,
      kind === 'file' ? 'say --force to replace it, or give another name' : 'give the name of a file',
    )
}
