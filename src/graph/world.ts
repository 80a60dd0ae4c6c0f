import type { Graph } from './graph.js'
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
      const holds = conditionHolds(value.condition, graph, world)
      return holds === undefined ? value : inner(holds ? value.then : value.otherwise)
    }
    case 'call':
      return called(value.name, value.args.map(inner), value, graph)
    default:
      return value
  }
}

function parameterValue(value: Value & { kind: 'parameter' }, graph: Graph, world: World): Value {
  const parameter = graph.parameters.get(value.name)
  const given = world.parameters[value.name]
  if (given === undefined && parameter?.default === undefined) return value
  if (/^AWS::SSM::Parameter::/.test(parameter?.type ?? ''))
    return { kind: 'unknown', why: `parameter ${value.name} is read from Parameter Store`, span: value.span }
  const fallback = parameter?.default
  const text = given ?? (fallback?.kind === 'literal' ? String(fallback.raw ?? fallback.value) : '')
  const isList = parameter?.type === 'CommaDelimitedList' || /^List</.test(parameter?.type ?? '')
  if (!isList) return { kind: 'literal', value: parameter?.type === 'Number' && text.trim() !== '' ? Number(text) : text, span: value.span }
  return { kind: 'list', items: text.split(',').map((item) => ({ kind: 'literal', value: item.trim() })), span: value.span }
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

function called(name: string, args: readonly Value[], from: Value, graph: Graph): Value {
  const asIs: Value = { kind: 'call', name, args, span: from.span }
  const [first, second, third] = args
  switch (name) {
    case 'Fn::Select':
      return selected(first, second) ?? asIs
    case 'Fn::Join':
      return first?.kind === 'literal' && second?.kind === 'list' ? joined(between(second.items, first), from) : asIs
    case 'Fn::Split':
      if (first?.kind !== 'literal' || second?.kind !== 'literal') return asIs
      return {
        kind: 'list',
        items: String(second.value)
          .split(String(first.value))
          .map((item) => ({ kind: 'literal', value: item })),
        span: from.span,
      }
    case 'Fn::FindInMap':
      return foundInMap(graph, [first, second, third]) ?? asIs
    default:
      return asIs
  }
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
