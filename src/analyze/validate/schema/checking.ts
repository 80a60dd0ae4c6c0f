import { isJsonObject, type Json, type JsonObject, type Tree } from '#core/index.js'
import type { Code } from '../codes.js'
import type { Call } from '../functions.js'
import type { Place } from '../place.js'
import type { Given } from '../yields.js'

/** What is costly to say (the nearest name) is said only when somebody is told: most problems only decide between alternatives. */
export type Message = string | (() => string)

export function textOfMessage(message: Message): string {
  return typeof message === 'string' ? message : message()
}

/** Something that a value breaks. `certain` is false below a branch of `Fn::If`: it holds only when the condition does. */
export interface Problem {
  readonly code: Code
  readonly message: Message
  readonly place: Place
  readonly certain: boolean
  readonly atValue: boolean
}

/** `open`: a part of the value is not known before deployment, so that no problem does not mean that it fits. */
export interface Outcome {
  readonly problems: Problem[]
  open: boolean
}

export type Verdict = 'fits' | 'breaks' | 'open'

/** One value against one schema. */
export interface Subject {
  readonly tree: Tree
  readonly schema: JsonObject
  readonly place: Place
  readonly out: Outcome
}

/** What the keywords need of each other; they recurse through it. */
export interface Checking {
  evaluate(schema: Json, tree: Tree, place: Place): Outcome
  into(out: Outcome, schema: Json, tree: Tree, place: Place): void
  /** Whether a value fits a schema; asked once for each pair however often schemas nest. */
  verdict(schema: Json, tree: Tree): Verdict
  definition(reference: string): Json | undefined
  /** What a function gives. */
  given(call: Call): Given
  /** How else a format can be had of what a function names; undefined when it cannot. */
  wayTo(format: string, call: Call): string | undefined
}

export function complain({ place, out }: Subject, code: Code, message: Message, at: { place?: Place; atValue?: boolean } = {}): void {
  out.problems.push({ code, message, place: at.place ?? place, certain: true, atValue: at.atValue ?? true })
}

export function verdictOf({ problems, open }: Outcome): Verdict {
  if (problems.some(({ certain }) => certain)) return 'breaks'
  return open || problems.length > 0 ? 'open' : 'fits'
}

export function textsOf(schema: JsonObject, keyword: string): readonly string[] {
  const value = schema[keyword]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

export function numberOf(schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword]
  return typeof value === 'number' ? value : undefined
}

export function mapOf(schema: JsonObject, keyword: string): JsonObject | undefined {
  const value = schema[keyword]
  return isJsonObject(value) ? value : undefined
}

export function listOf(schema: JsonObject, keyword: string): readonly Json[] | undefined {
  const value = schema[keyword]
  return Array.isArray(value) ? value : undefined
}

export function typesOf(schema: JsonObject): readonly string[] {
  return typeof schema['type'] === 'string' ? [schema['type']] : textsOf(schema, 'type')
}

/** `a, b or c`; the first ten of many. */
export function choices(words: readonly string[]): string {
  const first = words.slice(0, 10)
  if (words.length > first.length) return `${first.join(', ')} and ${words.length - first.length} more`
  return first.length < 2 ? first.join('') : `${first.slice(0, -1).join(', ')} or ${first.at(-1)}`
}

/** A value as it is shown in a message. */
export function shown(tree: Tree): string {
  if (tree.kind === 'list') return 'a list'
  if (tree.kind === 'map') return 'a map'
  const text = tree.raw ?? String(tree.value)
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return typeof tree.value === 'string' ? `"${short}"` : short
}
