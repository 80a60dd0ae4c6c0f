import { didYouMean, entryOf, type Tree } from '#core/index.js'
import type { Catalog } from '#catalog/index.js'
import type { Guard } from '#graph/index.js'
import { type Call, callIn, FUNCTIONS, LOOP, placeholdersOf, PSEUDO } from './functions.js'
import { atEntry, atItem, type Place } from './place.js'
import { isReferable, isServerless, schemaBehind } from './types/serverless.js'
import { checkSubstitution, checkText, isMarked } from './texts.js'
import { type Declared, isGenerator, mayBeGenerated } from './template.js'
import type { Walk } from './walk.js'

export type { Walk } from './walk.js'

/** What a value is for: some functions stand only in some. */
export type Where = 'value' | 'condition' | 'rule'

/** What is around a value, the same for all that stands inside of it until a function changes it. */
interface Scope {
  readonly where: Where
  /** Whether resources may be named: not in conditions and rules. */
  readonly resources: boolean
  /** The branches of `Fn::If` around. */
  readonly guards: readonly Guard[]
  /** In a part of a SAM resource of which SAM makes another resource. */
  readonly apart: boolean
  /** Names that a loop around gives. */
  readonly loops: ReadonlySet<string>
}

interface Here extends Scope {
  readonly place: Place
}

/** Names that only AWS gives. */
const RESERVED = /^AWS::./

const NO_LOOPS: ReadonlySet<string> = new Set()

/** Looks at every function in a value: that it exists, that its arguments have the right form, and that what it names is there. */
export function walkValue(
  tree: Tree,
  place: Place,
  walk: Walk,
  options: { readonly resources?: boolean; readonly apart?: boolean; readonly where?: Where } = {},
): void {
  const { resources = true, apart = false, where = 'value' } = options
  if (tree.kind === 'scalar') checkText(tree, place, walk)
  else visit(tree, place, { where, resources, apart, guards: [], loops: NO_LOOPS }, walk)
}

function visit(tree: Tree, place: Place, scope: Scope, walk: Walk): void {
  if (tree.kind === 'list') {
    tree.items.forEach((item, index) => {
      if (item.kind !== 'scalar') visit(item, atItem(place, index, item), scope, walk)
      else if (isMarked(item)) checkText(item, atItem(place, index, item), walk)
    })
  }
  if (tree.kind !== 'map') return
  const call = callIn(tree)
  if (call !== undefined) return visitCall(call, atEntry(place, call.entry), scope, walk)
  for (const entry of tree.entries) {
    if (entry.value.kind === 'scalar') {
      if (isMarked(entry.value)) checkText(entry.value, atEntry(place, entry), walk)
      continue
    }
    const inside = entry.key.startsWith(LOOP) ? { ...scope, loops: namesOfLoop(entry.value, scope.loops) } : scope
    visit(entry.value, atEntry(place, entry), inside, walk)
  }
}

function namesOfLoop(tree: Tree, around: ReadonlySet<string>): ReadonlySet<string> {
  const [name] = tree.kind === 'list' ? tree.items : []
  return name?.kind === 'scalar' ? new Set([...around, String(name.value)]) : around
}

function visitCall(call: Call, place: Place, scope: Scope, walk: Walk): void {
  const { name, argument } = call
  const signature = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (signature === undefined) {
    const message = `there is no function ${name}${didYouMean(name, Object.keys(FUNCTIONS))}`
    walk.report.add({ code: 'function-unknown', message, place })
    return
  }
  if (!signature.takes(argument)) {
    walk.report.add({ code: 'function-arguments', message: `${name} takes ${signature.usage}`, place })
    return
  }
  checkUse(call, place, scope, walk)
  CHECKS[name]?.(argument, { ...scope, place }, walk)
  if (name === 'Ref' || name === 'Fn::GetAtt') return
  if (name === 'Fn::If') visitBranches(argument, place, scope, walk)
  else if (name === 'Fn::Sub') visitSubstitution(argument, place, scope, walk)
  else if (argument.kind !== 'scalar') visit(argument, place, scope, walk)
  else checkText(argument, place, walk)
}

function visitSubstitution(argument: Tree, place: Place, scope: Scope, walk: Walk): void {
  const [text = argument, variables] = argument.kind === 'list' ? argument.items : []
  checkSubstitution(text, argument.kind === 'list' ? atItem(place, 0, text) : place, walk)
  if (variables !== undefined) visit(variables, atItem(place, 1, variables), scope, walk)
}

