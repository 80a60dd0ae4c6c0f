import { entryOf, type MapEntry, type MapTree, MAX_NESTING, type Tree } from '#core/index.js'
import type { Item } from '#graph/index.js'
import { withItems, withValues, type Work } from './work.js'

/** What the name of a loop stands for in one round. */
export interface Binding {
  readonly name: string
  readonly item: Item
}

const LETTERS_A_UNIT = 64
const NOT_ALPHANUMERIC = /[^A-Za-z0-9]+/g

/** A copy of a loop's body with the item of one round in place of its name; what does not name it stays the same tree. */
export function substituted(tree: Tree, binding: Binding, work: Work, depth = 0): Tree {
  if (!work.spend(1) || depth > MAX_NESTING) return tree
  if (tree.kind === 'list') return withItems(tree, (item) => substituted(item, binding, work, depth + 1))
  if (tree.kind === 'map') return inMap(tree, binding, work, depth)
  if (typeof tree.value !== 'string') return tree
  const text = inText(tree.value, binding, work)
  return text === tree.value ? tree : { kind: 'scalar', value: text, ...(tree.span === undefined ? {} : { span: tree.span }) }
}

function inMap(tree: MapTree, binding: Binding, work: Work, depth: number): Tree {
  const [only, ...others] = tree.entries
  const call = others.length === 0 ? only : undefined
  if (call?.key === 'Ref' && call.value.kind === 'scalar' && call.value.value === binding.name) return itemAt(binding.item, tree)
  if (call?.key === 'Fn::Sub' && hasVariable(call.value, binding.name))
    return withValues(tree, (argument) => {
      // The variable of the function is nearer than the loop's.
      const inVariables = (part: Tree, index: number): Tree => (index === 0 ? part : substituted(part, binding, work, depth + 2))
      return argument.kind === 'list' ? withItems(argument, inVariables) : argument
    })
  const made = withEntries(tree, binding, work, depth)
  return call?.key === 'Fn::Sub' && made !== tree ? plainIfItCanBe(made) : made
}

function itemAt({ value, text }: Item, { span }: Tree): Tree {
  return { kind: 'scalar', value, ...(typeof value === 'string' ? {} : { raw: text }), ...(span === undefined ? {} : { span }) }
}

function hasVariable(argument: Tree, name: string): boolean {
  return argument.kind === 'list' && entryOf(argument.items[1], name) !== undefined
}

function withEntries(tree: MapTree, binding: Binding, work: Work, depth: number): Tree {
  let changed = false
  const entries = tree.entries.map((entry): MapEntry => {
    const key = inText(entry.key, binding, work)
    const value = substituted(entry.value, binding, work, depth + 1)
    if (key === entry.key && value === entry.value) return entry
    changed = true
    return { ...entry, key, value }
  })
  return changed ? { ...tree, entries } : tree
}

/** `Fn::Sub` of a text in which nothing is left to fill in is that text, which may stand where only text may. */
function plainIfItCanBe(tree: Tree): Tree {
  const text = entryOf(tree, 'Fn::Sub')?.value
  if (text?.kind !== 'scalar' || typeof text.value !== 'string' || text.value.includes('${')) return tree
  return { ...text, ...(tree.span === undefined ? {} : { span: tree.span }) }
}

function inText(text: string, { name, item }: Binding, work: Work): string {
  if (!text.includes('{')) return text
  const whole = replaced(text, `\${${name}}`, item.text, work)
  return replaced(whole, `&{${name}}`, item.text.replaceAll(NOT_ALPHANUMERIC, ''), work)
}

// The length is paid for before the text is made: a long item in a long text has no end.
function replaced(text: string, placeholder: string, by: string, work: Work): string {
  const parts = text.split(placeholder)
  if (parts.length === 1) return text
  return work.spend((text.length + parts.length * by.length) / LETTERS_A_UNIT) ? parts.join(by) : text
}
