import { entryOf, type Tree } from '#core/index.js'
import { callIn, presence, takesMore } from '../functions.js'
import { atEntry } from '../place.js'
import type { Declared, Member } from '../template.js'
import { at, type Located, textOf, valuesAt } from './model.js'

/** The resource of the template that a value names with `Ref`, `Fn::GetAtt`, or alone in `Fn::Sub`. */
export function linkOf(tree: Tree | undefined): string | undefined {
  const call = tree === undefined ? undefined : callIn(tree)
  if (call === undefined) return undefined
  const { name, argument } = call
  if (name === 'Ref') return textOf(argument)
  if (name === 'Fn::GetAtt') return argument.kind === 'list' ? textOf(argument.items[0]) : textOf(argument)?.split('.')[0]
  return name === 'Fn::Sub' ? /^\$\{([A-Za-z0-9]+)(?:\.[\w.]+)?\}$/.exec(textOf(argument) ?? '')?.[1] : undefined
}

const EMPTY: Tree = { kind: 'map', entries: [] }

export function propertiesOf({ tree, place }: Member): Located {
  const entry = entryOf(tree, 'Properties')
  return entry === undefined ? { tree: EMPTY, place } : { tree: entry.value, place: atEntry(place, entry) }
}

/** The resource of one of the types that a property names; undefined when it names none, or may name another. */
export function linked(of: Located, property: string, types: readonly string[], declared: Declared): Member | undefined {
  const id = linkOf(at(of, property)?.tree)
  const member = id === undefined ? undefined : declared.resources.get(id)
  return member !== undefined && types.includes(declared.typeOf(member.id) ?? '') ? member : undefined
}

/** A map that is written out, so that what it lacks is missing. */
export function isWhole({ tree }: Located): boolean {
  return tree.kind === 'map' && callIn(tree) === undefined && !takesMore(tree)
}

/** Given whatever the conditions are. */
export function isGiven(of: Located, name: string): boolean {
  const entry = entryOf(of.tree, name)
  return entry !== undefined && presence(entry.value) === 'given'
}

/** The one text that a property is; undefined when it may be another. */
export function textAt(of: Located, ...path: readonly string[]): string | undefined {
  const values = valuesAt(of, ...path)
  return values.length === 1 ? textOf(values[0]?.tree) : undefined
}

/** What a property says of yes or no; undefined when that is not known. */
export function flagAt(of: Located, name: string): boolean | undefined {
  const values = valuesAt(of, name)
  if (values.length === 0) return false
  const text = values.length === 1 ? textOf(values[0]?.tree)?.toLowerCase() : undefined
  return text === 'true' ? true : text === 'false' ? false : undefined
}

export function numberAt(of: Located, ...path: readonly string[]): number | undefined {
  const text = textAt(of, ...path)
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined
}