/** Whether a function may stand here, in this template. */
function checkUse({ name }: Call, place: Place, { where }: Scope, { declared, report }: Walk): void {
  const { only, extension } = FUNCTIONS[name] ?? {}
  const { extensions, macro } = declared.transforms
  if (extension === true && !extensions && macro === undefined) {
    const message = `${name} needs the line "Transform: AWS::LanguageExtensions" at the top of the template`
    report.add({ code: 'function-place', message, place })
  }
  if (only === undefined || only === where || (only === 'condition' && where === 'rule')) return
  const message = `${name} stands only in ${only === 'rule' ? 'the Rules section' : 'Conditions; name a condition there and use Fn::If here'}`
  report.add({ code: 'function-place', message, place })
}

function visitBranches(argument: Tree, place: Place, scope: Scope, walk: Walk): void {
  const items = argument.kind === 'list' ? argument.items : []
  const [condition] = items
  const name = condition?.kind === 'scalar' ? String(condition.value) : undefined
  items.forEach((item, index) => {
    const guards = name === undefined || index === 0 ? scope.guards : [...scope.guards, { condition: name, holds: index === 1 }]
    visit(item, atItem(place, index, item), { ...scope, guards }, walk)
  })
}

type Check = (argument: Tree, here: Here, walk: Walk) => void

const CHECKS: Readonly<Record<string, Check>> = {
  Ref: (argument, here, walk) => {
    if (argument.kind === 'scalar') checkName(String(argument.value), here, walk)
    else visit(argument, here.place, here, walk)
  },
  'Fn::GetAtt': (argument, here, walk) => {
    const parts = argument.kind === 'list' ? argument.items : String(argument.kind === 'scalar' ? argument.value : '').split('.')
    const [target, ...rest] = parts.map((part) =>
      typeof part === 'string' ? part : part.kind === 'scalar' ? String(part.value) : undefined,
    )
    if (target === undefined) return visit(argument, here.place, here, walk)
    const attribute = rest.includes(undefined) ? undefined : rest.join('.')
    checkAttribute({ target, attribute }, here, walk, argument)
  },
  'Fn::Sub': (argument, here, walk) => {
    for (const name of placeholdersOf(argument)) {
      const dot = name.indexOf('.')
      if (dot > 0) checkAttribute({ target: name.slice(0, dot), attribute: name.slice(dot + 1) }, here, walk)
      else checkName(name, here, walk)
    }
  },
  'Fn::If': (argument, here, walk) => {
    const [condition] = argument.kind === 'list' ? argument.items : []
    if (condition?.kind === 'scalar') checkCondition(String(condition.value), atItem(here.place, 0, condition), walk)
  },
  'Fn::FindInMap': checkMapping,
}

/** A name in `Ref` or `${…}`: a pseudo parameter, a parameter or a resource. */
function checkName(name: string, here: Here, walk: Walk): void {
  const { declared, report, used } = walk
  if (PSEUDO.has(name) || here.loops.has(name) || name.includes('{')) return
  if (RESERVED.test(name)) {
    const message = `there is no pseudo parameter "${name}"${didYouMean(name, PSEUDO)}`
    report.add({ code: 'reference-missing', message, place: here.place })
  } else if (declared.parameters.has(name)) used.parameters.add(name)
  else useResource(name, here, walk)
}

function useResource(name: string, here: Here, walk: Walk): boolean {
  const { declared, report, used, suggest } = walk
  const { resource: from } = here.place
  if (!here.resources) {
    const message = declared.resources.has(name)
      ? `resource "${name}" cannot be named here, only parameters; resources do not exist yet when this is decided`
      : `there is no parameter "${name}"${suggest(name, declared.parameters.keys())}`
    report.add({ code: declared.resources.has(name) ? 'reference-not-allowed' : 'reference-missing', message, place: here.place })
    return false
  }
  if (declared.targets.has(name)) {
    if (from !== undefined && !here.apart) used.uses.push({ from, to: name, guards: here.guards })
    return true
  }
  if (mayBeGenerated(name, declared) || here.loops.size > 0 || declared.transforms.open.has('Parameters')) return false
  const names = (): readonly string[] => [...declared.targets.keys(), ...declared.parameters.keys()]
  const message = declared.resources.has(name)
    ? `resource "${name}" has no Type, so nothing can refer to it`
    : `there is no resource or parameter "${name}" in this template${suggest(name, names())}`
  report.add({ code: 'reference-missing', message, place: here.place })
  return false
}

