import { type Comparison, conditionsOf, decide, type Truth } from './conditions.js'
import { dynamicIn } from './dynamic.js'
import { COMPUTED, joined } from './functions.js'
import type { Graph, Parameter } from './graph.js'
import { itemsOf } from './lists.js'
import { pseudoIn } from './pseudo.js'
import { type CallValue, literalText, type ParameterValue, type PseudoValue, type Value } from './value.js'

/** What a run is told: parameter values, else the defaults of the template hold; and the region. */
export interface Given {
  readonly parameters: Readonly<Record<string, string>>
  /** Parameter values that only decide conditions. */
  readonly secrets: Readonly<Record<string, string>>
  readonly region: string | undefined
}

/** The values of one run. */
export interface World {
  readonly graph: Graph
  /** Whether a named condition holds; undefined: this world does not decide it. */
  readonly holds: (condition: string) => Truth
  /** The value of a parameter or a pseudo parameter, as text; undefined: this world does not say. */
  readonly text: (parameter: string) => string | undefined
  /** How often it was asked for something that another world may answer otherwise, where somebody counts. */
  readonly varying?: { asked: number }
}

/** The world that is asked for: given values, else the defaults. */
export function worldOf(graph: Graph, given: Given): World {
  const conditions = conditionsOf(graph.conditions)
  const decided = new Map<string, Truth>()
  const whole: World = { graph, text: deciding(graph, given), holds: (name) => decided.get(name) }
  decide(conditions.formulas.keys(), conditions, { equal: (comparison) => equalIn(comparison, whole), decided })
  // A secret decides conditions; nobody reads it.
  return { ...whole, text: (name) => (Object.hasOwn(given.secrets, name) ? undefined : whole.text(name)) }
}

/** What was given, else the default. */
export function givenText(graph: Graph, { parameters, secrets, region }: Given, name: string): string | undefined {
  if (name === 'AWS::Region') return region
  const regional = pseudoIn(name, () => region)
  if (regional !== undefined) return regional
  const from = Object.hasOwn(secrets, name) ? secrets : parameters
  return Object.hasOwn(from, name) ? from[name] : defaultText(graph.parameters.get(name))
}

export function isGiven({ parameters, secrets }: Given, parameter: string): boolean {
  return Object.hasOwn(parameters, parameter) || Object.hasOwn(secrets, parameter)
}

/** What decides conditions: secrets too, which nobody else reads. */
export function deciding(graph: Graph, given: Given): World['text'] {
  return (name) => givenText(graph, given, name)
}

/** Whether two values are the same text in a world. */
export function equalIn({ left, right }: Comparison, world: World): Truth {
  const [one, other] = [resolve(left, world), resolve(right, world)]
  if (one.kind !== 'literal' || other.kind !== 'literal') return undefined
  return literalText(one) === literalText(other)
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
      return pseudoValue(value, world)
    case 'text':
      return joined(value.parts.map(inner), value)
    case 'choice': {
      const decided = world.holds(value.condition)
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

function pseudoValue(value: PseudoValue, world: World): Value {
  const text = world.text(value.name) ?? pseudoIn(value.name, () => world.text('AWS::Region'))
  return text === undefined ? value : { kind: 'literal', value: text, span: value.span }
}

function parameterValue(value: ParameterValue, { graph, text: textOf }: World): Value {
  const parameter = graph.parameters.get(value.name)
  if (parameter === undefined) return value
  const text = textOf(value.name)
  if (text === undefined) return value
  const { type } = parameter
  const { span } = value
  if (type.startsWith('AWS::SSM::Parameter::'))
    return { kind: 'unknown', why: `parameter ${value.name} is read from Parameter Store`, span }
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) return { kind: 'list', items: itemsOf(text), span }
  const number = type === 'Number' && text.trim() !== '' ? Number(text) : Number.NaN
  return Number.isFinite(number) ? { kind: 'literal', value: number, raw: text, span } : dynamicIn({ kind: 'literal', value: text, span })
}

function defaultText(parameter: Parameter | undefined): string | undefined {
  const value = parameter?.default
  return value?.kind === 'literal' ? literalText(value) : undefined
}

function called(value: CallValue, graph: Graph, inner: (value: Value) => Value): Value {
  const args = value.args.map((arg) => withParts(inner(arg), inner))
  return COMPUTED[value.name]?.(args, value, graph, inner) ?? { ...value, args }
}
