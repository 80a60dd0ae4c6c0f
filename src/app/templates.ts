import { type Diagnostic, hasErrors, type Tree } from '#core/index.js'
import type { AssemblyStack, AssemblyTemplate, Construct } from '#read/cdk/index.js'
import { NO_CONSTRUCTS } from './diagnostics.js'
import { readSource, type Source } from './discover.js'
import { unusable } from './failure.js'
import { circularLinks, type NestedTemplate, nestingOf } from './nested.js'
import type { Context } from './operation.js'
import { checkParameters, type GivenParameters, hiddenDefaults, NO_PARAMETERS, ownParameters, type OwnParameters } from './parameters.js'
import { type AssemblyFolder, findTemplates, type Skipped } from './search.js'
import { localSources } from './sources.js'
import { type WrittenOut, writtenOut } from './written-out.js'

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
  /** As CloudFormation comes to see it, with loops, includes and SAM written out. */
  readonly whole: WrittenOut
  /** What the reader had to say. */
  readonly diagnostics: readonly Diagnostic[]
  /** Stacks that it makes of templates beside it. */
  readonly nested: readonly NestedTemplate[]
  /** Whether another template makes a stack of it, which is looked at as a part of that one. */
  readonly inner: boolean
  /** Where its resources come from, by logical id, where the CDK has said so. */
  readonly constructs: ReadonlyMap<string, Construct>
  /** What the CDK says of its stack. */
  readonly deployed?: Deployed
}

