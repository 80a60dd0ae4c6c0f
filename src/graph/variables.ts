import type { Comparison, Formula } from './conditions.js'
import type { Graph, Parameter } from './graph.js'
import { childrenOf, literalText, type Value } from './value.js'

/**
 * What a world may choose: a parameter with a single value, a pseudo parameter, or (`open`) the outcome of a comparison or of a condition that
 * nothing decides offline.
 */
export interface Variable {
  readonly key: string
  readonly kind: 'parameter' | 'pseudo' | 'open'
  /** Values that make a difference, the one of the main world first. */
  readonly values: readonly string[]
}

const OTHER = '\u0000other:'

/** Stands for every value that a template does not mention. */
export function otherThan(parameter: string): string {
  return `${OTHER}${parameter}`
}

export function isOther(text: string): boolean {
  return text.startsWith(OTHER)
}

/** Whether an unmentioned value has gone into a longer text, which is then not known. */
export function holdsOther(text: string): boolean {
  return text.includes(OTHER)
}

/** The values a parameter may take, where the template lists them. */
export function allowedValues(parameter: Parameter | undefined): readonly string[] | undefined {
  const allowed = parameter?.declaration.entries.get('AllowedValues')
  if (allowed?.kind !== 'list') return undefined
  const texts = allowed.items.flatMap((item) => (item.kind === 'literal' ? [literalText(item)] : []))
  return texts.length === 0 || texts.length < allowed.items.length ? undefined : texts
}

/** Whether a parameter is one value that stands in the template's input, not a list or the name of something in Parameter Store. */
export function isPlain({ type }: Parameter): boolean {
  return type !== 'CommaDelimitedList' && !type.startsWith('List<') && !type.startsWith('AWS::SSM::Parameter::')
}

/** The parameters and pseudo parameters that a value stands on, through the conditions of its choices (which `conditions` collects). */
export function inputsOf(value: Value, conditions: Set<string> = new Set()): readonly string[] {
  if (value.kind === 'parameter' || value.kind === 'pseudo') return [value.name]
  if (value.kind === 'choice') conditions.add(value.condition)
  return childrenOf(value).flatMap((child) => inputsOf(child, conditions))
}

/** Comparisons of all formulas. */
export function comparisonsIn(formula: Formula): readonly Comparison[] {
  switch (formula.op) {
    case 'equals':
      return [formula.comparison]
    case 'not':
      return comparisonsIn(formula.part)
    case 'and':
    case 'or':
      return formula.parts.flatMap(comparisonsIn)
    default:
      return []
  }
}

/** For each input the texts that it is compared with, or looked up by: other values of it make no difference. */
export function mentions(
  comparisons: readonly Comparison[],
  graph: Graph,
  main: (key: string) => string | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  const add = (name: string, texts: Iterable<string>): void => {
    found.set(name, new Set([...(found.get(name) ?? []), ...texts]))
  }
  const compared: (readonly [string, string])[] = []
  for (const { left, right } of comparisons) {
    const [one, other] = [nameOf(left), nameOf(right)]
    if (one !== undefined && other !== undefined) compared.push([one, other])
    for (const { name, keys } of [...against(one, right), ...against(other, left), ...lookups(left, graph), ...lookups(right, graph)])
      add(name, keys)
  }
  for (const name of compared.flat()) add(name, [main(name) ?? otherThan(name), ...(allowedValues(graph.parameters.get(name)) ?? [])])
  shareTexts(found, compared)
  return found
}

/** What is compared with each other, in however many steps, shares its texts, and each may be what the other is. */
function shareTexts(found: Map<string, ReadonlySet<string>>, compared: readonly (readonly [string, string])[]): void {
  const neighbours = new Map<string, string[]>()
  for (const [one, other] of compared) {
    neighbours.set(one, [...(neighbours.get(one) ?? []), other])
    neighbours.set(other, [...(neighbours.get(other) ?? []), one])
  }
  const seen = new Set<string>()
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue
    const group = [start]
    seen.add(start)
    // The list grows while it is walked.
    for (const name of group) {
      const next = (neighbours.get(name) ?? []).filter((each) => !seen.has(each))
      for (const each of next) seen.add(each)
      group.push(...next)
    }
    const shared = new Set(group.flatMap((name) => [...(found.get(name) ?? []), otherThan(name)]))
    for (const name of group) found.set(name, shared)
  }
}

function nameOf(value: Value): string | undefined {
  return value.kind === 'parameter' || value.kind === 'pseudo' ? value.name : undefined
}

function against(name: string | undefined, value: Value): readonly Lookup[] {
  return name === undefined || value.kind !== 'literal' ? [] : [{ name, keys: [literalText(value)] }]
}

interface Lookup {
  readonly name: string
  readonly keys: readonly string[]
}

/** Inputs that choose a row of a mapping, with the rows there are. */
function lookups(value: Value, graph: Graph): readonly Lookup[] {
  const inside = childrenOf(value).flatMap((child) => lookups(child, graph))
  if (value.kind !== 'call' || value.name !== 'Fn::FindInMap') return inside
  const [map, top, second] = value.args
  const mapping = map?.kind === 'literal' ? graph.mappings.get(literalText(map)) : undefined
  if (mapping === undefined) return inside
  const row = nameOf(top ?? value)
  const column = nameOf(second ?? value)
  const columns = [...mapping.entries.values()].flatMap((each) => (each.kind === 'map' ? [...each.entries.keys()] : []))
  return [
    ...inside,
    ...(row === undefined ? [] : [{ name: row, keys: [...mapping.entries.keys()] }]),
    ...(column === undefined ? [] : [{ name: column, keys: columns }]),
  ]
}