interface AttributeReference {
  readonly target: string
  /** Undefined: a function gives it. */
  readonly attribute: string | undefined
}

/** `argument`: the list whose first two items are the resource and the attribute. */
function checkAttribute({ target, attribute }: AttributeReference, around: Here, walk: Walk, argument?: Tree): void {
  const { declared, report, catalog } = walk
  const part = (index: number): Place => {
    const item = argument?.kind === 'list' ? argument.items[index] : undefined
    return item === undefined ? around.place : atItem(around.place, index, item)
  }
  const here = { ...around, place: part(0) }
  if (here.loops.has(target) || target.includes('{')) return
  if (declared.parameters.has(target) && !declared.resources.has(target)) {
    const message = `"${target}" is a parameter, which has no attributes; use Ref`
    report.add({ code: 'reference-missing', message, place: here.place })
    return
  }
  if (!useResource(target, here, walk) || attribute === undefined) return
  const type = declared.typeOf(target) ?? ''
  const known = attributesOf(type, catalog)
  if (known === undefined || known.some((each) => fits(attribute, each)) || (isServerless(type) && isReferable(attribute))) return
  const message = `${target} (${type}) has no attribute "${attribute}"${attributeHint(attribute, known)}`
  report.add({ code: 'attribute-unknown', message, place: part(1) })
}

/** A custom resource has what its author gives it; SAM's resources have what they become. */
function attributesOf(type: string, catalog: Catalog): readonly string[] | undefined {
  return isServerless(type) ? schemaBehind(type, catalog)?.whole.attributes : catalog.schema(type)?.attributes
}

function attributeHint(attribute: string, known: readonly string[]): string {
  if (known.length === 0) return '; it has none'
  return didYouMean(attribute, known) || (known.length > 12 ? '' : `; it has ${known.join(', ')}`)
}

/** `Outputs.*` takes any output. */
function fits(attribute: string, known: string): boolean {
  const star = known.indexOf('*')
  return star < 0 ? attribute === known : attribute.startsWith(known.slice(0, star)) && attribute.length > star
}

/** A condition named by a resource, an output, a function or another condition. */
export function checkCondition(name: string, place: Place, { declared, report, used, suggest }: Walk): void {
  used.conditions.add(name)
  if (declared.conditions.has(name) || declared.transforms.open.has('Conditions')) return
  const message = `there is no condition "${name}" in this template${suggest(name, declared.conditions.keys())}`
  report.add({ code: 'condition-missing', message, place })
}

function checkMapping(argument: Tree, here: Here, { declared, report, used, suggest }: Walk): void {
  for (const name of mappingNames(argument, declared)) used.mappings.add(name)
  if (argument.kind !== 'list' || argument.items.length > 3 || declared.transforms.open.has('Mappings')) return
  const [map, ...keys] = argument.items
  if (map?.kind !== 'scalar') return
  const mapping = declared.mappings.get(String(map.value))
  const place = atItem(here.place, 0, map)
  if (mapping === undefined) {
    const message = `there is no mapping "${String(map.value)}" in this template${suggest(String(map.value), declared.mappings.keys())}`
    report.add({ code: 'mapping-missing', message, place })
    return
  }
  const lacking = missingKey(mapping.tree, keys)
  if (lacking === undefined) return
  const message = `mapping "${mapping.id}" has no key "${lacking.name}"${suggest(lacking.name, lacking.known)}`
  report.add({ code: 'mapping-key-missing', message, place: atItem(here.place, lacking.index + 1, lacking.key) })
}

/** The mapping that `Fn::FindInMap` names; every mapping when a function gives the name. */
function mappingNames(argument: Tree, { mappings }: Declared): Iterable<string> {
  const [map] = argument.kind === 'list' ? argument.items : []
  return map?.kind === 'scalar' ? [String(map.value)] : mappings.keys()
}

/** The first literal key that a mapping does not have. */
function missingKey(
  mapping: Tree,
  keys: readonly Tree[],
): { readonly index: number; readonly key: Tree; readonly name: string; readonly known: readonly string[] } | undefined {
  let at = mapping
  for (const [index, key] of keys.entries()) {
    if (key.kind !== 'scalar' || at.kind !== 'map' || at.entries.some((entry) => isGenerator(entry.key))) return undefined
    const name = key.raw ?? String(key.value)
    const entry = entryOf(at, name)
    if (entry === undefined) return { index, key, name, known: at.entries.map((each) => each.key) }
    at = entry.value
  }
  return undefined
}
