import { MAX_NESTING, type MapTree, type ScalarTree, type Span, type Tree } from '#core/index.js'
import { dynamicIn, textOf } from './dynamic.js'
import { type LiteralValue, literalText, type MapValue, type Value } from './value.js'

/** Names that `Ref` can mean besides resources. */
export interface Names {
  readonly parameters: ReadonlySet<string>
}

const PSEUDO = new Set([
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
])

function refTo(name: string, names: Names, span: Span | undefined): Value {
  if (name === 'AWS::NoValue') return { kind: 'absent', span }
  if (PSEUDO.has(name)) return { kind: 'pseudo', name, span }
  if (names.parameters.has(name)) return { kind: 'parameter', name, span }
  return { kind: 'reference', target: name, span }
}

function attributeOf(name: string, span: Span | undefined): Value {
  const dot = name.indexOf('.')
  if (dot <= 0 || dot === name.length - 1) return { kind: 'unknown', why: `Fn::GetAtt needs "Resource.Attribute", got "${name}"`, span }
  return { kind: 'reference', target: name.slice(0, dot), attribute: name.slice(dot + 1), span }
}

/** `${Name}`, `${Name.Attribute}`, `${!Literal}` of `Fn::Sub`. */
function substitute(text: string, variables: ReadonlyMap<string, Value>, names: Names, span: Span | undefined): Value {
  const parts: Value[] = []
  let literal = ''
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'literal', value: literal, span })
    literal = ''
  }
  let last = 0
  // A name holds no braces; with them the search would take quadratic time on a text of opening ones.
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    literal += text.slice(last, match.index)
    last = match.index + match[0].length
    const name = (match[1] ?? '').trim()
    if (name.startsWith('!')) {
      literal += `\${${name.slice(1)}}`
      continue
    }
    flush()
    parts.push(variables.get(name) ?? (name.includes('.') ? attributeOf(name, span) : refTo(name, names, span)))
  }
  literal += text.slice(last)
  flush()
  if (parts.length === 0) return { kind: 'literal', value: '', span }
  const [only] = parts
  return parts.length === 1 && only?.kind === 'literal' ? dynamicIn(only) : textOf(parts, span)
}

interface Place {
  readonly names: Names
  readonly span: Span | undefined
  /** Reads what stands inside. */
  readonly read: (tree: Tree) => Value
}
type Reader = (argument: Tree, place: Place) => Value

function bad(what: string, span: Span | undefined): Value {
  return { kind: 'unknown', why: what, span }
}

/** A name as it was written: `007` stays `007`. */
function written({ value, raw }: ScalarTree): string {
  return raw ?? String(value)
}

function itemsOf(argument: Tree): readonly Tree[] {
  return argument.kind === 'list' ? argument.items : []
}

const FUNCTIONS: Readonly<Record<string, Reader>> = {
  Ref: (argument, { names, span }) =>
    argument.kind === 'scalar' ? refTo(written(argument), names, span) : bad('Ref takes the name of a resource or a parameter', span),
  'Fn::GetAtt': (argument, { read, span }) => {
    if (argument.kind === 'scalar') return attributeOf(written(argument), span)
    const [target, ...rest] = itemsOf(argument)
    if (target?.kind !== 'scalar' || rest.length === 0) return bad('Fn::GetAtt takes a resource and an attribute', span)
    const attribute = rest.flatMap((part) => (part.kind === 'scalar' ? [written(part)] : []))
    if (attribute.length === rest.length) return { kind: 'reference', target: written(target), attribute: attribute.join('.'), span }
    // The attribute is computed; the resource is named all the same.
    return {
      kind: 'call',
      name: 'Fn::GetAtt',
      args: [{ kind: 'reference', target: written(target), span: target.span }, ...rest.map(read)],
      span,
    }
  },
  'Fn::Sub': (argument, { names, read, span }) => {
    if (argument.kind === 'scalar') return substitute(written(argument), new Map(), names, span)
    const [text, variables] = itemsOf(argument)
    if (text?.kind !== 'scalar' || variables?.kind !== 'map') return bad('Fn::Sub takes a text, or a text and a map', span)
    return substitute(written(text), new Map(variables.entries.map(({ key, value }) => [key, read(value)])), names, span)
  },
  'Fn::Join': (argument, { read, span }) => {
    const [delimiter, items] = itemsOf(argument).map(read)
    if (delimiter?.kind !== 'literal' || items === undefined) return bad('Fn::Join takes a delimiter and a list', span)
    // An item that may be absent takes its delimiter with it, which only a world can say.
    const settled = items.kind === 'list' && items.items.every(({ kind }) => kind !== 'choice' && kind !== 'absent')
    if (!settled) return { kind: 'call', name: 'Fn::Join', args: [delimiter, items], span }
    const parts = items.items.flatMap((item, index) => (index === 0 || delimiter.value === '' ? [item] : [delimiter, item]))
    return parts.length === 0 ? { kind: 'literal', value: '', span } : textOf(parts, span)
  },
  // CloudFormation compares texts, whatever YAML takes them for: `Yes` is "Yes".
  'Fn::Equals': (argument, { read, span }) => ({ kind: 'call', name: 'Fn::Equals', args: itemsOf(argument).map(read).map(asText), span }),
  'Fn::GetAZs': (argument, { read, span }) => {
    const here: LiteralValue = { kind: 'literal', value: '', span: argument.span }
    const [only, ...others] = argument.kind === 'list' ? argument.items : [argument]
    const nothing = only?.kind === 'scalar' && only.value === null && others.length === 0
    return {
      kind: 'call',
      name: 'Fn::GetAZs',
      args: nothing ? [here] : [only, ...others].flatMap((each) => (each ? [read(each)] : [])),
      span,
    }
  },
  // The argument of these is one value, which may be a list.
  'Fn::Length': (argument, { read, span }) => ({ kind: 'call', name: 'Fn::Length', args: [read(argument)], span }),
  'Fn::ToJsonString': (argument, { read, span }) => ({ kind: 'call', name: 'Fn::ToJsonString', args: [read(argument)], span }),
  'Fn::If': (argument, { read, span }) => {
    const [condition, whenTrue, whenFalse] = itemsOf(argument)
    if (condition?.kind !== 'scalar' || whenTrue === undefined || whenFalse === undefined)
      return bad('Fn::If takes a condition and two values', span)
    return { kind: 'choice', condition: written(condition), whenTrue: read(whenTrue), whenFalse: read(whenFalse), span }
  },
}

