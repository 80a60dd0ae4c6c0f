import { entryOf, type Tree } from '#core/index.js'
import { callIn } from '../../functions.js'
import { branchesOf, itemsOf, type Located } from '../model.js'
import { arnOfAttribute, arnOfRef, type TypeOf } from './arns.js'

/** Stands in a text for what is decided later: at deployment, or by IAM for each request. */
export const HOLE = '\u0000'
/** A hole that holds no colon: a partition, a region, an account. */
export const PART = '\u0001'

const PARTS: ReadonlySet<string> = new Set(['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::URLSuffix'])
const DEPTH = 8

/** The text of a value with holes for what is not known; undefined for what is no text. */
export function textWithHoles(tree: Tree, typeOf: TypeOf, depth = DEPTH): string | undefined {
  if (tree.kind === 'scalar') return tree.value === null ? undefined : filled(tree.raw ?? String(tree.value), () => HOLE)
  const call = callIn(tree)
  if (call === undefined) return undefined
  const { name, argument } = call
  if (name === 'Ref' && argument.kind === 'scalar') return referred(String(argument.value), typeOf)
  if (name === 'Fn::GetAtt') return referred(attributePath(argument), typeOf)
  if (name === 'Fn::Sub') return substituted(argument, typeOf, depth)
  if (name === 'Fn::Join' && argument.kind === 'list') return joined(argument.items, typeOf, depth)
  return HOLE
}

/** `Ref` of a name, or `Fn::GetAtt` of a name with a dot. */
function referred(name: string, typeOf: TypeOf): string {
  if (PARTS.has(name)) return PART
  const [id = '', attribute] = name.split('.')
  return (attribute === undefined ? arnOfRef(id, typeOf) : arnOfAttribute(id, attribute, typeOf)) ?? HOLE
}

function attributePath(argument: Tree): string {
  if (argument.kind === 'scalar') return String(argument.value)
  return argument.kind === 'list' ? argument.items.map((item) => (item.kind === 'scalar' ? String(item.value) : HOLE)).join('.') : HOLE
}

function substituted(argument: Tree, typeOf: TypeOf, depth: number): string {
  const [text, variables] = argument.kind === 'list' ? argument.items : [argument]
  if (text?.kind !== 'scalar' || typeof text.value !== 'string') return HOLE
  return filled(text.value, (name) => {
    const value = entryOf(variables, name)?.value
    if (value !== undefined) return depth > 0 ? (textWithHoles(value, typeOf, depth - 1) ?? HOLE) : HOLE
    return referred(name, typeOf)
  })
}

function joined([delimiter, list]: readonly Tree[], typeOf: TypeOf, depth: number): string {
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'list' || depth === 0) return HOLE
  return list.items.map((item) => textWithHoles(item, typeOf, depth - 1) ?? HOLE).join(String(delimiter.value ?? ''))
}

function filled(text: string, fill: (name: string) => string): string {
  return text.replace(/\$\{([^}]*)\}|\{\{[^}]*\}\}/g, (_, name: string | undefined) => (name === undefined ? HOLE : fill(name.trim())))
}

export function hasHole(text: string): boolean {
  return text.includes(HOLE) || text.includes(PART)
}

/** The text as its author sees it. */
export function shown(text: string): string {
  return text.replaceAll(HOLE, '…').replaceAll(PART, '…')
}

/** A value that may be a list or one item: its items, each branch of a choice. */
export function eachItem(value: Located): readonly Located[] {
  return branchesOf(value).flatMap((branch) => (branch.tree.kind === 'list' ? itemsOf(branch).flatMap(eachItem) : [branch]))
}

/** Whether some text fits both patterns: `*` and holes stand for any text, `?` for one letter. */
export function mayMeet(one: string, other: string): boolean {
  const [a, b] = [asPattern(one), asPattern(other)]
  if (a === '*' || b === '*' || a === b) return true
  if (a !== '' && b !== '' && !isWild(a[0]) && !isWild(b[0]) && a[0] !== b[0]) return false
  // reach[j]: the first i letters of a and the first j of b can stand for the same text.
  let reach = withSkips([true, ...Array<boolean>(b.length).fill(false)], b)
  for (const sign of a) {
    const next = Array<boolean>(b.length + 1).fill(false)
    for (let j = 0; j <= b.length; j += 1) next[j] = meets({ sign, j, reach, next, b })
    reach = withSkips(next, b)
  }
  return reach[b.length] === true
}

function isWild(sign: string | undefined): boolean {
  return sign === '*' || sign === '?'
}

export function asPattern(text: string): string {
  return text.replaceAll(HOLE, '*').replaceAll(PART, '*')
}

interface Step {
  readonly sign: string
  readonly j: number
  readonly reach: readonly boolean[]
  readonly next: readonly boolean[]
  readonly b: string
}

function meets({ sign, j, reach, next, b }: Step): boolean {
  const before = j > 0 && b[j - 1]
  if (sign === '*') return reach[j] === true || (j > 0 && (next[j - 1] === true || reach[j - 1] === true))
  if (before === '*') return reach[j] === true || reach[j - 1] === true
  if (before === false) return false
  return reach[j - 1] === true && (sign === '?' || before === '?' || sign === before)
}

/** A `*` of the other pattern may stand for nothing. */
function withSkips(reach: boolean[], b: string): boolean[] {
  for (let j = 1; j <= b.length; j += 1) if (b[j - 1] === '*' && reach[j - 1] === true) reach[j] = true
  return reach
}
