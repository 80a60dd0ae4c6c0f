import { entryOf, type MapEntry, type Tree } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import type { AssemblyAccess, Named } from './access.js'
import type { AssemblyTemplate, NestedTemplate } from './assembly.js'
import { CDK_PATH, constructsIn, type KnownConstruct, textAt } from './constructs.js'
import { exportsIn, importsIn, type Place } from './crossings.js'
import { pathInside } from './paths.js'

// Larger than any template that CloudFormation takes (1 MB), as of any other template that is read.
const LARGEST_TEMPLATE = 16 * 1024 * 1024
const MOST_TEMPLATES = 500
const DEEPEST = 20

export interface TemplateContext {
  readonly assembly: AssemblyAccess
  /** Folder of the manifest, from the root of the assembly. */
  readonly at: string
  readonly place: Place
  readonly known: readonly KnownConstruct[]
  /** Paths of assets by the hash under which they are uploaded. */
  readonly assets: ReadonlyMap<string, string>
}

interface NestedResource {
  readonly id: string
  readonly entry: MapEntry
  /** Construct path of the stack that it deploys. */
  readonly scope: string | undefined
}

/** Reads the template of one stack, and those nested in it. */
export class TemplateReader {
  readonly #context: TemplateContext
  #count = 0

  constructor(context: TemplateContext) {
    this.#context = context
  }

  /** undefined: there is no such file in the assembly, and that is said. */
  async template(named: Named, scope: string, above: readonly string[] = []): Promise<AssemblyTemplate | undefined> {
    const { assembly, at, place, known } = this.#context
    this.#count += 1
    const text = await assembly.text(named, LARGEST_TEMPLATE)
    if (text === undefined) return undefined
    const file = assembly.shown(named.path)
    const { tree, diagnostics } = await readTemplate(text, file)
    if (tree === undefined) return { file, tree, diagnostics, constructs: new Map(), exports: [], imports: [], nested: [] }
    const enough = isComplete(tree, known) ? known : [...known, ...(await assembly.tree())]
    const resources = nestedIn(tree, enough)
    const constructs = constructsIn(tree, { path: scope, nested: resources.flatMap((each) => each.scope ?? []), at, known: enough })
    const nested: NestedTemplate[] = []
    for (const resource of resources) {
      const template = await this.#nested(resource, { file, path: named.path, above })
      if (template !== undefined) nested.push({ resource: resource.id, template })
    }
    return { file, tree, diagnostics, constructs, exports: exportsIn(tree, place), imports: importsIn(tree, place), nested }
  }

  async #nested(
    { id, entry, scope }: NestedResource,
    from: { file: string; path: string; above: readonly string[] },
  ): Promise<AssemblyTemplate | undefined> {
    const { assembly, at } = this.#context
    const by = { file: from.file, span: entry.keySpan, what: `resource "${id}"` }
    const name = this.#fileOf(entry.value, scope)
    // Its template is not an asset of this assembly.
    if (name === undefined) return undefined
    const path = pathInside(at, name)
    const chain = [...from.above, from.path]
    if (path === undefined)
      assembly.complain(by, 'cdk.path-outside', `${by.what} names "${name}", which is not in the assembly; it is not read`)
    else if (chain.includes(path)) assembly.complain(by, 'cdk.cycle', `${by.what} deploys "${name}", which it is a part of`)
    else if (chain.length > DEEPEST || this.#count >= MOST_TEMPLATES)
      assembly.complain(
        by,
        'cdk.too-many-stacks',
        `more than ${MOST_TEMPLATES} nested stacks, or ${DEEPEST} inside each other; the rest is not read`,
      )
    else return this.template({ path, by }, scope ?? id, chain)
    return undefined
  }

  /** The file that a nested stack is made of: its own metadata says so, else its address holds the hash of an asset. */
  #fileOf(resource: Tree, scope: string | undefined): string | undefined {
    const metadata = entryOf(resource, 'Metadata')?.value
    const named = textAt(metadata, 'aws:asset:property') === TEMPLATE_URL ? textAt(metadata, 'aws:asset:path') : undefined
    const url = entryOf(entryOf(resource, 'Properties')?.value, TEMPLATE_URL)?.value
    const hashes = url === undefined ? [] : textsIn(url).flatMap((text) => text.match(/[0-9a-f]{64}/g) ?? [])
    const asset = hashes.map((hash) => this.#context.assets.get(hash)).find((path) => path !== undefined)
    return named ?? asset ?? this.#context.known.find(({ path }) => path === scope)?.templateFile
  }
}

const TEMPLATE_URL = 'TemplateURL'

/** Resources that deploy a template of their own. */
function nestedIn(template: Tree, known: readonly KnownConstruct[]): readonly NestedResource[] {
  const resources = entryOf(template, 'Resources')?.value
  if (resources?.kind !== 'map') return []
  return resources.entries
    .filter(({ value }) => entryOf(entryOf(value, 'Properties')?.value, TEMPLATE_URL) !== undefined)
    .map((entry) => {
      const path = textAt(entryOf(entry.value, 'Metadata')?.value, CDK_PATH) ?? known.find(({ logicalId }) => logicalId === entry.key)?.path
      return { id: entry.key, entry, scope: path?.replace(/\.NestedStack\/[^/]*$/, '') }
    })
}

function isComplete(template: Tree, known: readonly KnownConstruct[]): boolean {
  const ids = new Set(known.map(({ logicalId }) => logicalId))
  const resources = entryOf(template, 'Resources')?.value
  return (
    resources?.kind !== 'map' ||
    resources.entries.every(({ key, value }) => ids.has(key) || textAt(entryOf(value, 'Metadata')?.value, CDK_PATH) !== undefined)
  )
}

function textsIn(tree: Tree): readonly string[] {
  if (tree.kind === 'scalar') return typeof tree.value === 'string' ? [tree.value] : []
  return tree.kind === 'list' ? tree.items.flatMap(textsIn) : tree.entries.flatMap(({ value }) => textsIn(value))
}
