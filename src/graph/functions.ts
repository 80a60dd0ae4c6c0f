import { Buffer } from 'node:buffer'
import { type Json, MAX_NESTING } from '#core/index.js'
import { subnetsOf } from './cidr.js'
import { dynamicIn, textOf } from './dynamic.js'
import type { Graph } from './graph.js'
import { type CallValue, type ListValue, type LiteralValue, literalText, type Scalar, type Value } from './value.js'

/** Text of parts in order: neighbours that are known become one. */
export function joined(parts: readonly Value[], from: Value): Value {
  const merged: Value[] = []
  let text: string | undefined
  const flush = (): void => {
    if (text !== undefined) merged.push({ kind: 'literal', value: text })
    text = undefined
  }
  for (const part of parts.flatMap((each) => (each.kind === 'text' ? each.parts : [each]))) {
    if (part.kind === 'literal') text = `${text ?? ''}${literalText(part)}`
    else {
      flush()
      merged.push(part)
    }
  }
  if (merged.length === 0) return dynamicIn({ kind: 'literal', value: text ?? '', span: from.span })
  flush()
  return textOf(merged, from.span)
}

type Resolve = (value: Value) => Value

/** `args` are resolved, and the items of lists in them; `undefined` when they do not say enough. */
type Computed = (args: readonly Value[], from: Value, graph: Graph, resolve: Resolve) => Value | undefined

/**
 * Functions that can be computed when their arguments are known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html, read 2026-11.
 */
export const COMPUTED: Readonly<Record<string, Computed>> = {
  'Fn::Select': ([index, list], from) => selected(index, list, from),
  'Fn::Join': ([delimiter, list], from) =>
    delimiter?.kind === 'literal' && isCertain(list) ? joined(between(list, delimiter), from) : undefined,
  'Fn::Split': ([delimiter, text], from) => {
    if (delimiter?.kind !== 'literal' || text?.kind !== 'literal' || literalText(delimiter) === '') return undefined
    return textsIn(literalText(text).split(literalText(delimiter)), from)
  },
  'Fn::FindInMap': (keys, from, graph) => foundInMap(graph, keys, from),
  'Fn::Base64': ([text], from) =>
    text?.kind === 'literal' ? literal(Buffer.from(literalText(text), 'utf8').toString('base64'), from) : undefined,
  'Fn::Cidr': ([block, count, bits], from) => cidr([block, count, bits], from),
  'Fn::Length': ([list], from) => (isCertain(list) ? literal(list.items.length, from) : undefined),
  'Fn::ToJsonString': ([value], from, _graph, resolve) => jsonString(value, from, resolve),
  'Fn::Contains': ([list, text], from) => truth(anyEqual(list, text), from),
  'Fn::EachMemberEquals': ([list, text], from) =>
    truth(
      eachOf(list, (item) => equal(item, text)),
      from,
    ),
  'Fn::EachMemberIn': ([list, others], from) =>
    truth(
      eachOf(list, (item) => anyEqual(others, item)),
      from,
    ),
  'Fn::RefAll': ([type], from, graph, resolve) => {
    if (type?.kind !== 'literal') return undefined
    const same = [...graph.parameters.values()].filter((parameter) => parameter.type === literalText(type))
    return { kind: 'list', items: same.map(({ name }) => resolve({ kind: 'parameter', name, span: from.span })), span: from.span }
  },
}

function literal(value: Scalar, { span }: Value): LiteralValue {
  return { kind: 'literal', value, span }
}

function unknown(why: string, { span }: Value): Value {
  return { kind: 'unknown', why, span }
}

function textsIn(texts: readonly string[], { span }: Value): Value {
  return { kind: 'list', items: texts.map((value) => ({ kind: 'literal', value, span })), span }
}

function between({ items }: ListValue, delimiter: Value): readonly Value[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item]))
}

/** Whether an item that stands in a list may not be there. */
function mayBeAbsent(value: Value): boolean {
  if (value.kind === 'choice') return mayBeAbsent(value.whenTrue) || mayBeAbsent(value.whenFalse)
  return value.kind === 'absent' || (value.kind === 'unknown' && value.maybe === true)
}

/** A list whose items are all there. */
function isCertain(list: Value | undefined): list is ListValue {
  return list?.kind === 'list' && !list.items.some(mayBeAbsent)
}

