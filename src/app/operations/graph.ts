import * as z from 'zod'
import { type Journeys, journeysOf } from '#graph/index.js'
import { diagnosticOutputs } from '../diagnostics.js'
import { filesText } from '../diagnostics-text.js'
import { GRAPH_FILE, type GraphFile, graphOutput, SKIPPED } from '../graph-output.js'
import { graphText } from '../graph-text.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { defineOperation } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { queryOfStack, type Stack, stacksOf } from '../stacks.js'
import { type BrokenFile, readTemplates } from '../templates.js'
import { skippedText } from '../totals.js'

export const graph = defineOperation({
  name: 'graph',
  about: 'List what templates hold: resources, what each does to others, entry points and the ways from them to the data.',
  effect: 'reads',
  input: z.strictObject({ paths: PATHS, ...PARAMETER_INPUTS, region: REGION, asOf: AS_OF }),
  output: z.object({ files: z.array(GRAPH_FILE), skipped: SKIPPED }),
  examples: [
    { about: 'One template', command: 'stanchion graph template.yaml' },
    { about: 'As JSON, for other programs', command: 'stanchion graph template.yaml --format json' },
  ],
  cli: { positional: 'paths', placeholders: { paths: 'PATH', asOf: 'DATE', ...PARAMETER_PLACEHOLDERS } },
  async run({ paths, parameter, parameters, region, asOf: day }, context) {
    checkRegion(region, context)
    const asOf = asOfOr(day, context)
    const { files: read, skipped } = await readTemplates(context, paths, {
      given: await givenParameters(context, { parameter, parameters }),
      region,
    })
    const stacks = await stacksOf(
      context,
      read.filter((file) => file.is === 'template'),
      region,
    )
    const outermost = new Map(stacks.map((stack): [string | undefined, Stack] => [[...stack.templates.keys()][0], stack]))
    const files = read.flatMap((file): readonly Listed[] => {
      if (file.is === 'broken') return [brokenFile(file)]
      const stack = outermost.get(file.file)
      return stack === undefined ? [] : [stackFile(file.file, stack, asOf)]
    })
    const broken = files.flatMap(({ output: { file, diagnostics } }) => (diagnostics === undefined ? [] : [{ file, diagnostics }]))
    return {
      output: { files: files.map(({ output }) => output), skipped: [...skipped] },
      exit: broken.length > 0 ? 3 : 0,
      human: (page) =>
        [
          ...(broken.length === 0 ? [] : [filesText(broken, page)]),
          ...files.flatMap(({ output, journeys }) => (journeys === undefined ? [] : [graphText(output, journeys, page)])),
          ...(skipped.length === 0 ? [] : [skippedText(skipped, page)]),
        ].join('\n'),
    }
  },
})

interface Listed {
  readonly output: GraphFile
  readonly journeys?: Journeys
}

function brokenFile({ file, diagnostics }: BrokenFile): Listed {
  return { output: { ...NOTHING, file, diagnostics: diagnosticOutputs(diagnostics) } }
}

/** What is looked at as one stands at its outermost file. */
function stackFile(file: string, stack: Stack, asOf: string): Listed {
  const q = queryOfStack(stack, asOf)
  const journeys = journeysOf(q)
  return { output: graphOutput(file, { stack, q, journeys }), journeys }
}

const NOTHING = { resources: [], edges: [], entryPoints: [], steps: [], journeys: [] } satisfies Omit<GraphFile, 'file'>
