import { edgesOf } from './edges.js'
import type { Graph, Output, Parameter, Resource, ResourceAttributes } from './graph.js'
import { listOf } from './lists.js'
import { literalText, type MapValue, type Value } from './value.js'

/** One of several stacks that become one graph. */
export interface Stack {
  readonly name: string
  readonly graph: Graph
}

/** Between the name of a stack and what is in it; no logical id holds one. */
const IN = '/'

/** What something of a stack is called in a graph of several. */
export function nameIn(stack: string, id: string): string {
  return `${stack}${IN}${id}`
}

/**
 * The graph of a stack with those nested in it, by the logical id of the resource that makes each. What is in a nested stack is called
 * `Nested/Id`; its parameters are what the outer stack gives them, its outputs what `Fn::GetAtt` of the outer stack reads, and it
 * exists where the resource that makes it exists.
 */
export function withNested(outer: Graph, nested: ReadonlyMap<string, Graph>): Graph {
  if (nested.size === 0) return outer
  const inside = [...nested].flatMap(([id, graph]): readonly Part[] => {
    const maker = outer.resources.get(id)
    return maker === undefined ? [] : [{ prefix: `${id}${IN}`, graph, bound: boundBy(maker, graph), guard: maker.guard }]
  })
  const outputs = new Map(inside.flatMap((part) => outputsOf(part)))
  const all = merged([{ prefix: '', graph: outer, bound: new Map(), guard: undefined }, ...inside])
  return linked(outer, all, (value) => nestedOutput(value, outputs))
}

/** The graph of several stacks, in which an import is what the other stack exports. What is in a stack is called `Name/Id`. */
export function together(stacks: readonly Stack[]): Graph {
  const parts = stacks.map(
    ({ name, graph }): Part => ({ prefix: `${name}${IN}`, graph, bound: new Map(), guard: undefined, parameters: true }),
  )
  const exported = new Map(parts.flatMap((part) => exportsOf(part)))
  return linked(OF_NO_STACK, merged(parts), (value) => importedValue(value, exported))
}

/** What says something of one stack only. */
type Base = Pick<Graph, 'file' | 'description' | 'metadata' | 'transform' | 'rules' | 'hooks'>

const OF_NO_STACK: Base = { rules: new Map(), hooks: new Map() }

interface Part {
  readonly prefix: string
  readonly graph: Graph
  /** What its parameters are; one that is not here is its default. */
  readonly bound: ReadonlyMap<string, Value>
  /** Condition of the outer stack under which it exists. */
  readonly guard: string | undefined
  /** Whether its own parameters can be set. */
  readonly parameters?: boolean
}

type Sections = Pick<Graph, 'resources' | 'parameters' | 'conditions' | 'mappings' | 'outputs'>

function merged(parts: readonly Part[]): Sections {
  const resources = new Map<string, Resource>()
  const parameters = new Map<string, Parameter>()
  const conditions = new Map<string, Value>()
  const mappings = new Map<string, MapValue>()
  const outputs = new Map<string, Output>()
  for (const part of parts) {
    const { prefix, graph } = part
    const move = mover(part)
    for (const [name, value] of graph.conditions) conditions.set(`${prefix}${name}`, movedCondition(value, prefix, move))
    for (const [name, value] of graph.mappings) mappings.set(`${prefix}${name}`, value)
    for (const resource of graph.resources.values()) {
      const moved = movedResource(resource, part, { move, conditions })
      resources.set(moved.id, moved)
    }
    if (prefix === '' || part.parameters === true)
      for (const [name, parameter] of graph.parameters) parameters.set(`${prefix}${name}`, { ...parameter, name: `${prefix}${name}` })
    if (prefix === '' || part.parameters === true)
      for (const output of graph.outputs.values()) outputs.set(`${prefix}${output.name}`, movedOutput(output, prefix, move))
  }
  return { resources, parameters, conditions, mappings, outputs }
}

type Move = (value: Value) => Value

function movedOutput(output: Output, prefix: string, move: Move): Output {
  const { guard } = output
  return {
    ...output,
    name: `${prefix}${output.name}`,
    guard: guard === undefined ? undefined : `${prefix}${guard}`,
    value: move(output.value),
    declaration: mapValues(output.declaration, move),
  }
}

