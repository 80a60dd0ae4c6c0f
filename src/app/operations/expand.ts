import * as z from 'zod'
import { type Diagnostic, entryOf, hasErrors, jsonOf, type Tree } from '#core/index.js'
import { readSource } from '../discover.js'
import { unusable } from '../failure.js'
import { expandedLanguage } from '../language.js'
import { checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, REGION } from '../inputs.js'
import { defineOperation } from '../operation.js'
import { checkParameters, givenParameters, ownParameters } from '../parameters.js'

export const expand = defineOperation({
  name: 'expand',
  about: 'Print the CloudFormation template that SAM, loops and included files become.',
  effect: 'reads',
  input: z.strictObject({
    path: z.string().min(1).describe('A template, or - for standard input.'),
    ...PARAMETER_INPUTS,
    region: REGION,
  }),
  output: z.looseObject({ Resources: z.record(z.string(), z.unknown()) }),
  examples: [
    { about: 'The resources that a SAM template makes', command: 'stanchion expand template.yaml --format json' },
    { about: 'With the value of a parameter', command: 'stanchion expand template.yaml --parameter Stage=prod --region eu-west-1' },
  ],
  cli: { positional: 'path', placeholders: { path: 'FILE', ...PARAMETER_PLACEHOLDERS } },
  async run({ path, parameter, parameters: parametersFile, region }, context) {
    checkRegion(region, context)
    const given = await givenParameters(context, { parameter, parameters: parametersFile })
    const { file, text, diagnostics } = await readSource(context.files, path)
    const { readTemplate } = await import('#read/cloudformation/index.js')
    const read = text === undefined ? { tree: undefined, diagnostics } : await readTemplate(text, file)
    const refused = (found: typeof diagnostics): Error => unusable(`"${file}" cannot be expanded`, byFile(found, file))
    if (read.tree === undefined) throw refused(read.diagnostics)
    // One set of values serves many templates here, as it does in SAM: a name that this one does not declare is no mistake.
    await checkParameters(given, [{ file, tree: read.tree }], false)
    const { parameters, secrets } = ownParameters(read.tree, given)
    // The output is a template to deploy: it keeps the defaults that it was written with.
    for (const secret of Object.values(secrets)) context.secrets.add(secret)
    const bare = withoutDefaults(read.tree, Object.keys(secrets))
    const language = await expandedLanguage(context, { path, from: path, tree: bare }, { parameters, region })
    const inTheWay = language.diagnostics.filter(({ code, severity }) => severity === 'error' || code === 'loop-not-known')
    if (inTheWay.length > 0) throw refused(inTheWay.map((each) => ({ ...each, severity: 'error' })))
    const { expandSam } = await import('#read/sam/index.js')
    const { template, diagnostics: found } = expandSam(language.tree, { parameters, ...(region === undefined ? {} : { region }) })
    if (template === undefined || hasErrors(found)) throw refused(found)
    const declared = entryOf(read.tree, 'Parameters')?.value
    const output = {
      ...template,
      ...(declared === undefined || Object.keys(secrets).length === 0 ? {} : { Parameters: jsonOf(declared) }),
      Resources: { ...z.record(z.string(), z.unknown()).parse(template['Resources']) },
    }
    return { output, exit: 0, human: () => `${JSON.stringify(output, null, 2)}\n` }
  },
})

/** What is wrong in each file; an included file has its own places. */
function byFile(
  found: readonly Diagnostic[],
  file: string,
): readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[] {
  const files = new Set(found.map(({ span }) => span?.file ?? file))
  return [...files].map((each) => ({ file: each, diagnostics: found.filter(({ span }) => (span?.file ?? file) === each) }))
}

/** SAM puts the values of parameters in; without a default the secret ones stay references. */
function withoutDefaults(template: Tree, names: readonly string[]): Tree {
  const change = (tree: Tree, key: string, to: (value: Tree) => Tree): Tree =>
    tree.kind === 'map'
      ? { ...tree, entries: tree.entries.map((entry) => (entry.key === key ? { ...entry, value: to(entry.value) } : entry)) }
      : tree
  const bare = (tree: Tree): Tree =>
    tree.kind === 'map' ? { ...tree, entries: tree.entries.filter(({ key }) => key !== 'Default') } : tree
  return change(template, 'Parameters', (section) => names.reduce((rest, name) => change(rest, name, bare), section))
}
