import { entryOf, type Tree } from '#core/index.js'
import { callIn } from '../functions.js'
import type { Declared } from '../template.js'
import { blockOf, blockText, subnetsOf } from './cidr.js'

/** What a value is before deployment. */
export type Literal = string | readonly (string | undefined)[]

/** More functions in each other than any template has. */
const DEPTH = 12

/** The text or list that a value is for certain: literals, mappings and functions of them. Parameters and what AWS gives are unknown. */
export function literalOf(tree: Tree | undefined, declared: Declared, depth = DEPTH): Literal | undefined {
  if (tree === undefined || depth === 0) return undefined
  if (tree.kind === 'scalar') return tree.value === null ? undefined : (tree.raw ?? String(tree.value))
  if (tree.kind === 'list') return tree.items.map((item) => textIn(item, declared, depth - 1))
  const call = callIn(tree)
  return call === undefined ? undefined : FUNCTIONS[call.name]?.(call.argument, declared, depth - 1)
}

type Fold = (argument: Tree, declared: Declared, depth: number) => Literal | undefined

const FUNCTIONS: Readonly<Record<string, Fold>> = {
  'Fn::Select': (argument, declared, depth) => {
    const [index, list] = itemsOf(argument)
    const values = literalOf(list, declared, depth)
    return typeof values === 'object' ? values[Number(textIn(index, declared, depth))] : undefined
  },
  'Fn::Cidr': (argument, declared, depth) => {
    const [block, count, bits] = itemsOf(argument).map((item) => textIn(item, declared, depth))
    const whole = block === undefined ? undefined : blockOf(block)
    if (whole === undefined || count === undefined || bits === undefined) return undefined
    return subnetsOf(whole, Number(count), Number(bits))?.map(blockText)
  },
  'Fn::FindInMap': (argument, { mappings, ...declared }, depth) => {
    const names = itemsOf(argument)
      .slice(0, 3)
      .map((item) => textIn(item, { mappings, ...declared }, depth))
    const [map, first, second] = names
    if (map === undefined || first === undefined || second === undefined) return undefined
    return literalOf(entryOf(entryOf(mappings.get(map)?.tree, first)?.value, second)?.value, { mappings, ...declared }, depth)
  },
  // What AWS gives under the name of a property is what was given for it.
  'Fn::GetAtt': (argument, declared, depth) => {
    const path =
      argument.kind === 'list'
        ? argument.items.map((item) => textIn(item, declared, depth))
        : (textIn(argument, declared, depth)?.split('.') ?? [])
    const [id, name] = path
    if (id === undefined || name === undefined || path.length !== 2) return undefined
    return literalOf(entryOf(entryOf(declared.resources.get(id)?.tree, 'Properties')?.value, name)?.value, declared, depth)
  },
}

function itemsOf(tree: Tree): readonly Tree[] {
  return tree.kind === 'list' ? tree.items : []
}

function textIn(tree: Tree | undefined, declared: Declared, depth: number): string | undefined {
  const literal = literalOf(tree, declared, depth)
  return typeof literal === 'string' ? literal : undefined
}
