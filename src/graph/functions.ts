import type { Graph } from './graph.js'
import { type ListValue, literalText, type Value } from './value.js'

/** Text of parts in order: neighbours that are known become one. */
export function joined(parts: readonly Value[], from: Value): Value {
  const merged: Value[] = []
  let text: string | undefined
  const flush = (): void => {
    if (text !== undefined) merged.push({ kind: 'literal', value: text })
    text = undefined
  }
  for (const part of parts.flatMap((each) => (each.kind === 'text' ? each.parts : [each]))) {
    if (part.kind === 'literal') text = `${text ?? ''}${literalText(part)}`
    else {
      flush()
      merged.push(part)
    }
  }
  if (merged.length === 0) return { kind: 'literal', value: text ?? '', span: from.span }
  flush()
  return { kind: 'text', parts: merged, span: from.span }
}

/** `args` are resolved, and the items of lists in them. */
type Computed = (args: readonly Value[], from: Value, graph: Graph) => Value | undefined

/** Functions that can be computed when their arguments are known. */
export const COMPUTED: Readonly<Record<string, Computed>> = {
  'Fn::Select': ([index, list]) => selected(index, list),
  'Fn::Join': ([delimiter, list], from) =>
    delimiter?.kind === 'literal' && list?.kind === 'list' ? joined(between(list, delimiter), from) : undefined,
  'Fn::Split': ([delimiter, text], from) => {
    if (delimiter?.kind !== 'literal' || text?.kind !== 'literal') return undefined
    const items = literalText(text).split(literalText(delimiter))
    return { kind: 'list', items: items.map((item) => ({ kind: 'literal', value: item })), span: from.span }
  },
  'Fn::FindInMap': (keys, _from, graph) => foundInMap(graph, keys),
}

function between({ items }: ListValue, delimiter: Value): readonly Value[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item]))
}

function selected(index: Value | undefined, list: Value | undefined): Value | undefined {
  if (index?.kind !== 'literal' || list?.kind !== 'list') return undefined
  const text = literalText(index)
  return /^\d+$/.test(text) ? list.items[Number(text)] : undefined
}

/** The fourth argument may give a default (the language extensions' `DefaultValue`). */
function foundInMap(graph: Graph, [map, top, second, options]: readonly (Value | undefined)[]): Value | undefined {
  if (map?.kind !== 'literal' || top?.kind !== 'literal' || second?.kind !== 'literal') return undefined
  const row = entryOf(graph.mappings.get(literalText(map)), literalText(top))
  return entryOf(row, literalText(second)) ?? entryOf(options, 'DefaultValue')
}

function entryOf(map: Value | undefined, key: string): Value | undefined {
  return map?.kind === 'map' ? map.entries.get(key) : undefined
}
