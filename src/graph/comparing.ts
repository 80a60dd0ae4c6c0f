import type { Comparison } from './conditions.js'
import type { Graph } from './graph.js'
import { plainValue } from './plain.js'
import { literalText, type Value } from './value.js'
import { holdsOther, inputsOf, isOther, isPlain, type Variable } from './variables.js'
import { resolve } from './world.js'

/** What the outcome of a comparison hangs on. */
export type Compared =
  | { readonly by: 'nothing'; readonly equal: boolean }
  /** One variable and a text. */
  | { readonly by: 'text'; readonly variable: Variable; readonly text: string }
  /** Several variables; when they do not decide it, it is a question of its own (`key`). */
  | { readonly by: 'variables'; readonly variables: readonly Variable[]; readonly comparison: Comparison; readonly key: string }

export interface Comparing {
  readonly compared: (comparison: Comparison) => Compared
  /** Whether both sides are the same text, when variables have these values. */
  readonly equal: (comparison: Comparison, values: Values) => boolean | undefined
}

interface Values {
  readonly text: (variable: string) => string | undefined
  readonly holds: (condition: string) => boolean | undefined
}

export type Variables = (key: string) => Variable | undefined

export function comparingIn(graph: Graph, variables: Variables, main: (key: string) => string | undefined): Comparing {
  const known = new Map<Comparison, Compared>()
  const fixed: Values = { text: (name) => (variables(name) === undefined ? main(name) : undefined), holds: () => undefined }
  const equal = ({ left, right }: Comparison, values: Values): boolean | undefined => {
    const [one, other] = [textOf(left, graph, values), textOf(right, graph, values)]
    return one === undefined || other === undefined ? undefined : one === other
  }
  const side = (value: Value): Variable | string | undefined => {
    const variable = value.kind === 'parameter' || value.kind === 'pseudo' ? variables(value.name) : undefined
    return variable ?? textOf(value, graph, fixed)
  }
  return {
    equal: (comparison, values) => equal(comparison, { holds: values.holds, text: (name) => values.text(name) ?? fixed.text(name) }),
    compared: (comparison) => {
      const before = known.get(comparison)
      if (before !== undefined) return before
      const [one, other] = [side(comparison.left), side(comparison.right)]
      const compared = simple(one, other) ?? simple(other, one) ?? severalOf(comparison, variables)
      known.set(comparison, compared)
      return compared
    },
  }
}

function simple(one: Variable | string | undefined, other: Variable | string | undefined): Compared | undefined {
  if (typeof one !== 'string') return undefined
  if (typeof other === 'string') return { by: 'nothing', equal: one === other }
  return other === undefined ? undefined : { by: 'text', variable: other, text: one }
}

function severalOf(comparison: Comparison, variables: Variables): Compared {
  const names = new Set([comparison.left, comparison.right].flatMap((value) => inputsOf(value)))
  const found = [...names].flatMap((name) => variables(name) ?? [])
  // A comparison that nothing decides is one question, wherever it is written.
  const key = `?${JSON.stringify([plainValue(comparison.left), plainValue(comparison.right)])}`
  return { by: 'variables', variables: found, comparison, key }
}

function textOf(value: Value, graph: Graph, { text, holds }: Values): string | undefined {
  if (value.kind === 'literal') return literalText(value)
  const parameter = value.kind === 'parameter' ? graph.parameters.get(value.name) : undefined
  if (value.kind === 'pseudo' || (value.kind === 'parameter' && parameter !== undefined && isPlain(parameter))) return text(value.name)
  const resolved = resolve(value, { graph, text, holds })
  if (resolved.kind !== 'literal') return undefined
  const found = literalText(resolved)
  return holdsOther(found) && !isOther(found) ? undefined : found
}
