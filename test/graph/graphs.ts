import { type Json, treeOf } from '#core/index.js'
import { type Edge, type Graph, graphOf, plainValue, type Query, queryOf, type Read, type Value } from '#graph/index.js'

/** The graph of a template given as plain data. */
export function graph(template: Json): Graph {
  return graphOf(treeOf(template))
}

/** Each edge on a line: `from -kind-> to (at path)`, with the conditions that its value stands on. */
export function lines(edges: readonly Edge[]): readonly string[] {
  return edges.map(({ from, to, kind, at, path, guards }) => {
    const when = guards.map(({ condition, holds }) => `${holds ? '' : 'not '}${condition}`)
    return `${from} -${kind}-> ${to} (${at}.${path})${when.length === 0 ? '' : ` if ${when.join(' and ')}`}`
  })
}

/** The edges of resources given as `id: { Type, … }`, without those that only name or order. */
export function meaningOf(resources: Json): readonly string[] {
  return lines(graph({ Resources: resources }).edges.filter(({ kind }) => kind !== 'refers' && kind !== 'depends'))
}

/** The value that one property of one resource is read as. */
export function valueOf(property: Json, parameters: Json = {}): Value | undefined {
  const resources = { R: { Type: 'A::B::C', Properties: { P: property } } }
  return graph({ Parameters: parameters, Resources: resources }).resources.get('R')?.properties.entries.get('P')
}

export function plainOf(property: Json, parameters: Json = {}): Json {
  const value = valueOf(property, parameters)
  return value === undefined ? null : plainValue(value)
}

interface Situation {
  readonly sections?: { readonly [section: string]: Json }
  readonly given?: Readonly<Record<string, string>>
  readonly region?: string
}

/** A query over a template with one resource `R` that has these properties. */
export function queryWith(properties: Json, { sections = {}, given, region }: Situation = {}): Query {
  return queryOf(graph({ ...sections, Resources: { R: { Type: 'A::B::C', Properties: properties } } }), {
    asOf: '2026-11-21',
    region,
    ...(given === undefined ? {} : { parameters: given }),
  })
}

/** What a query reads at a path of the properties of its only resource. */
export function readAt(properties: Json, path: string, situation: Situation = {}): Read {
  const q = queryWith(properties, situation)
  const [resource] = q.all()
  if (resource === undefined) throw new TypeError('the template of this test has no resource')
  return q.read(resource, path)
}

/** A read as one line: `known 5`, `not set`, `unknown (set): why`. */
export function told(read: Read): string {
  if (!read.known) return `unknown (${read.set === true ? 'set' : 'maybe set'}): ${read.why}`
  if (read.value === undefined) return 'not set'
  if (Array.isArray(read.value)) return `known ${JSON.stringify(read.value.map((item: Value) => plainValue(item)))}`
  if (read.value instanceof Map) return `known keys ${JSON.stringify([...read.value.keys()])}`
  return `known ${JSON.stringify(read.value)}`
}
