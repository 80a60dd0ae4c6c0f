import { didYouMean, type MapEntry } from '#core/index.js'
import { callIn } from '../functions.js'
import { atEntry } from '../place.js'
import { blockOf } from './cidr.js'
import { itemsOf, type Located, type ModelContext, textOf } from './model.js'

/** What is wrong with the value of an operator; undefined when nothing is, or it is decided at deployment. */
type Check = (value: Located) => string | undefined

const isScalar = ({ tree }: Located): boolean => tree.kind === 'scalar'
const isText = ({ tree }: Located): boolean => tree.kind === 'scalar' && typeof tree.value === 'string'
const isNumber = ({ tree }: Located): boolean => tree.kind === 'scalar' && typeof tree.value === 'number'

function entriesOf({ tree, place }: Located): readonly { readonly key: string; readonly value: Located }[] {
  return tree.kind === 'map' ? tree.entries.map((entry) => ({ key: entry.key, value: valueOf(entry, place) })) : []
}

function valueOf(entry: MapEntry, place: Located['place']): Located {
  return { tree: entry.value, place: atEntry(place, entry) }
}

const LARGEST = 5e9
const COMPARED: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>='])

const numeric: Check = (value) => {
  const items = itemsOf(value)
  const wrong = 'numeric takes pairs of a comparison and a number, for example [">", 0, "<=", 5]'
  if (value.tree.kind !== 'list' || items.length % 2 === 1 || items.length === 0 || items.length > 4) return wrong
  if (items.some(({ tree }) => tree.kind !== 'scalar')) return undefined
  const right = items.every((item, index) => (index % 2 === 0 ? COMPARED.has(textOf(item.tree) ?? '') : isNumber(item)))
  if (!right) return wrong
  return items.some((item) => isNumber(item) && Math.abs(Number(textOf(item.tree))) > LARGEST)
    ? `numeric takes numbers from -${LARGEST} to ${LARGEST}`
    : undefined
}

const affix =
  (name: string): Check =>
  (value) => {
    if (isText(value)) return undefined
    const [only, ...more] = entriesOf(value)
    return only?.key === 'equals-ignore-case' && more.length === 0 && isText(only.value)
      ? undefined
      : `${name} takes a text, or { equals-ignore-case: text }`
  }

const wildcard: Check = (value) => {
  if (!isText(value)) return 'wildcard takes a text'
  return /(?<!\\)\*\*/.test(textOf(value.tree) ?? '') ? 'wildcard takes no two stars in a row; write one' : undefined
}

const cidr: Check = (value) => {
  const text = textOf(value.tree) ?? ''
  if (!isText(value)) return 'cidr takes a block of addresses, for example "10.0.0.0/24"'
  return text.includes(':') || blockOf(text) !== undefined ? undefined : `"${text}" is no block of addresses; write for example 10.0.0.0/24`
}

const NEGATED: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard'])

const anythingBut: Check = (value) => {
  if (isScalar(value)) return undefined
  if (value.tree.kind === 'list') return value.tree.items.length === 0 ? 'anything-but needs at least one value' : undefined
  const [only, ...more] = entriesOf(value)
  return only !== undefined && more.length === 0 && NEGATED.has(only.key)
    ? undefined
    : `anything-but takes values, or one of ${[...NEGATED].join(', ')}`
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, read 2026-11. */
const OPERATORS: Readonly<Record<string, Check>> = {
  'anything-but': anythingBut,
  cidr,
  'equals-ignore-case': (value) => (isText(value) ? undefined : 'equals-ignore-case takes a text'),
  exists: ({ tree }) => (tree.kind === 'scalar' && typeof tree.value === 'boolean' ? undefined : 'exists takes true or false'),
  numeric,
  prefix: affix('prefix'),
  suffix: affix('suffix'),
  wildcard,
}

/** A map among the values of a name in an event pattern: one operator, and what it compares with. */
export function checkFilter(filter: Located, { complain }: ModelContext): void {
  if (filter.tree.kind !== 'map' || callIn(filter.tree) !== undefined) return
  const [only, ...more] = entriesOf(filter)
  if (only === undefined || more.length > 0) {
    complain(`a filter has one operator, not ${filter.tree.entries.length}; write one map for each`, filter.place)
    return
  }
  const check = Object.hasOwn(OPERATORS, only.key) ? OPERATORS[only.key] : undefined
  if (check === undefined) {
    const names = Object.keys(OPERATORS)
    complain(
      `event patterns have no operator "${only.key}"${didYouMean(only.key, names) || `; there are ${names.join(', ')}`}`,
      only.value.place,
    )
    return
  }
  const wrong = callIn(only.value.tree) === undefined ? check(only.value) : undefined
  if (wrong !== undefined) complain(wrong, only.value.place, { atValue: true })
}
