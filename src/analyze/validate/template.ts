import { entryOf, type MapEntry, type MapTree, type Tree } from '#core/index.js'
import { LOOP, TRANSFORM } from './functions.js'
import { atEntry, type Place, ROOT } from './place.js'
import { isServerless, makesId } from './types/serverless.js'

/** One declared thing: a resource, a parameter, an output, … */
export interface Member {
  readonly id: string
  readonly tree: MapTree
  readonly entry: MapEntry
  readonly place: Place
}

/** A template as validation looks at it: what is declared where, and what may still change it. */
export interface Declared {
  readonly root: Tree
  readonly resources: ReadonlyMap<string, Member>
  /** The resources that a reference can name: those with a type, or with a macro that may give one. */
  readonly targets: ReadonlyMap<string, Member>
  readonly parameters: ReadonlyMap<string, Member>
  readonly conditions: ReadonlyMap<string, { readonly tree: Tree; readonly place: Place }>
  readonly mappings: ReadonlyMap<string, Member>
  readonly outputs: ReadonlyMap<string, Member>
  readonly rules: ReadonlyMap<string, Member>
  readonly typeOf: (id: string) => string | undefined
  /** All resources of a type. */
  readonly ofType: (type: string) => readonly Member[]
  readonly parameterType: (name: string) => string | undefined
  readonly transforms: Transforms
}

export interface Transforms {
  /** SAM: resources of the namespace `AWS::Serverless` become others, with ids that begin as theirs. */
  readonly serverless: boolean
  /** Loops, and functions where CloudFormation else takes only literals. */
  readonly extensions: boolean
  /** All that are named at the top. */
  readonly names: ReadonlySet<string>
  /**
   * A macro that is not AWS's own. It may rewrite anything, and nothing tells what it will: the template is judged as it is written, so that
   * what CloudFormation would refuse of it stays an error, and the message names the macro. Only what is judged by its absence elsewhere (an
   * unused parameter) is left out.
   */
  readonly macro: string | undefined
  /** Sections into which loops, macros inside of them or an include bring further members. What is absent from them is no error. */
  readonly open: ReadonlySet<string>
}

const SERVERLESS = /^AWS::Serverless-/
const EXTENSIONS = 'AWS::LanguageExtensions'
const INCLUDE = 'AWS::Include'
const OWN = /^AWS::/

export function sectionOf(root: Tree, name: string): { readonly tree: MapTree; readonly place: Place } | undefined {
  const entry = entryOf(root, name)
  return entry?.value.kind === 'map' ? { tree: entry.value, place: atEntry(ROOT, entry) } : undefined
}

function membersOf(root: Tree, name: string): ReadonlyMap<string, Member> {
  const section = sectionOf(root, name)
  const members = new Map<string, Member>()
  for (const entry of section?.tree.entries ?? []) {
    if (entry.value.kind !== 'map' || isGenerator(entry.key)) continue
    const place = atEntry(section?.place ?? ROOT, entry, name === 'Resources' ? entry.key : undefined)
    members.set(entry.key, { id: entry.key, tree: entry.value, entry, place })
  }
  return members
}

/** A loop or a macro that stands among names. */
export function isGenerator(key: string): boolean {
  return key.startsWith(LOOP) || key === TRANSFORM
}

function conditionsOf(root: Tree): Declared['conditions'] {
  const section = sectionOf(root, 'Conditions')
  return new Map(
    (section?.tree.entries ?? [])
      .filter(({ key }) => !isGenerator(key))
      .map((entry) => [entry.key, { tree: entry.value, place: atEntry(section?.place ?? ROOT, entry) }]),
  )
}

export function textAt(tree: Tree | undefined, key: string): string | undefined {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

function macroNames(tree: Tree | undefined): readonly string[] {
  if (tree?.kind === 'list') return tree.items.flatMap(macroNames)
  if (tree?.kind === 'scalar') return typeof tree.value === 'string' ? [tree.value] : []
  const name = textAt(tree, 'Name')
  return name === undefined ? [] : [name]
}

function transformsOf(root: Tree): Transforms {
  const names = macroNames(entryOf(root, 'Transform')?.value)
  // A macro beside the members of a section sees the whole section.
  const sections = ['Resources', 'Outputs', 'Conditions', 'Mappings', 'Parameters'].map((name) => ({
    name,
    tree: sectionOf(root, name)?.tree,
  }))
  const inner = sections.flatMap(({ tree }) => macroNames(entryOf(tree, TRANSFORM)?.value))
  const top = macroNames(entryOf(root, TRANSFORM)?.value)
  const foreign = [...names, ...top, ...inner].find((name) => !OWN.test(name))
  // An include adds and changes nothing: at the top it may add whole sections.
  const everywhere = names.includes(INCLUDE) || entryOf(root, TRANSFORM) !== undefined
  const open = sections.filter(({ tree }) => everywhere || tree?.entries.some(({ key }) => isGenerator(key))).map(({ name }) => name)
  return {
    serverless: names.some((name) => SERVERLESS.test(name)),
    extensions: names.includes(EXTENSIONS),
    names: new Set(names),
    macro: foreign,
    open: new Set(open),
  }
}

export function declaredIn(root: Tree): Declared {
  const resources = membersOf(root, 'Resources')
  const parameters = membersOf(root, 'Parameters')
  const types = new Map<string | undefined, Member[]>()
  const typeIds = new Map<string, string | undefined>()
  for (const member of resources.values()) {
    const type = textAt(member.tree, 'Type')
    typeIds.set(member.id, type)
    const known = types.get(type)
    if (known === undefined) types.set(type, [member])
    else known.push(member)
  }
  return {
    root,
    resources,
    targets: new Map([...resources].filter(([, { tree }]) => textAt(tree, 'Type') !== undefined || entryOf(tree, TRANSFORM) !== undefined)),
    parameters,
    conditions: conditionsOf(root),
    mappings: membersOf(root, 'Mappings'),
    outputs: membersOf(root, 'Outputs'),
    rules: membersOf(root, 'Rules'),
    typeOf: (id) => typeIds.get(id),
    ofType: (type) => types.get(type) ?? [],
    parameterType: (name) => {
      const parameter = parameters.get(name)
      return parameter === undefined ? undefined : (textAt(parameter.tree, 'Type') ?? 'String')
    },
    transforms: transformsOf(root),
  }
}

/** Resources that SAM makes of the template as a whole. */
const GENERATED = /^(?:Serverless|SamAutoGenerated|RecordSetGroup|CodeDeployServiceRole$)/

/** Whether a loop, an include or SAM may bring a resource with this id: SAM makes some whose ids begin with the id of one of its own. */
export function mayBeGenerated(id: string, { transforms, resources, typeOf }: Declared): boolean {
  if (transforms.open.has('Resources')) return true
  if (!transforms.serverless) return false
  if (GENERATED.test(id)) return true
  const [base = id] = id.split('.')
  for (let end = base.length; end > 0; end -= 1) {
    const owner = resources.get(base.slice(0, end))
    const type = owner === undefined ? undefined : typeOf(owner.id)
    if (owner !== undefined && type !== undefined && isServerless(type) && makesId(type, owner, id)) return true
  }
  return false
}
