import { didYouMean, type Json, type JsonObject, type MapEntry, type MapTree } from '#core/index.js'
import { presence, takesMore } from '../functions.js'
import { atEntry } from '../place.js'
import { type Checking, choices, complain, listOf, mapOf, numberOf, type Subject, textsOf } from './checking.js'
import { hasForm } from './patterns.js'

type MapSubject = Subject & { readonly tree: MapTree }

interface Given {
  /** Each key once, with its last value. */
  readonly entries: readonly MapEntry[]
  readonly certain: ReadonlySet<string>
  readonly possible: ReadonlySet<string>
  readonly open: boolean
}

export function checkMap(subject: MapSubject, checking: Checking): void {
  const given = givenIn(subject.tree)
  if (given.open) subject.out.open = true
  for (const entry of given.entries) checkEntry(subject, entry, checking)
  checkRequired(subject, given)
  checkTogether(subject, given)
  checkExclusive(subject, given)
  checkSize(subject, given)
}

/** Several schemas are held against one map. */
const seen = new WeakMap<MapTree, Given>()

function givenIn(tree: MapTree): Given {
  const before = seen.get(tree)
  if (before !== undefined) return before
  const last = new Map(tree.entries.map((entry) => [entry.key, entry]))
  const entries = last.size === tree.entries.length ? tree.entries : [...last.values()]
  const certain = new Set<string>()
  const possible = new Set<string>()
  for (const { key, value } of entries) {
    const is = presence(value)
    if (is === 'given') certain.add(key)
    if (is !== 'absent') possible.add(key)
  }
  const given = { entries, certain, possible, open: takesMore(tree) || certain.size !== possible.size }
  seen.set(tree, given)
  return given
}

function checkEntry(subject: MapSubject, entry: MapEntry, checking: Checking): void {
  const { tree, schema, place, out } = subject
  if (presence(entry.value) === 'absent' || (entry.key.startsWith('Fn::') && takesMore(tree))) return
  const rules = rulesFor(entry.key, schema)
  for (const rule of rules) {
    if (rule === false) {
      const message = `${entry.key} may not be set here; remove it`
      complain(subject, 'property-not-allowed', message, { place: atEntry(place, entry), atValue: false })
    } else checking.into(out, rule, entry.value, atEntry(place, entry))
  }
  if (rules.length > 0 || schema['additionalProperties'] !== false) return
  const known = Object.keys(mapOf(schema, 'properties') ?? {})
  const message = (): string => {
    const hint = didYouMean(entry.key, known)
    const list = hint === '' && known.length > 0 && known.length <= 12 ? `; there are ${known.join(', ')}` : ''
    return `there is no property ${entry.key} here${hint}${list}`
  }
  complain(subject, 'property-unknown', message, { place: atEntry(place, entry), atValue: false })
}

function rulesFor(key: string, schema: JsonObject): readonly Json[] {
  const properties = mapOf(schema, 'properties')
  const own = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined
  const rules: Json[] = own === undefined ? [] : [own]
  const patterns = mapOf(schema, 'patternProperties')
  // A pattern that JavaScript cannot say may allow any key.
  if (patterns !== undefined) for (const [pattern, rule] of Object.entries(patterns)) if (hasForm(key, pattern) !== false) rules.push(rule)
  const additional = schema['additionalProperties']
  if (rules.length === 0 && additional !== undefined && additional !== false) rules.push(additional)
  return rules
}

function checkRequired(subject: MapSubject, { possible }: Given): void {
  if (takesMore(subject.tree)) return
  for (const name of textsOf(subject.schema, 'required')) {
    if (!possible.has(name)) complain(subject, 'property-missing', `${name} is missing; it is required here`, { atValue: false })
  }
}

function dependenciesOf(schema: JsonObject, keyword: string): readonly (readonly [string, readonly string[]])[] {
  const map = mapOf(schema, keyword)
  return map === undefined ? [] : Object.keys(map).map((name) => [name, textsOf(map, name)])
}

function checkTogether(subject: MapSubject, { certain, possible }: Given): void {
  const { tree, schema } = subject
  if (takesMore(tree)) return
  for (const [name, needed] of [...dependenciesOf(schema, 'dependentRequired'), ...dependenciesOf(schema, 'dependencies')]) {
    const lacking = certain.has(name) ? needed.filter((other) => !possible.has(other)) : []
    if (lacking.length > 0) complain(subject, 'properties-together', `${name} needs ${lacking.join(' and ')} beside it`, { atValue: false })
  }
  const oneOf = textsOf(schema, 'requiredOr')
  if (oneOf.length > 0 && !oneOf.some((name) => possible.has(name)))
    complain(subject, 'property-missing', `one of ${choices(oneOf)} is required here`, { atValue: false })
}

function checkExclusive(subject: MapSubject, { certain, possible }: Given): void {
  const { tree, schema, place } = subject
  const said = new Set<string>()
  for (const [name, excluded] of dependenciesOf(schema, 'dependentExcluded')) {
    for (const other of certain.has(name) ? excluded.filter((each) => certain.has(each)) : []) {
      if (said.has(`${other} ${name}`)) continue
      said.add(`${name} ${other}`)
      const entry = tree.entries.find(({ key }) => key === other)
      const at = entry === undefined ? place : atEntry(place, entry)
      complain(subject, 'properties-exclude', `${other} cannot stand beside ${name}; remove one`, { place: at, atValue: false })
    }
  }
  for (const names of namesIn(schema, 'requiredXor')) {
    const both = names.filter((name) => certain.has(name))
    if (both.length > 1) complain(subject, 'properties-exclude', `only one of ${both.join(' and ')} may be set`, { atValue: false })
    if (!takesMore(tree) && !names.some((name) => possible.has(name)))
      complain(subject, 'property-missing', `one of ${choices(names)} is required here`, { atValue: false })
  }
}

// One list of names, or a list of such lists.
function namesIn(schema: JsonObject, keyword: string): readonly (readonly string[])[] {
  const lists = listOf(schema, keyword) ?? []
  const nested = lists.filter((each): each is readonly Json[] => Array.isArray(each))
  const flat = textsOf(schema, keyword)
  return [...(flat.length > 0 ? [flat] : []), ...nested.map((each) => each.filter((name) => typeof name === 'string'))]
}

function checkSize(subject: MapSubject, { certain, possible }: Given): void {
  const [least, most] = [numberOf(subject.schema, 'minProperties'), numberOf(subject.schema, 'maxProperties')]
  if (least !== undefined && possible.size < least && !takesMore(subject.tree))
    complain(subject, 'list-length', `there must be at least ${least} ${least === 1 ? 'entry' : 'entries'} here`, { atValue: false })
  if (most !== undefined && certain.size > most)
    complain(subject, 'list-length', `there are ${certain.size} entries; at most ${most} ${most === 1 ? 'is' : 'are'} allowed`, {
      atValue: false,
    })
}