function wholeNumber(value: Value | undefined): number | undefined {
  const text = value?.kind === 'literal' ? literalText(value) : ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function selected(index: Value | undefined, list: Value | undefined, from: Value): Value | undefined {
  const at = wholeNumber(index)
  if (at === undefined || list?.kind !== 'list' || list.items.slice(0, at + 1).some(mayBeAbsent)) return undefined
  const item = list.items[at]
  if (item !== undefined) return item
  return list.items.some(mayBeAbsent)
    ? undefined
    : unknown(`Fn::Select asks for item ${at} (from 0) of a list of ${list.items.length}`, from)
}

/** The fourth argument may give a default (the language extensions' `DefaultValue`). */
function foundInMap(graph: Graph, keys: readonly (Value | undefined)[], from: Value): Value | undefined {
  const [map, top, second] = keys.slice(0, 3).flatMap((key) => (key?.kind === 'literal' ? [literalText(key)] : []))
  if (map === undefined || top === undefined || second === undefined) return undefined
  const rows = graph.mappings.get(map)
  const row = entryOf(rows, top)
  const found = entryOf(row, second) ?? entryOf(keys[3], 'DefaultValue')
  if (found !== undefined) return found
  if (rows === undefined) return unknown(`there is no mapping ${map}`, from)
  const open = openIn(rows) ?? openIn(row)
  const missing = row === undefined ? `"${top}"` : `"${second}" in "${top}"`
  return unknown(`mapping ${map} has no ${missing}${open === undefined ? '' : `; ${open}`}`, from)
}

function entryOf(map: Value | undefined, key: string): Value | undefined {
  return map?.kind === 'map' ? map.entries.get(key) : undefined
}

function openIn(map: Value | undefined): string | undefined {
  return map?.kind === 'map' ? map.open : undefined
}

const MOST_SUBNETS = 256

function cidr([block, count, bits]: readonly (Value | undefined)[], from: Value): Value | undefined {
  const [number, hostBits] = [wholeNumber(count), wholeNumber(bits)]
  if (block?.kind !== 'literal' || number === undefined || hostBits === undefined) return undefined
  const texts = number >= 1 && number <= MOST_SUBNETS ? subnetsOf(literalText(block), number, hostBits) : undefined
  if (texts !== undefined) return textsIn(texts, from)
  return unknown(`Fn::Cidr cannot cut ${number} blocks with ${hostBits} bits for hosts out of "${literalText(block)}"`, from)
}

function jsonString(value: Value | undefined, from: Value, resolve: Resolve): Value | undefined {
  const json = value?.kind === 'map' || value?.kind === 'list' ? jsonIn(value, resolve, 0) : undefined
  return json === undefined ? undefined : literal(JSON.stringify(json), from)
}

/** The plain data of a value that is resolved itself, and what stands directly in it; undefined when a part of it is not known. */
function jsonIn(value: Value, resolve: Resolve, depth: number): Json | undefined {
  if (value.kind === 'literal') return value.value
  if ((value.kind !== 'map' && value.kind !== 'list') || depth > MAX_NESTING) return undefined
  // The children of the argument are resolved already; to do that twice on every level would take exponential time.
  const child = (each: Value): Value => (depth === 0 ? each : resolve(each))
  const inside = (each: Value): Json | undefined => jsonIn(each, resolve, depth + 1)
  if (value.kind === 'list') {
    const items = value.items
      .map(child)
      .filter(({ kind }) => kind !== 'absent')
      .map(inside)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  const entries = [...value.entries].map(([key, each]): [string, Value] => [key, child(each)]).filter(([, { kind }]) => kind !== 'absent')
  const known = entries.flatMap(([key, each]): [string, Json][] => {
    const json = inside(each)
    return json === undefined ? [] : [[key, json]]
  })
  return known.length === entries.length && value.open === undefined ? Object.fromEntries(known) : undefined
}

function truth(value: boolean | undefined, from: Value): Value | undefined {
  return value === undefined ? undefined : literal(value, from)
}

function equal(left: Value | undefined, right: Value | undefined): boolean | undefined {
  if (left?.kind !== 'literal' || right?.kind !== 'literal') return undefined
  return literalText(left) === literalText(right)
}

/** Whether one of the items is this text; undefined when an unknown one may be. */
function anyEqual(list: Value | undefined, text: Value | undefined): boolean | undefined {
  if (list?.kind !== 'list') return undefined
  const answers = list.items.map((item) => equal(item, text))
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}

function eachOf(list: Value | undefined, holds: (item: Value) => boolean | undefined): boolean | undefined {
  if (list?.kind !== 'list') return undefined
  const answers = list.items.map(holds)
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

/** What no reading of the template can tell, by function. */
const NOT_HERE: Readonly<Record<string, (call: CallValue) => string>> = {
  'Fn::GetAZs': () => 'which zones an account has in a region is not known before deployment',
  'Fn::GetStackOutput': ({ args: [options] }) =>
    `it is output ${quoted(entryOf(options, 'OutputName'))} of the stack ${quoted(entryOf(options, 'StackName'))}`,
  'Fn::ImportValue': ({ args: [name] }) => `it is imported from another stack (export ${quoted(name)})`,
  'Fn::Transform': ({ args: [macro] }) => `the macro ${quoted(entryOf(macro, 'Name'))} makes it at deployment`,
  'Fn::ValueOf': ({ args: [parameter, attribute] }) =>
    `attribute ${quoted(attribute)} of what parameter ${quoted(parameter)} names is not known`,
  'Fn::ValueOfAll': ({ args: [type, attribute] }) =>
    `attribute ${quoted(attribute)} of what parameters of type ${quoted(type)} name is not known`,
}
/** Functions of CloudFormation that can be computed, or are conditions. */
const KNOWN = new Set([...Object.keys(COMPUTED), 'Fn::And', 'Fn::Equals', 'Fn::GetAtt', 'Fn::Not', 'Fn::Or'])

function quoted(value: Value | undefined): string {
  return value?.kind === 'literal' ? `"${literalText(value)}"` : 'that is not named here'
}

/** Why the value of a function is not known; `whyOf` says it of one of its arguments. */
export function whyNotComputed(call: CallValue, whyOf: (value: Value) => string | undefined): string {
  const reason = NOT_HERE[call.name]
  if (reason !== undefined) return reason(call)
  if (call.name.startsWith('Fn::Rain::')) return 'the tool rain fills it in; run `rain pkg` first'
  if (!KNOWN.has(call.name)) return `the function ${call.name} is not known here`
  const parts = call.args.flatMap((arg) => (arg.kind === 'list' ? arg.items : arg.kind === 'map' ? [...arg.entries.values()] : [arg]))
  return parts.map(whyOf).find((why) => why !== undefined) ?? `${call.name} cannot be computed from what it is given`
}
