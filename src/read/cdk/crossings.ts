import { entryOf, type Tree } from '#core/index.js'
import type { AssemblyStack, AssemblyTemplate, Crossing, Export, Import, ImportSource } from './assembly.js'
import { textAt } from './constructs.js'

/** What is known of a stack before it is deployed. */
export interface Place {
  readonly name: string
  readonly account: string | undefined
  readonly region: string | undefined
}

/** The outputs of a template, with the names under which others import them. */
export function exportsIn(template: Tree, place: Place): readonly Export[] {
  const outputs = entryOf(template, 'Outputs')?.value
  if (outputs?.kind !== 'map') return []
  return outputs.entries.flatMap(({ key, value }) => {
    const given = entryOf(value, 'Value')?.value
    const name = entryOf(entryOf(value, 'Export')?.value, 'Name')?.value
    return given === undefined ? [] : [{ output: key, name: name === undefined ? undefined : known(name, place), value: given }]
  })
}

const IMPORT = 'Fn::ImportValue'
const OUTPUT = 'Fn::GetStackOutput'

/** Everything in a template that names another stack's output, as far as the name is known. */
export function importsIn(template: Tree, place: Place): readonly Import[] {
  const imports: Import[] = []
  const walk = (tree: Tree, path: readonly (string | number)[]): void => {
    if (tree.kind === 'list') tree.items.forEach((item, index) => walk(item, [...path, index]))
    if (tree.kind !== 'map') return
    const from = importSource(tree, place)
    if (from !== undefined) imports.push({ path, from })
    else for (const { key, value } of tree.entries) walk(value, [...path, key])
  }
  walk(template, [])
  return imports
}

function importSource(tree: Tree, place: Place): ImportSource | undefined {
  const exported = entryOf(tree, IMPORT)?.value
  const name = exported === undefined ? undefined : known(exported, place)
  if (name !== undefined) return { is: 'export', name }
  const output = entryOf(tree, OUTPUT)?.value
  const [stackName, wanted] = [partOf(output, 'StackName', place), partOf(output, 'OutputName', place)]
  if (stackName === undefined || wanted === undefined) return undefined
  const elsewhere = entryOf(output, 'Region') !== undefined
  return { is: 'output', stackName, output: wanted, region: elsewhere ? partOf(output, 'Region', place) : place.region }
}

function partOf(tree: Tree | undefined, key: string, place: Place): string | undefined {
  const value = entryOf(tree, key)?.value
  return value === undefined ? undefined : known(value, place)
}

/** The text that a value will be, where the stack's name, account and region decide it. */
function known(value: Tree, place: Place): string | undefined {
  if (value.kind === 'scalar') return typeof value.value === 'string' ? value.value : undefined
  if (value.kind === 'list' || value.entries.length !== 1) return undefined
  const [ref, text, join] = [textAt(value, 'Ref'), textAt(value, 'Fn::Sub'), entryOf(value, 'Fn::Join')?.value]
  if (ref !== undefined) return pseudo(ref, place)
  if (text !== undefined) return substituted(text, place)
  return join?.kind === 'list' ? joined(join.items, place) : undefined
}

function joined([separator, list]: readonly Tree[], place: Place): string | undefined {
  if (separator?.kind !== 'scalar' || list?.kind !== 'list') return undefined
  const parts = list.items.map((item) => known(item, place))
  return parts.every((part) => part !== undefined) ? parts.join(String(separator.value)) : undefined
}

function substituted(text: string, place: Place): string | undefined {
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name)
  if (names.some((name) => pseudo(name, place) === undefined)) return undefined
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : (pseudo(name, place) ?? ''),
  )
}

function pseudo(name: string, { name: stack, account, region }: Place): string | undefined {
  switch (name) {
    case 'AWS::StackName':
      return stack
    case 'AWS::Region':
      return region
    case 'AWS::AccountId':
      return account
    default:
      return undefined
  }
}

/** The imports whose other end is a stack of the same assembly, account and region. */
export function crossingsBetween(stacks: readonly AssemblyStack[]): readonly Crossing[] {
  const exported = new Map<string, Crossing['from']>()
  const outputs = new Map<string, Crossing['from']>()
  for (const stack of stacks) {
    for (const template of templatesOf(stack.template))
      for (const { name, output, value } of template.exports) {
        const from = { stack: stack.displayName, file: template.file, output, value }
        if (name !== undefined) exported.set(keyOf(stack.account, stack.region, name), from)
        // A nested stack has a name that only its deployment knows.
        if (template === stack.template) outputs.set(keyOf(stack.account, stack.region, stack.name, output), from)
      }
  }
  return stacks.flatMap((stack) =>
    templatesOf(stack.template).flatMap(({ file, imports }) =>
      imports.flatMap(({ path, from: source }): readonly Crossing[] => {
        const from =
          source.is === 'export'
            ? exported.get(keyOf(stack.account, stack.region, source.name))
            : outputs.get(keyOf(stack.account, source.region, source.stackName, source.output))
        return from === undefined ? [] : [{ to: { stack: stack.displayName, file, path }, from }]
      }),
    ),
  )
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part ?? null))
}

function templatesOf(template: AssemblyTemplate): readonly AssemblyTemplate[] {
  return [template, ...template.nested.flatMap((nested) => templatesOf(nested.template))]
}
