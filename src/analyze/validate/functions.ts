import { entryOf, type MapEntry, type Tree } from '#core/index.js'

/** An intrinsic function where a value stands. */
export interface Call {
  readonly name: string
  readonly argument: Tree
  readonly entry: MapEntry
}

/** What a function gives: text (any scalar), a list, or either. */
export type Yield = 'text' | 'list' | 'any'

interface Signature {
  readonly yields: Yield
  readonly takes: (argument: Tree) => boolean
  readonly usage: string
  /** Where alone it may stand; undefined: in values, and mostly elsewhere too. */
  readonly only?: 'condition' | 'rule'
  /** Whether it needs the transform of the language extensions. */
  readonly extension?: true
}

const scalar = (tree: Tree | undefined): boolean => tree?.kind === 'scalar' && tree.value !== null
const items = (tree: Tree): readonly Tree[] => (tree.kind === 'list' ? tree.items : [])
const isCall = (tree: Tree | undefined): boolean => tree !== undefined && callIn(tree) !== undefined
const scalarOrCall = (tree: Tree | undefined): boolean => scalar(tree) || isCall(tree)
const listOrCall = (tree: Tree | undefined): boolean => tree?.kind === 'list' || isCall(tree)
const listOf =
  (from: number, to: number) =>
  (tree: Tree): boolean =>
    tree.kind === 'list' && tree.items.length >= from && tree.items.length <= to

/**
 * The functions of the template language with the arguments they take.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html, read 2026-11.
 */
export const FUNCTIONS: Readonly<Record<string, Signature>> = {
  Ref: { yields: 'any', takes: scalarOrCall, usage: 'the name of a resource or a parameter' },
  'Fn::And': { yields: 'text', takes: listOf(2, 10), usage: 'two to ten conditions', only: 'condition' },
  'Fn::Base64': { yields: 'text', takes: scalarOrCall, usage: 'a text' },
  'Fn::Cidr': { yields: 'list', takes: (tree) => listOf(2, 3)(tree) || isCall(tree), usage: 'a block, a count and the bits of a subnet' },
  'Fn::Contains': { yields: 'text', takes: listOf(2, 2), usage: 'a list and a text', only: 'rule' },
  'Fn::EachMemberEquals': { yields: 'text', takes: listOf(2, 2), usage: 'a list and a text', only: 'rule' },
  'Fn::EachMemberIn': { yields: 'text', takes: listOf(2, 2), usage: 'two lists', only: 'rule' },
  'Fn::Equals': { yields: 'text', takes: listOf(2, 2), usage: 'two values', only: 'condition' },
  'Fn::FindInMap': { yields: 'any', takes: listOf(3, 4), usage: 'a mapping and two keys' },
  'Fn::GetAZs': {
    yields: 'list',
    takes: (tree) => tree.kind === 'scalar' || isCall(tree),
    usage: 'a region, or "" for the region of the stack',
  },
  'Fn::GetAtt': {
    yields: 'any',
    takes: (tree) => (tree.kind === 'list' ? tree.items.length >= 2 && tree.items.every(scalarOrCall) : scalar(tree)),
    usage: 'a resource and one of its attributes',
  },
  'Fn::GetStackOutput': { yields: 'any', takes: () => true, usage: 'a stack and an output' },
  'Fn::If': { yields: 'any', takes: listOf(3, 3), usage: 'a condition and two values' },
  'Fn::ImportValue': { yields: 'text', takes: scalarOrCall, usage: 'the name of an export' },
  'Fn::Join': {
    yields: 'text',
    takes: (tree) => listOf(2, 2)(tree) && scalar(items(tree)[0]) && listOrCall(items(tree)[1]),
    usage: 'a delimiter and a list',
  },
  'Fn::Length': { yields: 'text', takes: listOrCall, usage: 'a list', extension: true },
  'Fn::Not': { yields: 'text', takes: listOf(1, 1), usage: 'a list with one condition', only: 'condition' },
  'Fn::Or': { yields: 'text', takes: listOf(2, 10), usage: 'two to ten conditions', only: 'condition' },
  'Fn::RefAll': { yields: 'list', takes: scalar, usage: 'a parameter type', only: 'rule' },
  'Fn::Select': {
    yields: 'any',
    takes: (tree) => listOf(2, 2)(tree) && scalarOrCall(items(tree)[0]) && listOrCall(items(tree)[1]),
    usage: 'a number and a list',
  },
  'Fn::Split': {
    yields: 'list',
    takes: (tree) => listOf(2, 2)(tree) && scalar(items(tree)[0]) && scalarOrCall(items(tree)[1]),
    usage: 'a delimiter and a text',
  },
  'Fn::Sub': {
    yields: 'text',
    takes: (tree) => scalar(tree) || (listOf(2, 2)(tree) && scalar(items(tree)[0]) && items(tree)[1]?.kind === 'map'),
    usage: 'a text, or a list of a text and a map',
  },
  'Fn::ToJsonString': { yields: 'text', takes: (tree) => tree.kind !== 'scalar', usage: 'a list or a map', extension: true },
  'Fn::Transform': { yields: 'any', takes: (tree) => tree.kind !== 'scalar', usage: 'the name of a macro and its parameters' },
  'Fn::ValueOf': { yields: 'any', takes: listOf(2, 2), usage: 'a parameter and an attribute', only: 'rule' },
  'Fn::ValueOfAll': { yields: 'list', takes: listOf(2, 2), usage: 'a parameter type and an attribute', only: 'rule' },
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html, read 2026-11. */
export const PSEUDO: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
])

