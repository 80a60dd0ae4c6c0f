import * as z from 'zod'
import { hasErrors } from '#core/index.js'
import { readSource } from '../discover.js'
import { stop, unusable } from '../failure.js'
import { checkRegion, REGION } from '../inputs.js'
import { defineOperation } from '../operation.js'

export const expand = defineOperation({
  name: 'expand',
  about: 'Print the CloudFormation template that a SAM template becomes.',
  effect: 'reads',
  input: z.strictObject({
    path: z.string().min(1).describe('A SAM template, or - for standard input.'),
    parameter: z.array(z.string().min(1)).default([]).describe('The value of a parameter, as NAME=VALUE.'),
    region: REGION,
  }),
  output: z.looseObject({ Resources: z.record(z.string(), z.unknown()) }),
  examples: [
    { about: 'The resources that a SAM template makes', command: 'stanchion expand template.yaml --format json' },
    { about: 'With the value of a parameter', command: 'stanchion expand template.yaml --parameter Stage=prod --region eu-west-1' },
  ],
  cli: { positional: 'path', placeholders: { path: 'FILE', parameter: 'NAME=VALUE' } },
  async run({ path, parameter, region }, context) {
    checkRegion(region, context)
    const parameters = parametersOf(parameter)
    const { file, text, diagnostics } = await readSource(context.files, path)
    const { readTemplate } = await import('#read/cloudformation/index.js')
    const read = text === undefined ? { tree: undefined, diagnostics } : await readTemplate(text, file)
    const refused = (found: typeof diagnostics): Error => unusable(`"${file}" cannot be expanded`, [{ file, diagnostics: found }])
    if (read.tree === undefined) throw refused(read.diagnostics)
    const { expandSam } = await import('#read/sam/index.js')
    const { template, diagnostics: found } = expandSam(read.tree, { parameters, ...(region === undefined ? {} : { region }) })
    if (template === undefined || hasErrors(found)) throw refused(found)
    const output = { ...template, Resources: { ...z.record(z.string(), z.unknown()).parse(template['Resources']) } }
    return { output, exit: 0, human: () => `${JSON.stringify(output, null, 2)}\n` }
  },
})

function parametersOf(given: readonly string[]): Readonly<Record<string, string>> {
  const pairs = given.map((pair): [string, string] => {
    const cut = pair.indexOf('=')
    if (cut < 1)
      throw stop('usage.bad-argument', `--parameter "${pair}" is not of the form NAME=VALUE`, 'write for example --parameter Stage=prod')
    return [pair.slice(0, cut), pair.slice(cut + 1)]
  })
  return Object.fromEntries(pairs)
}