function movedResource(
  resource: Resource,
  { prefix, guard: outer }: Part,
  { move, conditions }: { readonly move: Move; readonly conditions: Map<string, Value> },
): Resource {
  if (prefix === '') return resource
  const { stack } = resource.origin
  const name = prefix.slice(0, -IN.length)
  return {
    ...resource,
    id: `${prefix}${resource.id}`,
    properties: mapValues(resource.properties, move),
    attributes: movedAttributes(resource.attributes, prefix, move),
    guard: bothConditions(outer, resource.guard === undefined ? undefined : `${prefix}${resource.guard}`, conditions),
    origin: { ...resource.origin, stack: stack === undefined ? name : `${name}${IN}${stack}` },
  }
}

function movedAttributes(attributes: ResourceAttributes, prefix: string, move: Move): ResourceAttributes {
  const moved = (value: Value | undefined): Value | undefined => (value === undefined ? undefined : move(value))
  return {
    dependsOn: attributes.dependsOn.map((id) => `${prefix}${id}`),
    deletionPolicy: moved(attributes.deletionPolicy),
    updateReplacePolicy: moved(attributes.updateReplacePolicy),
    updatePolicy: moved(attributes.updatePolicy),
    creationPolicy: moved(attributes.creationPolicy),
    metadata: moved(attributes.metadata),
  }
}

/** The name of a condition that holds when both do; it is made where there is none yet. */
function bothConditions(outer: string | undefined, inner: string | undefined, conditions: Map<string, Value>): string | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner
  const name = `${outer} and ${inner}`
  const named = (condition: string): MapValue => ({ kind: 'map', entries: new Map([['Condition', { kind: 'literal', value: condition }]]) })
  conditions.set(name, { kind: 'call', name: 'Fn::And', args: [named(outer), named(inner)] })
  return name
}

/** What the outer stack gives the parameters of a nested one. */
function boundBy(maker: Resource, { parameters }: Graph): ReadonlyMap<string, Value> {
  const given = maker.properties.entries.get('Parameters')
  return new Map(
    [...parameters].map(([name, parameter]): [string, Value] => {
      const value = given?.kind === 'map' ? given.entries.get(name) : undefined
      if (value !== undefined) return [name, isList(parameter) ? listOf(value) : value]
      if (given !== undefined && given.kind !== 'map')
        return [name, { kind: 'unknown', why: `what ${maker.id} gives its parameter ${name} is not known` }]
      return [name, defaultOf(parameter, maker)]
    }),
  )
}

function defaultOf(parameter: Parameter, maker: Resource): Value {
  const { default: value, name } = parameter
  if (value === undefined) return { kind: 'unknown', why: `${maker.id} gives its parameter ${name} no value` }
  if (parameter.type.startsWith('AWS::SSM::Parameter::')) return { kind: 'unknown', why: `parameter ${name} is read from Parameter Store` }
  return isList(parameter) ? listOf(value) : value
}

function isList({ type }: Parameter): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<')
}

/** A value of a part as the whole graph says it. */
function mover({ prefix, bound }: Part): Move {
  if (prefix === '') return (value) => value
  const named = (name: string): string => `${prefix}${name}`
  const move: Move = (value) => {
    switch (value.kind) {
      case 'parameter':
        return bound.get(value.name) ?? { ...value, name: named(value.name) }
      case 'pseudo':
        return value.name === 'AWS::StackName' || value.name === 'AWS::StackId' ? { ...value, name: named(value.name) } : value
      case 'reference':
        return { ...value, target: named(value.target) }
      case 'choice':
        return { ...value, condition: named(value.condition), whenTrue: move(value.whenTrue), whenFalse: move(value.whenFalse) }
      case 'call':
        return movedCall(value, named, move)
      default:
        return within(value, move)
    }
  }
  return move
}

function movedCall(value: Extract<Value, { kind: 'call' }>, named: (name: string) => string, move: Move): Value {
  const args = value.args.map(move)
  const [map, ...keys] = args
  if (value.name !== 'Fn::FindInMap' || map?.kind !== 'literal') return { ...value, args }
  return { ...value, args: [{ ...map, value: named(literalText(map)), raw: undefined }, ...keys] }
}

