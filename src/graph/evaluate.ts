import type { MapTree, Tree } from '#core/index.js'
import { type Names, valueOf } from './intrinsics.js'
import { queryIn } from './query.js'
import { graphOf } from './read-template.js'
import { literalText, type Scalar, type Value } from './value.js'
import { type Given, worldOf } from './world.js'

/** One item of a list, as it is and as it was written. */
export interface Item {
  readonly value: Scalar
  readonly text: string
}

/** What a part of a template comes out as before its resources are known. */
export type Evaluated =
  | { readonly is: 'item'; readonly item: Item }
  | { readonly is: 'list'; readonly items: readonly Item[] }
  /** A map, a list inside a list, or nothing. */
  | { readonly is: 'neither' }
  | { readonly is: 'unknown'; readonly why: string }

const SECTIONS: ReadonlySet<string> = new Set(['Parameters', 'Mappings', 'Conditions'])

/** Computes parts of a template from its parameters, mappings and conditions alone, as macros of AWS see them. */
export function evaluatorOf(template: MapTree, given: Given): (part: Tree) => Evaluated {
  const graph = graphOf({ kind: 'map', entries: template.entries.filter(({ key }) => SECTIONS.has(key)) })
  const names: Names = { parameters: new Set(graph.parameters.keys()) }
  // Nothing that is read here depends on a date.
  const q = queryIn(worldOf(graph, given), { region: given.region, asOf: '' })
  const itemOf = (value: Value): Evaluated => {
    if (value.kind === 'literal') return { is: 'item', item: { value: value.value, text: literalText(value) } }
    const read = q.read(value)
    if (!read.known) return { is: 'unknown', why: read.why }
    if (read.value === undefined || (read.value !== null && typeof read.value === 'object')) return { is: 'neither' }
    return { is: 'item', item: { value: read.value, text: String(read.value) } }
  }
  return (part) => {
    const value = valueOf(part, names)
    const read = q.read(value)
    const list: readonly Value[] | undefined = read.known && Array.isArray(read.value) ? read.value : undefined
    if (list === undefined) return itemOf(value)
    const found = list.map(itemOf)
    const items = found.flatMap((each) => (each.is === 'item' ? [each.item] : []))
    if (items.length === list.length) return { is: 'list', items }
    return found.find(({ is }) => is === 'unknown') ?? { is: 'neither' }
  }
}
