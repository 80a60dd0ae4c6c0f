import type { Query, Read, Resource, Scalar, UnknownRead, Value } from '#graph/index.js'
import { PASS, type RuleSeverity, type Verdict } from './rule.js'

type Subject = Resource | Value

/** `true` or the text "true", as CloudFormation takes either. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
}

export function isFalse(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false')
}

/** A number or the text of one; undefined for everything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** The scalar of a known read; undefined when the property is not given, or is a list or a map. */
export function scalarOf(read: Read): Scalar | undefined {
  const value = read.known ? read.value : undefined
  return typeof value === 'object' && value !== null ? undefined : value
}

/** A property that cannot be told, with its name and the reason. */
export function unknownAt(read: UnknownRead, path: string): Verdict {
  return { is: 'unknown', why: `${path}: ${read.why}`, path }
}

export interface Demand {
  readonly path: string
  /** Whether the value is good; undefined when the property is not given. */
  readonly good: (value: Scalar | undefined) => boolean
  readonly what: string | ((value: Scalar | undefined) => string)
  readonly severity?: RuleSeverity
}

/** One scalar property that must have a good value. */
export function demand(node: Subject, q: Query, { path, good, what, severity }: Demand): Verdict {
  const read = q.read(node, path)
  if (!read.known) return unknownAt(read, path)
  const value = scalarOf(read)
  return good(value) ? PASS : { is: 'fail', what: typeof what === 'string' ? what : what(value), path, severity }
}

/** A property that must be given, whatever its value is. */
export function demandGiven(node: Subject, q: Query, path: string, what: string): Verdict {
  const read = q.read(node, path)
  if (read.set === true) return PASS
  return read.known ? { is: 'fail', what, path } : unknownAt(read, path)
}

export interface Item {
  readonly value: Value
  readonly path: string
}

/** The items of a list property with their paths; `unknown` when the list cannot be told. */
export function itemsAt(node: Subject, q: Query, path: string): { readonly items: readonly Item[]; readonly unknown?: UnknownRead } {
  const read = q.read(node, path)
  if (!read.known) return { items: [], unknown: read }
  const list: readonly Value[] = isValues(read.value) ? read.value : []
  return { items: list.map((value, index) => ({ value, path: `${path}.${index}` })) }
}

// `Array.isArray` does not narrow a readonly list.
function isValues(value: unknown): value is readonly Value[] {
  return Array.isArray(value)
}

/** Keys and values of a map property; empty when it is not given or cannot be told. */
export function entriesAt(node: Subject, q: Query, path: string): readonly (readonly [string, Value])[] {
  const read = q.read(node, path)
  return read.known && read.value instanceof Map ? [...read.value] : []
}

/** A failure before an unknown before a pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.find(({ is }) => is === 'fail') ?? verdicts.find(({ is }) => is === 'unknown') ?? PASS
}

/** Resources of a type that name this one, with the property in which they do. */
export function namedBy(node: Resource, q: Query, type: string): readonly { readonly from: Resource; readonly path: string }[] {
  return q.edges({ to: node, kind: 'refers' }).flatMap(({ from, path }) => (from.type === type ? [{ from, path }] : []))
}
