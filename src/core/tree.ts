import { StanchionError } from './errors.js'
import type { Json } from './json.js'
import type { Span } from './span.js'

/**
 * Plain data with places: what every reader of text produces and what `graph/` and `spec/` take.
 * CloudFormation's short tags arrive in their long form (`{ 'Fn::GetAtt': … }`).
 */
export type Tree = ScalarTree | ListTree | MapTree

export interface ScalarTree {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** The text as it was written, where it was read (an account id keeps its leading zeros). */
  readonly raw?: string
  readonly span?: Span
}

export interface ListTree {
  readonly kind: 'list'
  readonly items: readonly Tree[]
  readonly span?: Span
}

export interface MapTree {
  readonly kind: 'map'
  readonly entries: readonly MapEntry[]
  readonly span?: Span
}

export interface MapEntry {
  readonly key: string
  readonly value: Tree
  readonly keySpan?: Span
}

/** Deepest nesting of data that is walked: more than any template or answer of AWS has, and far from the end of the stack. */
export const MAX_NESTING = 1000

function enter(depth: number): number {
  if (depth > MAX_NESTING) throw new StanchionError('input.too-large', `nested more than ${MAX_NESTING} levels deep; flatten it`)
  return depth + 1
}

/** The tree of plain data that was not read from a text: it has no spans. Throws `input.too-large` beyond `MAX_NESTING`. */
export function treeOf(json: Json): Tree {
  return treeAt(json, 0)
}

function treeAt(json: Json, depth: number): Tree {
  if (json === null || typeof json !== 'object') return { kind: 'scalar', value: json }
  const inside = enter(depth)
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item) => treeAt(item, inside)) }
  return { kind: 'map', entries: Object.entries(json).map(([key, value]) => ({ key, value: treeAt(value, inside) })) }
}

/** The plain data of a tree. Throws `input.too-large` beyond `MAX_NESTING`. */
export function jsonOf(tree: Tree): Json {
  return jsonAt(tree, 0)
}

function jsonAt(tree: Tree, depth: number): Json {
  if (tree.kind === 'scalar') return tree.value
  const inside = enter(depth)
  if (tree.kind === 'list') return tree.items.map((item) => jsonAt(item, inside))
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, jsonAt(value, inside)]))
}

/** The value under a key; the last one where a key stands twice, as CloudFormation takes it. */
export function entryOf(tree: Tree | undefined, key: string): MapEntry | undefined {
  return tree?.kind === 'map' ? tree.entries.findLast((entry) => entry.key === key) : undefined
}