// What https://github.com/aws-cloudformation/rain fills in; its short forms are read as functions, and JSON has them without `Fn::`.
const PACKAGER = 'Rain::'

/** The one entry of a map that is an intrinsic function; of a key that stands twice the last counts. */
function functionIn({ entries }: MapTree): { readonly name: string; readonly argument: Tree } | undefined {
  const entry = entries.at(-1)
  if (entry === undefined || (entries.length > 1 && entries.some(({ key }) => key !== entry.key))) return undefined
  if (entry.key.startsWith(PACKAGER)) return { name: `Fn::${entry.key}`, argument: entry.value }
  const isFunction = entry.key === 'Ref' || entry.key.startsWith('Fn::')
  return isFunction ? { name: entry.key, argument: entry.value } : undefined
}

/** Reads a tree as a property value: intrinsic functions become what they stand for. What lies deeper than `MAX_NESTING` is unknown. */
export function valueOf(tree: Tree, names: Names, depth = 0): Value {
  const { span } = tree
  if (tree.kind === 'scalar') return scalarOf(tree)
  if (depth > MAX_NESTING) return { kind: 'unknown', why: `nested more than ${MAX_NESTING} levels deep`, span }
  const read = (inside: Tree): Value => valueOf(inside, names, depth + 1)
  if (tree.kind === 'list') return { kind: 'list', items: tree.items.map(read), span }
  const call = functionIn(tree)
  if (call === undefined) return entriesOf(tree, read)
  const reader = FUNCTIONS[call.name]
  if (reader !== undefined) return reader(call.argument, { names, span, read })
  const args = call.argument.kind === 'list' ? call.argument.items : [call.argument]
  return { kind: 'call', name: call.name, args: args.map(read), span }
}

/** A literal where only text counts. */
export function asText(value: Value): Value {
  return value.kind === 'literal' && value.value !== null ? { ...value, value: literalText(value) } : value
}

function scalarOf({ value, raw, span }: ScalarTree): Value {
  return typeof value === 'string' ? dynamicIn({ kind: 'literal', value, raw, span }) : { kind: 'literal', value, raw, span }
}

/** A map that is never a function: a section, a resource's properties. */
export function mapOf(tree: MapTree, names: Names): MapValue {
  return entriesOf(tree, (inside) => valueOf(inside, names, 1))
}

function entriesOf(tree: MapTree, read: (tree: Tree) => Value): MapValue {
  const entries = new Map<string, Value>()
  let keySpans: Map<string, Span> | undefined
  let open: string | undefined
  for (const { key, value, keySpan } of tree.entries) {
    entries.set(key, read(value))
    if (key.startsWith('Fn::')) open ??= whatBringsMore(key)
    if (keySpan !== undefined) (keySpans ??= new Map()).set(key, keySpan)
  }
  return { kind: 'map', entries, keySpans, open, span: tree.span }
}

function whatBringsMore(key: string): string | undefined {
  if (key === 'Fn::Transform') return 'a macro (Fn::Transform) may bring it in'
  return key.startsWith('Fn::ForEach::') ? `the loop ${key} may bring it in` : undefined
}
