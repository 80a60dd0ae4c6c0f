import { decideConditions } from './conditions.js'
import { COMPUTED, joined } from './functions.js'
import type { Graph, Parameter } from './graph.js'
import { type CallValue, literalText, type ParameterValue, type Value } from './value.js'

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

function called(value: CallValue, graph: Graph, inner: (value: Value) => Value): Value {
  const args = value.args.map((arg) => withParts(inner(arg), inner))
  return COMPUTED[value.name]?.(args, value, graph) ?? { ...value, args }
}
