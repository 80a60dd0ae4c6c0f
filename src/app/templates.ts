import { type Diagnostic, hasErrors, type Tree } from '#core/index.js'
import { type Graph, graphOf } from '#graph/index.js'
import type { AssemblyStack, AssemblyTemplate, Construct } from '#read/cdk/index.js'
import { NO_CONSTRUCTS } from './diagnostics.js'
import type { Source } from './discover.js'
import { unusable } from './failure.js'
import type { Context } from './operation.js'
import { checkParameters, type GivenParameters, hiddenDefaults, NO_PARAMETERS, ownParameters, type OwnParameters } from './parameters.js'
import { type AssemblyFolder, findTemplates, type Skipped } from './search.js'
import { localSources } from './sources.js'

/** The reader's codes for text that is no template at all. */
const NO_TEMPLATE = new Set(['not-a-template', 'no-resources'])

/** A template that could be read, whatever else may be wrong with it. */
export interface Template extends OwnParameters {
  readonly file: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
  /** The length of its text, where it was read from one. */
  readonly bytes?: number
  readonly graph: Graph
  /** What the reader had to say. */
  readonly diagnostics: readonly Diagnostic[]
  /** Where its resources come from, by logical id, where the CDK has said so. */
  readonly constructs: ReadonlyMap<string, Construct>
  /** What the CDK says of its stack. */
  readonly deployed?: Deployed
}

/** How a CDK app deploys a template. */
export interface Deployed {
  /** Construct path of the stack. */
  readonly name: string
  /** Name of the stack in CloudFormation; of a nested one, that of the stack around it. */
  readonly stackName: string
  /** The resource that deploys it, and the template that resource is in; undefined: it is no nested stack. */
  readonly nestedIn: { readonly file: string; readonly resource: string } | undefined
  /** undefined: decided when it is deployed. */
  readonly region: string | undefined
}

/** A file that is no template. */
export interface BrokenFile {
  readonly file: string
  readonly diagnostics: readonly Diagnostic[]
}

export type ReadFile = ({ readonly is: 'template' } & Template) | ({ readonly is: 'broken' } & BrokenFile)

export interface TemplateFiles {
  /** In a fixed order; what cannot be read is in its place. */
  readonly files: readonly ReadFile[]
  /** What was not looked at, and why. */
  readonly skipped: readonly Skipped[]
}

/** Every template below the paths. Throws `usage.bad-argument` or `input.invalid` when a given parameter is none of theirs. */
export async function readTemplates(
  context: Context,
  paths: readonly string[],
  given: GivenParameters = NO_PARAMETERS,
): Promise<TemplateFiles> {
  const { found, skipped } = await findTemplates(context.files, paths)
  const files: ReadFile[] = []
  for (const each of found) {
    if (found.length > 1) context.progress.step(each.is === 'source' ? each.file : each.folder)
    files.push(...(each.is === 'source' ? [await readSourceFile(context, each, given)] : await readAssemblyFolder(context, each, given)))
  }
  const templates = files.filter((file) => file.is === 'template')
  await checkParameters(given, templates, templates.length === files.length)
  return { files, skipped }
}

/** In what `cdk synth` prints, too. */
const CDK_METADATA = 'aws:cdk:path'

async function readSourceFile(context: Context, source: Source, given: GivenParameters): Promise<ReadFile> {
  const { file, from, text } = source
  if (text === undefined) return { is: 'broken', file, diagnostics: source.diagnostics }
  const { readTemplate } = await import('#read/cloudformation/index.js')
  const { tree, diagnostics } = await readTemplate(text, file)
  if (isBroken(tree, diagnostics)) return { is: 'broken', file, diagnostics }
  const constructs = text.includes(CDK_METADATA) ? (await import('#read/cdk/index.js')).constructsIn(tree) : NO_CONSTRUCTS
  return templateOf(context, { file, from, tree, bytes: Buffer.byteLength(text), diagnostics, constructs }, given)
}

function isBroken(tree: Tree | undefined, diagnostics: readonly Diagnostic[]): tree is undefined {
  return tree === undefined || diagnostics.some(({ code }) => NO_TEMPLATE.has(code))
}

function templateOf(
  context: Context,
  read: Omit<Template, 'graph' | keyof OwnParameters>,
  given: GivenParameters,
): { readonly is: 'template' } & Template {
  const own = ownParameters(read.tree, given)
  for (const secret of [...Object.values(own.secrets), ...hiddenDefaults(read.tree)]) context.secrets.add(secret)
  return { is: 'template', ...read, graph: graphOf(read.tree, read.file), ...own }
}

/** The stacks of a CDK app, and what is wrong with its output. */
async function readAssemblyFolder(
  context: Context,
  { folder, from }: AssemblyFolder,
  given: GivenParameters,
): Promise<readonly ReadFile[]> {
  const { readAssembly } = await import('#read/cdk/index.js')
  const assembly = await readAssembly(context.files, folder)
  const local = localSources(context.files, folder)
  const files: ReadFile[] = assembly.troubles.map(({ file, diagnostics }) => ({ is: 'broken', file, diagnostics }))
  const add = async (template: AssemblyTemplate, stack: AssemblyStack, as: Pick<Deployed, 'name' | 'nestedIn'>): Promise<void> => {
    const { file, tree, diagnostics } = template
    const values = new Map([...Object.entries(stack.parameters).map(([key, value]) => [key, { value }] as const), ...given])
    const deployed = { ...as, stackName: stack.name, region: stack.region }
    const constructs = await local(template.constructs)
    if (isBroken(tree, diagnostics)) files.push({ is: 'broken', file, diagnostics })
    else files.push(templateOf(context, { file, from, tree, diagnostics, constructs, deployed }, values))
    for (const { resource, template: inner } of template.nested) {
      const path = template.constructs.get(resource)?.path.replace(/\.NestedStack\/[^/]*$/, '')
      await add(inner, stack, { name: path ?? `${as.name}/${resource}`, nestedIn: { file, resource } })
    }
  }
  for (const stack of assembly.stacks) await add(stack.template, stack, { name: stack.displayName, nestedIn: undefined })
  return files
}

/** Templates for work that needs every one of them: throws `input.invalid` with all that is wrong when one cannot be used. */
export async function requireTemplates(
  context: Context,
  paths: readonly string[],
  given: GivenParameters = NO_PARAMETERS,
): Promise<readonly Template[]> {
  const { files } = await readTemplates(context, paths, given)
  const broken = files.filter((file) => file.is === 'broken' || hasErrors(file.diagnostics))
  if (broken.length > 0) throw unusable(`${broken.map(({ file }) => `"${file}"`).join(', ')} cannot be used as a template`, broken)
  return files.filter((file) => file.is === 'template')
}
