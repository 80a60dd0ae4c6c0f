import type { MapTree, Span, Tree } from '#core/index.js'
import type { MapValue, Value } from './value.js'

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
  if (dot <= 0) return { kind: 'unknown', why: `Fn::GetAtt needs "Resource.Attribute", got "${name}"`, span }
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
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
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
  return parts.length === 1 && only?.kind === 'literal' ? only : { kind: 'text', parts, span }
}

type Reader = (argument: Tree, names: Names, span: Span | undefined) => Value

function bad(what: string, span: Span | undefined): Value {
  return { kind: 'unknown', why: what, span }
}

const FUNCTIONS: Readonly<Record<string, Reader>> = {
  Ref: (argument, names, span) =>
    argument.kind === 'scalar' ? refTo(String(argument.value), names, span) : bad('Ref takes the name of a resource or a parameter', span),
  'Fn::GetAtt': (argument, names, span) => {
    if (argument.kind === 'scalar') return attributeOf(String(argument.value), span)
    if (argument.kind !== 'list') return bad('Fn::GetAtt takes a resource and an attribute', span)
    const [target, ...rest] = argument.items.map((item) => valueOf(item, names))
    const attribute = rest.map((part) => (part.kind === 'literal' ? String(part.value) : undefined))
    if (target?.kind !== 'literal' || attribute.length === 0) return bad('Fn::GetAtt takes a resource and an attribute', span)
    if (attribute.includes(undefined)) return { kind: 'call', name: 'Fn::GetAtt', args: [target, ...rest], span }
    return { kind: 'reference', target: String(target.value), attribute: attribute.join('.'), span }
  },
  'Fn::Sub': (argument, names, span) => {
    if (argument.kind === 'scalar') return substitute(String(argument.raw ?? argument.value), new Map(), names, span)
    const [text, variables] = argument.kind === 'list' ? argument.items : []
    if (text?.kind !== 'scalar' || variables?.kind !== 'map') return bad('Fn::Sub takes a text, or a text and a map', span)
    const known = new Map(variables.entries.map(({ key, value }) => [key, valueOf(value, names)]))
    return substitute(String(text.value), known, names, span)
  },
  'Fn::Join': (argument, names, span) => {
    const [delimiter, items] = argument.kind === 'list' ? argument.items.map((item) => valueOf(item, names)) : []
    if (delimiter?.kind !== 'literal' || items === undefined) return bad('Fn::Join takes a delimiter and a list', span)
    if (items.kind !== 'list') return { kind: 'call', name: 'Fn::Join', args: [delimiter, items], span }
    const parts = items.items.flatMap((item, index) => (index === 0 || delimiter.value === '' ? [item] : [delimiter, item]))
    return parts.length === 0 ? { kind: 'literal', value: '', span } : { kind: 'text', parts, span }
  },
  'Fn::If': (argument, names, span) => {
    const [condition, whenTrue, whenFalse] = argument.kind === 'list' ? argument.items : []
    if (condition?.kind !== 'scalar' || whenTrue === undefined || whenFalse === undefined)
      return bad('Fn::If takes a condition and two values', span)
    return {
      kind: 'choice',
      condition: String(condition.value),
      whenTrue: valueOf(whenTrue, names),
      whenFalse: valueOf(whenFalse, names),
      span,
    }
  },
}

/** The one entry of a map that is an intrinsic function. */
export function functionIn(tree: MapTree): { readonly name: string; readonly argument: Tree } | undefined {
  const [entry] = tree.entries
  if (tree.entries.length !== 1 || entry === undefined) return undefined
  const isFunction = entry.key === 'Ref' || entry.key.startsWith('Fn::')
  return isFunction ? { name: entry.key, argument: entry.value } : undefined
}

/** Reads a tree as a property value: intrinsic functions become what they stand for. */
export function valueOf(tree: Tree, names: Names): Value {
  if (tree.kind === 'scalar') return { kind: 'literal', value: tree.value, raw: tree.raw, span: tree.span }
  if (tree.kind === 'list') return { kind: 'list', items: tree.items.map((item) => valueOf(item, names)), span: tree.span }
  const call = functionIn(tree)
  if (call === undefined) return mapOf(tree, names)
  const reader = FUNCTIONS[call.name]
  if (reader !== undefined) return reader(call.argument, names, tree.span)
  const args = call.argument.kind === 'list' ? call.argument.items : [call.argument]
  return { kind: 'call', name: call.name, args: args.map((item) => valueOf(item, names)), span: tree.span }
}

export function mapOf(tree: MapTree, names: Names): MapValue {
  const entries = new Map<string, Value>()
  const keySpans = new Map<string, Span>()
  for (const { key, value, keySpan } of tree.entries) {
    entries.set(key, valueOf(value, names))
    if (keySpan !== undefined) keySpans.set(key, keySpan)
  }
  return { kind: 'map', entries, keySpans, span: tree.span }
}