export const LOOP = 'Fn::ForEach::'
export const TRANSFORM = 'Fn::Transform'

/** The function that a value is: a map with one key that is `Ref` or begins with `Fn::`. A loop stands among other keys and is none. */
export function callIn(tree: Tree): Call | undefined {
  if (tree.kind !== 'map' || tree.entries.length !== 1) return undefined
  const [entry] = tree.entries
  if (entry === undefined || !(entry.key === 'Ref' || (entry.key.startsWith('Fn::') && !entry.key.startsWith(LOOP)))) return undefined
  return { name: entry.key, argument: entry.value, entry }
}

/** `Ref: AWS::NoValue`: as if nothing were written. */
export function isNoValue(tree: Tree): boolean {
  const call = callIn(tree)
  return call?.name === 'Ref' && call.argument.kind === 'scalar' && call.argument.value === 'AWS::NoValue'
}

/** The two branches of `Fn::If`. */
export function choiceIn(tree: Tree): readonly [Tree, Tree] | undefined {
  const call = callIn(tree)
  if (call?.name !== 'Fn::If' || call.argument.kind !== 'list') return undefined
  const [, whenTrue, whenFalse] = call.argument.items
  return whenTrue === undefined || whenFalse === undefined ? undefined : [whenTrue, whenFalse]
}

/** Whether a value is given: `maybe` when a condition decides it. */
export function presence(tree: Tree): 'given' | 'maybe' | 'absent' {
  if (isNoValue(tree)) return 'absent'
  const branches = choiceIn(tree)
  if (branches === undefined) return 'given'
  const [one, other] = branches.map(presence)
  return one === other && one !== undefined ? one : 'maybe'
}

/** A map into which a macro or a loop may bring further keys. */
export function takesMore(tree: Tree): boolean {
  return tree.kind === 'map' && tree.entries.some(({ key }) => key === TRANSFORM || key.startsWith(LOOP))
}

/** The `${…}` of a text for `Fn::Sub`, without those that a map of variables fills. */
export function placeholdersOf(argument: Tree): readonly string[] {
  const [text, variables] = argument.kind === 'list' ? argument.items : [argument]
  if (text?.kind !== 'scalar' || typeof text.value !== 'string') return []
  const names: string[] = []
  for (const match of text.value.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const name = (match[1] ?? '').trim()
    if (name !== '' && entryOf(variables, name) === undefined) names.push(name)
  }
  return names
}