/** What stands inside a value that is no function. */
function within(value: Value, move: Move): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(move) }
  if (value.kind === 'text' || value.kind === 'dynamic') return { ...value, parts: value.parts.map(move) }
  if (value.kind === 'map') return mapValues(value, move)
  if (value.kind === 'choice') return { ...value, whenTrue: move(value.whenTrue), whenFalse: move(value.whenFalse) }
  return value.kind === 'call' ? { ...value, args: value.args.map(move) } : value
}

function mapValues(map: MapValue, move: Move): MapValue {
  return { ...map, entries: new Map([...map.entries].map(([key, each]) => [key, move(each)])) }
}

/** In a condition, `Condition` names another one. */
function movedCondition(value: Value, prefix: string, move: Move): Value {
  if (prefix === '') return value
  if (value.kind === 'map') {
    const named = value.entries.get('Condition')
    if (named?.kind !== 'literal') return move(value)
    return { ...value, entries: new Map([['Condition', { ...named, value: `${prefix}${literalText(named)}`, raw: undefined }]]) }
  }
  return value.kind === 'call' && value.name !== 'Fn::Equals'
    ? { ...value, args: value.args.map((arg) => movedCondition(arg, prefix, move)) }
    : move(value)
}

function outputsOf(part: Part): readonly (readonly [string, Value])[] {
  const move = mover(part)
  return [...part.graph.outputs.values()].map((output) => [
    `${part.prefix}${output.name}`,
    guarded(move(output.value), part.prefix, output.guard),
  ])
}

/** What is read of an output that a condition keeps away is not there. */
function guarded(value: Value, prefix: string, guard: string | undefined): Value {
  return guard === undefined ? value : { kind: 'choice', condition: `${prefix}${guard}`, whenTrue: value, whenFalse: { kind: 'absent' } }
}

function exportsOf(part: Part): readonly (readonly [string, Value])[] {
  const move = mover(part)
  return [...part.graph.outputs.values()].flatMap(({ declaration, value, guard }) => {
    const exported = declaration.entries.get('Export')
    const name = exported?.kind === 'map' ? exported.entries.get('Name') : undefined
    if (name?.kind !== 'literal') return []
    return [[literalText(name), guarded(move(value), part.prefix, guard)]]
  })
}

const OUTPUTS = 'Outputs.'

function nestedOutput(value: Value, outputs: ReadonlyMap<string, Value>): Value | undefined {
  if (value.kind !== 'reference' || value.attribute?.startsWith(OUTPUTS) !== true) return undefined
  return outputs.get(`${value.target}${IN}${value.attribute.slice(OUTPUTS.length)}`)
}

function importedValue(value: Value, exported: ReadonlyMap<string, Value>): Value | undefined {
  if (value.kind !== 'call' || value.name !== 'Fn::ImportValue') return undefined
  const [name] = value.args
  return name?.kind === 'literal' ? exported.get(literalText(name)) : undefined
}

/** An output of an output of an output: deeper than stacks are nested, and an end for those that name each other. */
const DEEPEST = 64

/** Puts what stacks give each other where it is read, and derives the edges of the whole. */
function linked(base: Base, sections: Sections, known: (value: Value) => Value | undefined): Graph {
  const link = (value: Value, depth = 0): Value => {
    const given = known(value)
    if (given === undefined) return within(value, (each) => link(each, depth))
    return depth > DEEPEST ? { kind: 'unknown', why: 'stacks give each other the same value', span: value.span } : link(given, depth + 1)
  }
  const resources = new Map(
    [...sections.resources].map(([id, resource]): [string, Resource] => [
      id,
      { ...resource, properties: mapValues(resource.properties, link) },
    ]),
  )
  const outputs = new Map(
    [...sections.outputs].map(([name, output]): [string, Output] => [
      name,
      { ...output, value: link(output.value), declaration: mapValues(output.declaration, link) },
    ]),
  )
  const { file, description, metadata, transform, rules, hooks } = base
  return { file, description, metadata, transform, rules, hooks, ...sections, resources, outputs, edges: edgesOf(resources) }
}
