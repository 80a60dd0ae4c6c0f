import type { Graph, Parameter } from './graph.js'
import type { Scalar, Value } from './value.js'

/** The parameter values of one run: given ones, else the defaults of the template. */
export interface World {
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string | undefined
}

const MAX_DEPTH = 64

/** A value with everything resolved that this world decides; what it does not decide stays as it is. */
export function resolve(value: Value, graph: Graph, world: World, depth = 0): Value {
  if (depth > MAX_DEPTH) return { kind: 'unknown', why: `more than ${MAX_DEPTH} functions inside each other`, span: value.span }
  const inner = (each: Value): Value => resolve(each, graph, world, depth + 1)
  switch (value.kind) {
    case 'parameter':
      return parameterValue(value, graph, world)
    case 'pseudo':
      return value.name === 'AWS::Region' && world.region !== undefined ? { kind: 'literal', value: world.region, span: value.span } : value
    case 'text':
      return joined(value.parts.map(inner), value)
    case 'choice': {
      const decided = conditionHolds(value.condition, graph, world)
      return decided === undefined ? value : inner(decided ? value.whenTrue : value.whenFalse)
    }
    case 'call':
      return called(value.name, value.args.map(inner), value, graph)
    default:
      return value
  }
}

function parameterValue(value: Value & { kind: 'parameter' }, graph: Graph, world: World): Value {
  const parameter = graph.parameters.get(value.name)
  const text = world.parameters[value.name] ?? defaultText(parameter)
  if (parameter === undefined || text === undefined) return value
  const { type } = parameter
  if (type.startsWith('AWS::SSM::Parameter::'))
    return { kind: 'unknown', why: `parameter ${value.name} is read from Parameter Store`, span: value.span }
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return { kind: 'list', items: text.split(',').map((item) => ({ kind: 'literal', value: item.trim() })), span: value.span }
  return { kind: 'literal', value: type === 'Number' && text.trim() !== '' ? Number(text) : text, span: value.span }
}

function defaultText(parameter: Parameter | undefined): string | undefined {
  const value = parameter?.default
  return value?.kind === 'literal' ? textOf(value.value, value.raw) : undefined
}

function joined(parts: readonly Value[], from: Value): Value {
  const merged: Value[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.kind === 'literal' && last?.kind === 'literal')
      merged[merged.length - 1] = { kind: 'literal', value: `${textOf(last.value, last.raw)}${textOf(part.value, part.raw)}` }
    else merged.push(part)
  }
  const [only] = merged
  if (only?.kind === 'literal' && merged.length === 1) return { kind: 'literal', value: textOf(only.value, only.raw), span: from.span }
  return { kind: 'text', parts: merged, span: from.span }
}

function textOf(value: Scalar, raw: string | undefined): string {
  return raw ?? String(value)
}

type Computed = (args: readonly Value[], from: Value, graph: Graph) => Value | undefined

/** Functions that can be computed when their arguments are known. */
const COMPUTED: Readonly<Record<string, Computed>> = {
  'Fn::Select': ([index, list]) => selected(index, list),
  'Fn::Join': ([delimiter, list], from) =>
    delimiter?.kind === 'literal' && list?.kind === 'list' ? joined(between(list.items, delimiter), from) : undefined,
  'Fn::Split': ([delimiter, text], from) => {
    if (delimiter?.kind !== 'literal' || text?.kind !== 'literal') return undefined
    const items = String(text.value).split(String(delimiter.value))
    return { kind: 'list', items: items.map((item) => ({ kind: 'literal', value: item })), span: from.span }
  },
  'Fn::FindInMap': (keys, _from, graph) => foundInMap(graph, keys),
}

function called(name: string, args: readonly Value[], from: Value, graph: Graph): Value {
  return COMPUTED[name]?.(args, from, graph) ?? { kind: 'call', name, args, span: from.span }
}

function between(items: readonly Value[], delimiter: Value): readonly Value[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item]))
}

function selected(index: Value | undefined, list: Value | undefined): Value | undefined {
  if (index?.kind !== 'literal' || list?.kind !== 'list') return undefined
  return list.items[Number(index.value)]
}

function foundInMap(graph: Graph, keys: readonly (Value | undefined)[]): Value | undefined {
  const [map, top, second] = keys.map((key) => (key?.kind === 'literal' ? String(key.value) : undefined))
  if (map === undefined || top === undefined || second === undefined) return undefined
  const row = graph.mappings.get(map)?.entries.get(top)
  return row?.kind === 'map' ? row.entries.get(second) : undefined
}

/** Whether a named condition holds in this world; undefined when the world does not decide it. */
export function conditionHolds(name: string, graph: Graph, world: World, depth = 0): boolean | undefined {
  const condition = graph.conditions.get(name)
  return condition === undefined || depth > MAX_DEPTH ? undefined : holds(condition, graph, world, depth)
}

function holds(value: Value, graph: Graph, world: World, depth: number): boolean | undefined {
  if (value.kind === 'map') {
    const named = value.entries.get('Condition')
    return named?.kind === 'literal' ? conditionHolds(String(named.value), graph, world, depth + 1) : undefined
  }
  if (value.kind !== 'call') return undefined
  const each = (): readonly (boolean | undefined)[] => value.args.map((arg) => holds(arg, graph, world, depth + 1))
  switch (value.name) {
    case 'Fn::Equals':
      return equal(value.args.map((arg) => resolve(arg, graph, world, depth + 1)))
    case 'Fn::Not': {
      const [first] = each()
      return first === undefined ? undefined : !first
    }
    case 'Fn::And':
      return every(each())
    case 'Fn::Or': {
      const none = every(each().map((one) => (one === undefined ? undefined : !one)))
      return none === undefined ? undefined : !none
    }
    default:
      return undefined
  }
}

function every(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false
  return values.includes(undefined) ? undefined : true
}

function equal([left, right]: readonly Value[]): boolean | undefined {
  if (left?.kind !== 'literal' || right?.kind !== 'literal') return undefined
  return textOf(left.value, left.raw) === textOf(right.value, right.raw)
}
