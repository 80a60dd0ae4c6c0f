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

/** The tree of plain data that was not read from a text: it has no spans. */
export function treeOf(json: Json): Tree {
  if (json === null || typeof json !== 'object') return { kind: 'scalar', value: json }
  if (Array.isArray(json)) return { kind: 'list', items: json.map(treeOf) }
  return { kind: 'map', entries: Object.entries(json).map(([key, value]) => ({ key, value: treeOf(value) })) }
}

export function jsonOf(tree: Tree): Json {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map(jsonOf)
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, jsonOf(value)]))
}

/** The value under a key; the last one where a key stands twice, as CloudFormation takes it. */
export function entryOf(tree: Tree | undefined, key: string): MapEntry | undefined {
  return tree?.kind === 'map' ? tree.entries.findLast((entry) => entry.key === key) : undefined
}
