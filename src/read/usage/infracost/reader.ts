import { didYouMean, entryOf, type MapTree, type Tree } from '#core/index.js'
import { type At, describe, quoted, type Reading, wrong } from '#read/form/index.js'
import { plainDecimal, type ImportedUsage, type ResourceUsage, type Usage, type UsageValue } from '#spec/index.js'
import type { InfracostRow, Rule, Values } from './row.js'
import { INFRACOST, keysOf } from './table.js'

const RESOURCES = 'resource_usage'
const DEFAULTS = 'resource_type_default_usage'
const VERSION = '0.1'

/** Whether a file is one of Infracost's: by what only they have. */
export function isInfracost(tree: MapTree): boolean {
  const version = entryOf(tree, 'version')?.value
  const own = entryOf(tree, 'resources') === undefined && versionText(version) === VERSION
  return own || tree.entries.some(({ key }) => key === RESOURCES || key === DEFAULTS)
}

function versionText(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' ? (tree.raw ?? String(tree.value)) : undefined
}

/** Usage by Terraform addresses, which a graph matches to its resources; what nothing here takes is a warning. */
export function infracostUsage(tree: MapTree, reading: Reading): Usage {
  const at: At = { reading, path: [], span: tree.span }
  const known = ['version', RESOURCES, DEFAULTS]
  for (const { key, keySpan } of tree.entries)
    if (!known.includes(key))
      reading.report('error', 'unknown-key', `unknown key ${quoted(key)}${didYouMean(key, known)}; known here: ${known.join(', ')}`, {
        path: [key],
        span: keySpan,
      })
  const version = versionText(entryOf(tree, 'version')?.value)
  if (version !== undefined && version !== VERSION) wrong(below(at, 'version'), 'bad-value', `is ${quoted(version)}; write ${VERSION}`)
  const types: Record<string, ResourceUsage> = {}
  for (const { key, place, entries } of mapsIn(tree, DEFAULTS, at)) {
    const row = rowOf(key, place)
    if (row === undefined) continue
    const values = quantitiesOf(row, { entries, place, what: key })
    for (const type of row.types) types[type] = { ...types[type], ...values }
  }
  const imported = mapsIn(tree, RESOURCES, at).flatMap((each) => importedOf(each))
  return { ...(Object.keys(types).length === 0 ? {} : { types }), ...(imported.length === 0 ? {} : { imported }), resources: {} }
}

interface Part {
  readonly key: string
  readonly place: At
  readonly entries: MapTree['entries']
}

function below(at: At, key: string): At {
  return { reading: at.reading, path: [...at.path, key], span: at.span }
}

function mapsIn(tree: MapTree, key: string, at: At): readonly Part[] {
  const section = entryOf(tree, key)
  if (section === undefined || isEmpty(section.value)) return []
  const place: At = { ...below(at, key), span: section.keySpan ?? section.value.span }
  if (section.value.kind !== 'map') {
    wrong(place, 'wrong-type', `is ${describe(section.value)}; write a map`)
    return []
  }
  return section.value.entries.flatMap((entry): readonly Part[] => {
    const own: At = { ...below(place, entry.key), span: entry.keySpan ?? entry.value.span }
    if (isEmpty(entry.value)) return []
    if (entry.value.kind === 'map') return [{ key: entry.key, place: own, entries: entry.value.entries }]
    wrong(own, 'wrong-type', `is ${describe(entry.value)}; write a map of usage keys`)
    return []
  })
}

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null
}

function rowOf(type: string, at: At): InfracostRow | undefined {
  const row = INFRACOST.get(type)
  if (row !== undefined) return row
  const message = `${quoted(type)} is not a resource type that Infracost has usage for${didYouMean(type, INFRACOST.keys())}`
  at.reading.report('error', 'unknown-word', message, at)
  return undefined
}

const ADDRESS = /^(?:module\.[^.[\]]+(?:\[[^\]]*\])?\.)*([a-z][a-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_-]*)(?:\[([^\]]*)\])?$/

function importedOf({ key, place, entries }: Part): readonly ImportedUsage[] {
  const [, type, name, index] = ADDRESS.exec(key) ?? []
  if (type === undefined || name === undefined) {
    wrong(place, 'bad-key', 'is not an address of a resource; write for example aws_lambda_function.orders')
    return []
  }
  const row = rowOf(type, place)
  if (row === undefined) return []
  const quantities = quantitiesOf(row, { entries, place, what: key })
  if (row.types.length === 0 || Object.keys(quantities).length === 0) return []
  const instance = /^"(.+)"$/.exec(index ?? '')?.[1]
  return [{ address: key, types: row.types, names: instance === undefined ? [name] : [`${name}${instance}`, name], quantities }]
}

function quantitiesOf(
  row: InfracostRow,
  { entries, place, what }: { readonly entries: MapTree['entries']; readonly place: At; readonly what: string },
): ResourceUsage {
  const known = keysOf(row)
  const values: Record<string, number> = {}
  for (const { key, at, tree } of leavesOf(entries, place)) {
    const why = row.unused[key]
    if (why !== undefined) at.reading.report('warning', 'not-taken', `${key} of ${what} is not taken: ${why}`, at)
    else if (!known.includes(key)) {
      const near = didYouMean(key, known)
      at.reading.report('error', 'unknown-key', `unknown key ${quoted(key)} of ${what}${near || `; known: ${known.join(', ')}`}`, at)
    } else if (tree.kind === 'scalar' && typeof tree.value === 'number' && Number.isFinite(tree.value) && tree.value >= 0)
      values[key] = tree.value
    else wrong(at, 'bad-value', `is ${describe(tree)}; write a number, 0 or more`)
  }
  return Object.fromEntries(row.rules.flatMap((rule) => quantityOf(rule, values, { place, what })))
}

function quantityOf(
  rule: Rule,
  values: Values,
  { place, what }: { readonly place: At; readonly what: string },
): readonly (readonly [string, UsageValue])[] {
  const given = rule.keys.filter((key) => values[key] !== undefined)
  if (given.length === 0) return []
  const value = rule.of(values)
  if (value === undefined) {
    place.reading.report(
      'warning',
      'not-taken',
      `${given.join(' and ')} of ${what} is not taken: it needs the other keys that ${rule.name} follows from`,
      place,
    )
    return []
  }
  const formula = `Infracost: ${given.map((key) => `${key} ${values[key] ?? 0}`).join(', ')}`
  return [[rule.name, { value: decimal(value), unit: rule.unit, from: 'stated', formula }]]
}

/** What binary fractions add beyond fifteen digits is noise. */
function decimal(value: number): string {
  const text = plainDecimal(Number(value.toPrecision(15)))
  return text.includes('.') ? text.slice(0, text.indexOf('.') + 13) : text
}

function leavesOf(
  entries: MapTree['entries'],
  place: At,
  before = '',
): readonly { readonly key: string; readonly at: At; readonly tree: Tree }[] {
  return entries.flatMap(({ key, keySpan, value }) => {
    const name = before === '' ? key : `${before}.${key}`
    const at: At = { ...below(place, key), span: keySpan ?? value.span }
    if (isEmpty(value)) return []
    return value.kind === 'map' && before === '' ? leavesOf(value.entries, at, name) : [{ key: name, at, tree: value }]
  })
}