/** How a CDK app deploys a template. */
export interface Deployed {
  /** Construct path of the stack. */
  readonly name: string
  /** undefined: decided when it is deployed. */
  readonly region: string | undefined
  /** Folder of the assembly. */
  readonly assembly: string
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

export interface ReadOptions {
  readonly given?: GivenParameters
  readonly region?: string | undefined
  /** One of two sides that are compared: it may hold no template, and who asks checks the given parameters on both together. */
  readonly side?: { readonly mayBeEmpty: boolean }
}

/**
 * Every template below the paths, and those that they make nested stacks of. Throws `usage.bad-argument` or `input.invalid` when a given parameter
 * is none of theirs.
 */
export async function readTemplates(context: Context, paths: readonly string[], options: ReadOptions = {}): Promise<TemplateFiles> {
  const { found, skipped } = await findTemplates(context.files, paths, { mayBeEmpty: options.side?.mayBeEmpty === true })
  const reading: Reading = { context, given: options.given ?? NO_PARAMETERS, region: options.region }
  const files: ReadFile[] = []
  for (const each of found) {
    if (found.length > 1) context.progress.step(each.is === 'source' ? each.file : each.folder)
    files.push(...(each.is === 'source' ? [await readSourceFile(reading, each)] : await readAssemblyFolder(reading, each)))
  }
  const all = await withNestedFiles(reading, files)
  const templates = all.filter((file) => file.is === 'template')
  if (options.side === undefined) await checkParameters(reading.given, templates, templates.length === all.length)
  return { files: all, skipped }
}

interface Reading {
  readonly context: Context
  readonly given: GivenParameters
  readonly region: string | undefined
}

/** Files of nested stacks that are read besides those that were found. */
const MOST_NESTED = 500

/** The files with those of their nested stacks, each once; what another makes a stack of is marked. */
async function withNestedFiles(reading: Reading, found: readonly ReadFile[]): Promise<readonly ReadFile[]> {
  const files = [...found]
  const known = new Set(files.map(({ file }) => file))
  // The list grows while it is walked.
  for (const file of files) {
    if (file.is === 'broken') continue
    for (const { file: inner } of file.nested) {
      if (known.has(inner) || known.size > found.length + MOST_NESTED) continue
      known.add(inner)
      files.push(await readSourceFile(reading, await readSource(reading.context.files, inner, file.from)))
    }
  }
  const templates = files.filter((file) => file.is === 'template')
  const circular = circularLinks(templates)
  const inner = new Set(
    templates.flatMap(({ file, nested }) =>
      nested.filter((link) => circular.get(file)?.has(link.resource) !== true).map((link) => link.file),
    ),
  )
  return files.map((file) => (file.is === 'broken' ? file : marked(file, inner.has(file.file), circular.get(file.file))))
}

function marked(file: { readonly is: 'template' } & Template, inner: boolean, circular: ReadonlySet<string> | undefined): ReadFile {
  if (circular === undefined) return { ...file, inner: file.inner || inner }
  const closing = [...circular].map((resource): Diagnostic => {
    const span = file.nested.find((link) => link.resource === resource)?.span
    return {
      code: 'nested-circle',
      severity: 'error',
      message: `${resource} makes a stack of a template that makes a stack of this one; take one of them away`,
      resource,
      path: ['Resources', resource],
      ...(span === undefined ? {} : { span }),
    }
  })
  const nested = file.nested.filter(({ resource }) => !circular.has(resource))
  return { ...file, inner: file.inner || inner, nested, diagnostics: [...file.diagnostics, ...closing] }
}

/** In what `cdk synth` prints, too. */
const CDK_METADATA = 'aws:cdk:path'

async function readSourceFile(reading: Reading, source: Source): Promise<ReadFile> {
  const { file, from, text } = source
  if (text === undefined) return { is: 'broken', file, diagnostics: source.diagnostics }
  const { readTemplate } = await import('#read/cloudformation/index.js')
  const { tree, diagnostics } = await readTemplate(text, file)
  if (isBroken(tree, diagnostics)) return { is: 'broken', file, diagnostics }
  const constructs = text.includes(CDK_METADATA) ? (await import('#read/cdk/index.js')).constructsIn(tree) : NO_CONSTRUCTS
  const nesting = await nestingOf(reading.context.files, { file, from, tree })
  return templateOf(reading, {
    file,
    from,
    tree,
    bytes: Buffer.byteLength(text),
    diagnostics: [...diagnostics, ...nesting.diagnostics],
    constructs,
    nested: nesting.nested,
    inner: false,
  })
}

function isBroken(tree: Tree | undefined, diagnostics: readonly Diagnostic[]): tree is undefined {
  return tree === undefined || diagnostics.some(({ code }) => NO_TEMPLATE.has(code))
}

async function templateOf(
  { context, given, region }: Reading,
  read: Omit<Template, 'whole' | keyof OwnParameters>,
  values: GivenParameters = given,
): Promise<{ readonly is: 'template' } & Template> {
  const own = ownParameters(read.tree, values)
  for (const secret of [...Object.values(own.secrets), ...hiddenDefaults(read.tree)]) context.secrets.add(secret)
  const { file, from, tree, deployed } = read
  const { parameters } = own
  const whole = await writtenOut(context, { file, from, tree, parameters, region: deployed?.region ?? region })
  return {
    is: 'template',
    ...read,
    diagnostics: [...read.diagnostics, ...whole.diagnostics],
    whole,
    ...own,
  }
}

/** The stacks of a CDK app, and what is wrong with its output. */
async function readAssemblyFolder(reading: Reading, { folder, from }: AssemblyFolder): Promise<readonly ReadFile[]> {
  const { context, given } = reading
  const { readAssembly } = await import('#read/cdk/index.js')
  const assembly = await readAssembly(context.files, folder)
  const local = localSources(context.files, folder)
  const files: ReadFile[] = assembly.troubles.map(({ file, diagnostics }) => ({ is: 'broken', file, diagnostics }))
  const add = async (
    template: AssemblyTemplate,
    stack: AssemblyStack,
    { name, inner }: { name: string; inner: boolean },
  ): Promise<void> => {
    const { file, tree, diagnostics } = template
    const values = new Map([...Object.entries(stack.parameters).map(([key, value]) => [key, { value }] as const), ...given])
    const deployed = { name, region: stack.region, assembly: folder }
    const constructs = await local(template.constructs)
    const nested = template.nested.map(({ resource, template: made }) => ({ resource, file: made.file }))
    if (isBroken(tree, diagnostics)) files.push({ is: 'broken', file, diagnostics })
    else files.push(await templateOf(reading, { file, from, tree, diagnostics, constructs, deployed, nested, inner }, values))
    for (const { resource, template: made } of template.nested) {
      const path = template.constructs.get(resource)?.path.replace(/\.NestedStack\/[^/]*$/, '')
      await add(made, stack, { name: path ?? `${name}/${resource}`, inner: true })
    }
  }
  for (const stack of assembly.stacks) await add(stack.template, stack, { name: stack.displayName, inner: false })
  return files
}

/** Templates for work that needs every one of them: throws `input.invalid` with all that is wrong when one cannot be used. */
export async function requireTemplates(
  context: Context,
  paths: readonly string[],
  options: ReadOptions = {},
): Promise<readonly Template[]> {
  const { files } = await readTemplates(context, paths, options)
  const broken = files.filter((file) => file.is === 'broken' || hasErrors(file.diagnostics))
  if (broken.length > 0) throw unusable(`${broken.map(({ file }) => `"${file}"`).join(', ')} cannot be used as a template`, broken)
  return files.filter((file) => file.is === 'template')
}
