import { type Diagnostic, entryOf, type MapEntry, type Tree } from '#core/index.js'
import { type Guard, nameIn, type Worlds } from '#graph/index.js'
import { CODES } from './codes.js'
import { callIn, choiceIn, isNoValue, placeholdersOf, presence, takesMore } from './functions.js'
import { parameterTrouble } from './parameters.js'
import { atEntry, atItem, pathOf, type Place } from './place.js'
import { type Declared, declaredIn, isGenerator, type Member, sectionOf, textAt } from './template.js'
import type { Walk } from './walk.js'

/** The templates of the stacks nested in a template, as far as they are known. */
export interface Nested {
  /** By the logical id of the resource that makes the stack. */
  readonly templates: ReadonlyMap<string, Tree>
  /** The worlds of the template together with those nested in it; without them nothing is said of outputs that a condition guards. */
  readonly worlds?: () => Worlds
}

/** What a template and those nested in it must agree on: the parameters that are given, and the outputs that are read. */
export function checkNested({ templates }: Nested, walk: Walk): void {
  const inner = new Map([...templates].map(([id, tree]) => [id, declaredIn(tree)]))
  for (const [id, declared] of inner) {
    const maker = walk.declared.resources.get(id)
    if (maker !== undefined && declared.transforms.macro === undefined) checkParameters(maker, declared, walk)
  }
  for (const read of outputsRead(walk.declared, inner)) {
    const { inner: declared, output, target, place } = read
    if (declared.outputs.has(output) || declared.transforms.open.has('Outputs') || declared.transforms.macro !== undefined) continue
    const message = `the template of ${target} has no output "${output}"${hint(output, declared.outputs.keys(), walk)}`
    walk.report.add({ code: 'nested-output-missing', message, place })
  }
}

function hint(wrong: string, names: Iterable<string>, { suggest }: Walk): string {
  const known = [...names]
  if (known.length === 0) return '; it has none'
  return suggest(wrong, known) || (known.length > MOST_NAMED ? '' : `; it has ${known.join(', ')}`)
}
const MOST_NAMED = 12

function checkParameters(maker: Member, inner: Declared, walk: Walk): void {
  const properties = entryOf(maker.tree, 'Properties')
  if (properties !== undefined && (callIn(properties.value) !== undefined || takesMore(properties.value))) return
  const around = properties === undefined ? maker.place : atEntry(maker.place, properties)
  const entry = entryOf(properties?.value, 'Parameters')
  if (entry === undefined) return checkLacking([], around, { maker, inner, walk })
  const { value: given } = entry
  if (given.kind !== 'map' || callIn(given) !== undefined) return
  const place = atEntry(around, entry)
  for (const each of given.entries) if (!isGenerator(each.key)) checkGiven(each, atEntry(place, each), { maker, inner, walk })
  if (!takesMore(given)) checkLacking(given.entries, place, { maker, inner, walk })
}

interface Between {
  readonly maker: Member
  readonly inner: Declared
  readonly walk: Walk
}

function checkGiven({ key, value }: MapEntry, place: Place, { maker, inner, walk }: Between): void {
  const parameter = inner.parameters.get(key)
  if (parameter !== undefined) return checkValue(value, place, { parameter, walk })
  if (inner.transforms.open.has('Parameters') || presence(value) === 'absent') return
  const message = `the template of ${maker.id} declares no parameter "${key}"${hint(key, inner.parameters.keys(), walk)}`
  walk.report.add({ code: 'nested-parameter-unknown', message, place })
}

/** A literal that the declaration does not take, also in a branch of `Fn::If`. */
function checkValue(value: Tree, place: Place, { parameter, walk }: { readonly parameter: Member; readonly walk: Walk }): void {
  const call = callIn(value)
  const branches = choiceIn(value)
  if (call !== undefined && branches !== undefined) {
    const at = atEntry(place, call.entry)
    branches.forEach((branch, index) => checkValue(branch, atItem(at, index + 1, branch), { parameter, walk }))
    return
  }
  if (value.kind !== 'scalar' || value.value === null) return
  const text = value.raw ?? String(value.value)
  const trouble = text.includes('{{resolve:') ? undefined : parameterTrouble(parameter.tree, text)
  if (trouble === undefined) return
  const hidden = /^true$/i.test(textOf(entryOf(parameter.tree, 'NoEcho')?.value))
  const message = `parameter ${parameter.id} of the nested template ${hidden ? 'does not take this value; it is not shown, for NoEcho' : trouble}`
  walk.report.add({ code: 'nested-parameter-value', message, place, atValue: true })
}

function textOf(tree: Tree | undefined): string {
  return tree?.kind === 'scalar' ? String(tree.value) : ''
}

