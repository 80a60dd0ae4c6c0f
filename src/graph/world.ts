import { decideConditions } from './conditions.js'
import type { Graph, Parameter } from './graph.js'
import { type CallValue, type ListValue, literalText, type ParameterValue, type Value } from './value.js'

/** What a run is told: parameter values, else the defaults of the template hold; and the region. */
export interface Given {
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string | undefined
}

/** The values of one run. */
export interface World extends Given {
  readonly graph: Graph
  /** Whether each named condition holds; undefined: this world does not decide it. */
  readonly conditions: ReadonlyMap<string, boolean | undefined>
}

export function worldOf(graph: Graph, given: Given): World {
  const conditions = new Map<string, boolean | undefined>()
  const world: World = { ...given, graph, conditions }
  decideConditions(graph.conditions, (value) => resolve(value, world), conditions)
  return world
}

/** Functions inside each other that are computed; CloudFormation's own limits are far below. */
const MAX_DEPTH = 64

/** A value with everything resolved that this world decides; what it does not decide stays as it is. Lists and maps are not entered. */
export function resolve(value: Value, world: World, depth = 0): Value {
  if (depth > MAX_DEPTH) return { kind: 'unknown', why: `more than ${MAX_DEPTH} functions inside each other`, span: value.span }
  const inner = (each: Value): Value => resolve(each, world, depth + 1)
  switch (value.kind) {
    case 'parameter':
      return parameterValue(value, world)
    case 'pseudo':
      return value.name === 'AWS::Region' && world.region !== undefined ? { kind: 'literal', value: world.region, span: value.span } : value
    case 'text':
      return joined(value.parts.map(inner), value)
    case 'choice': {
      const decided = world.conditions.get(value.condition)
      return decided === undefined ? value : inner(decided ? value.whenTrue : value.whenFalse)
    }
    case 'call':
      return called(value, world.graph, inner)
    default:
      return value
  }
}

/** What a function takes, with what stands inside resolved; items that are absent in this world are not there. */
function withParts(value: Value, inner: (value: Value) => Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(inner).filter(({ kind }) => kind !== 'absent') }
  return value.kind === 'map' ? { ...value, entries: new Map([...value.entries].map(([key, each]) => [key, inner(each)])) } : value
}

function parameterValue(value: ParameterValue, { graph, parameters }: World): Value {
  const parameter = graph.parameters.get(value.name)
  const text = Object.hasOwn(parameters, value.name) ? parameters[value.name] : defaultText(parameter)
  if (parameter === undefined || text === undefined) return value
  const { type } = parameter
  const { span } = value
  if (type.startsWith('AWS::SSM::Parameter::'))
    return { kind: 'unknown', why: `parameter ${value.name} is read from Parameter Store`, span }
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return { kind: 'list', items: text.split(',').map((item) => ({ kind: 'literal', value: item.trim() })), span }
  const number = type === 'Number' && text.trim() !== '' ? Number(text) : Number.NaN
  return Number.isFinite(number) ? { kind: 'literal', value: number, raw: text, span } : { kind: 'literal', value: text, span }
}

function defaultText(parameter: Parameter | undefined): string | undefined {
  const value = parameter?.default
  return value?.kind === 'literal' ? literalText(value) : undefined
}

function joined(parts: readonly Value[], from: Value): Value {
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
  if (merged.length === 0) return { kind: 'literal', value: text ?? '', span: from.span }
  flush()
  return { kind: 'text', parts: merged, span: from.span }
}

/** `args` are resolved, and the items of lists in them. */
type Computed = (args: readonly Value[], from: Value, graph: Graph) => Value | undefined

/** Functions that can be computed when their arguments are known. */
const COMPUTED: Readonly<Record<string, Computed>> = {
  'Fn::Select': ([index, list]) => selected(index, list),
  'Fn::Join': ([delimiter, list], from) =>
    delimiter?.kind === 'literal' && list?.kind === 'list' ? joined(between(list, delimiter), from) : undefined,
  'Fn::Split': ([delimiter, text], from) => {
    if (delimiter?.kind !== 'literal' || text?.kind !== 'literal') return undefined
    const items = literalText(text).split(literalText(delimiter))
    return { kind: 'list', items: items.map((item) => ({ kind: 'literal', value: item })), span: from.span }
  },
  'Fn::FindInMap': (keys, _from, graph) => foundInMap(graph, keys),
}

function called(value: CallValue, graph: Graph, inner: (value: Value) => Value): Value {
  const args = value.args.map((arg) => withParts(inner(arg), inner))
  return COMPUTED[value.name]?.(args, value, graph) ?? { ...value, args }
}

function between({ items }: ListValue, delimiter: Value): readonly Value[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item]))
}

function selected(index: Value | undefined, list: Value | undefined): Value | undefined {
  if (index?.kind !== 'literal' || list?.kind !== 'list') return undefined
  const text = literalText(index)
  return /^\d+$/.test(text) ? list.items[Number(text)] : undefined
}

/** The fourth argument may give a default (the language extensions' `DefaultValue`). */
function foundInMap(graph: Graph, [map, top, second, options]: readonly (Value | undefined)[]): Value | undefined {
  if (map?.kind !== 'literal' || top?.kind !== 'literal' || second?.kind !== 'literal') return undefined
  const row = entryOf(graph.mappings.get(literalText(map)), literalText(top))
  return entryOf(row, literalText(second)) ?? entryOf(options, 'DefaultValue')
}

function entryOf(map: Value | undefined, key: string): Value | undefined {
  return map?.kind === 'map' ? map.entries.get(key) : undefined
}