function checkLacking(given: readonly MapEntry[], place: Place, { maker, inner, walk }: Between): void {
  const there = new Set(given.filter(({ value }) => !isNoValue(value)).map(({ key }) => key))
  const lacking = [...inner.parameters.values()].filter(({ id, tree }) => entryOf(tree, 'Default') === undefined && !there.has(id))
  if (lacking.length === 0) return
  const names = lacking.map(({ id }) => id).join(', ')
  const message = `the template of ${maker.id} needs ${names}, which ${lacking.length === 1 ? 'has' : 'have'} no default; give ${lacking.length === 1 ? 'it' : 'them'} below Parameters`
  walk.report.add({ code: 'nested-parameter-missing', message, place })
}

/** `Fn::GetAtt` of an output of a nested stack. */
interface OutputRead {
  readonly target: string
  readonly output: string
  readonly inner: Declared
  readonly place: Place
  /** The condition of what it stands in, and the branches of `Fn::If` around. */
  readonly guards: readonly Guard[]
}

const OUTPUT = /^([A-Za-z0-9]+)\.Outputs\.(.+)$/

function outputsRead({ root }: Declared, inner: ReadonlyMap<string, Declared>): readonly OutputRead[] {
  const found: OutputRead[] = []
  const read = (name: string, place: Place, guards: readonly Guard[]): void => {
    const [, target = '', output = ''] = OUTPUT.exec(name) ?? []
    const declared = inner.get(target)
    if (declared !== undefined) found.push({ target, output, inner: declared, place, guards })
  }
  for (const name of ['Resources', 'Outputs']) {
    const section = sectionOf(root, name)
    for (const entry of section?.tree.entries ?? []) {
      const condition = textAt(entry.value, 'Condition')
      const guards = condition === undefined ? [] : [{ condition, holds: true }]
      const resource = name === 'Resources' ? entry.key : undefined
      if (section !== undefined) visit(entry.value, atEntry(section.place, entry, resource), guards, read)
    }
  }
  return found
}

type Read = (name: string, place: Place, guards: readonly Guard[]) => void

function visit(tree: Tree, place: Place, guards: readonly Guard[], read: Read): void {
  if (tree.kind === 'list') tree.items.forEach((item, index) => visit(item, atItem(place, index, item), guards, read))
  if (tree.kind !== 'map') return
  const call = callIn(tree)
  const at = call === undefined ? place : atEntry(place, call.entry)
  if (call?.name === 'Fn::GetAtt') read(attributeName(call.argument), at, guards)
  else if (call?.name === 'Fn::If') return visitChoice(call.argument, at, guards, read)
  else if (call?.name === 'Fn::Sub') for (const name of placeholdersOf(call.argument)) read(name, at, guards)
  for (const entry of tree.entries) visit(entry.value, atEntry(place, entry), guards, read)
}

function visitChoice(argument: Tree, place: Place, guards: readonly Guard[], read: Read): void {
  const [condition, ...branches] = argument.kind === 'list' ? argument.items : []
  branches.forEach((branch, index) => {
    const own = condition?.kind === 'scalar' ? [{ condition: String(condition.value), holds: index === 0 }] : []
    visit(branch, atItem(place, index + 1, branch), [...guards, ...own], read)
  })
}

function attributeName(argument: Tree): string {
  if (argument.kind !== 'list') return textOf(argument)
  return argument.items.every(({ kind }) => kind === 'scalar') ? argument.items.map(textOf).join('.') : ''
}

/** Outputs that are read in a world in which the nested stack does not have them: a deployment with those parameters fails. */
export function nestedInWorlds({ templates, worlds }: Nested, declared: Declared): readonly Diagnostic[] {
  if (worlds === undefined) return []
  const inner = new Map([...templates].map(([id, tree]) => [id, declaredIn(tree)]))
  return outputsRead(declared, inner).flatMap(({ target, output, inner: nested, place, guards }): readonly Diagnostic[] => {
    const condition = textAt(nested.outputs.get(output)?.tree, 'Condition')
    if (condition === undefined || !nested.conditions.has(condition)) return []
    const when = (holds: boolean): ReturnType<Worlds['reach']> =>
      worlds().reach([...guards, { condition: nameIn(target, condition), holds }])
    const without = when(false)
    if (without.is !== 'sometimes') return []
    return [
      {
        code: 'nested-output-guarded',
        severity: when(true).is === 'never' ? 'error' : CODES['nested-output-guarded'].severity,
        message: `output ${output} of ${target} exists only under condition ${condition} of its template, and this reads it without; read it under the same condition`,
        ...(place.resource === undefined ? {} : { resource: place.resource }),
        path: pathOf(place),
        ...(place.span === undefined ? {} : { span: place.span }),
        ...(Object.keys(without.witness).length === 0 ? {} : { world: without.witness }),
      },
    ]
  })
}
