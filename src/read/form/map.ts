import { didYouMean, invariant, type MapTree, treeOf } from '#core/index.js'
import { type Field, inline } from './fields.js'
import type { Default, Key } from './key.js'
import { mapSchema } from './key-schema.js'
import { type At, below, describe, pathText, quoted, type Scope, wrong } from './reading.js'

/** What a map's builder has in hand. */
export interface Getter {
  /** The value of a key of this map; `given` is the default of a derived key. */
  <T>(key: Key<T>, given?: Default): T
  /** Reports an error at a key's value, unless something under one of `sound` is already wrong. */
  readonly check: (
    holds: boolean,
    key: Key<unknown>,
    report: { message: string; sound?: readonly Key<unknown>[]; severity?: 'warning' },
  ) => void
  readonly scope: Scope
  /** Whether the file itself has the key. */
  readonly states: (key: Key<unknown>) => boolean
}

export interface MapField<T> extends Field<T> {
  readonly keys: readonly Key<unknown>[]
}

interface MapForm<T> {
  readonly keys: readonly Key<unknown>[]
  readonly build: (get: Getter) => T
}

function reportKeys(tree: MapTree, keys: readonly Key<unknown>[], at: At): void {
  const { kind } = at.reading.scope
  for (const { key: name, keySpan, value } of tree.entries) {
    const place = below(at, name, keySpan ?? value.span)
    const key = keys.find((each) => each.name === name)
    if (key === undefined) {
      const names = keys.map((each) => each.name)
      const near = at.reading.full ? '' : didYouMean(name, names)
      const known = near === '' ? `; known here: ${names.slice(0, 40).join(', ')}` : near
      const where = at.path.length === 0 ? '' : ` in ${pathText(at.path)}`
      at.reading.report('error', 'unknown-key', `unknown key ${quoted(name)}${where}${known}`, place)
    } else if (key.kinds !== undefined && kind !== undefined && !key.kinds.includes(kind)) {
      wrong(place, 'not-for-kind', `means nothing for the workload kind ${kind}; remove it (it is for ${key.kinds.join(', ')})`)
    }
  }
}

function blankOf<T>(key: Key<T>): T {
  return key.absent.is === 'nothing' ? key.absent.value : key.field.blank
}

function readAbsent<T>(key: Key<T>, at: At, given: Default | undefined): T {
  const { absent, field } = key
  const { kind = 'api', environment = 'prod' } = at.reading.scope
  if (absent.is === 'nothing') return absent.value
  if (absent.is === 'empty-map') return field.read({ kind: 'map', entries: [] }, at)
  const value = absent.is === 'default' ? absent.of({ kind, environment }) : given
  if (value === undefined) {
    wrong(at, 'missing-key', `is missing; add it: ${key.about}`)
    return field.blank
  }
  at.reading.defaults.push({ path: pathText(at.path), value: inline(value.value), why: value.why })
  return field.read(treeOf(value.value), at)
}

function getter(tree: MapTree, keys: readonly Key<unknown>[], at: At): Getter {
  const entry = (key: Key<unknown>) => tree.entries.findLast((each) => each.key === key.name)
  const place = (key: Key<unknown>): At => below(at, key.name, entry(key)?.value.span ?? entry(key)?.keySpan)
  const get = <T>(key: Key<T>, given?: Default): T => {
    invariant(keys.includes(key), `the key ${key.name} is read but not declared`)
    const { kind } = at.reading.scope
    if (key.kinds !== undefined && kind !== undefined && !key.kinds.includes(kind)) return blankOf(key)
    const found = entry(key)
    if (found === undefined) return readAbsent(key, place(key), given)
    if (found.value.kind === 'scalar' && found.value.value === null) {
      const span = found.keySpan ?? found.value.span
      wrong(below(at, key.name, span), 'missing-value', 'has no value; write one or remove the key')
      return key.field.blank
    }
    return key.field.read(found.value, place(key))
  }
  const states = (key: Key<unknown>): boolean => entry(key) !== undefined
  const check: Getter['check'] = (holds, key, { message, sound = [], severity }) => {
    if (holds || ![key, ...sound].every((each) => at.reading.sound([...at.path, each.name]))) return
    if (severity === undefined) wrong(place(key), 'contradiction', message)
    else at.reading.report(severity, 'unlikely', `${pathText(place(key).path)} ${message}`, place(key))
  }
  return Object.assign(get, { check, scope: at.reading.scope, states })
}

const NO_SCOPE: Scope = { kind: undefined, environment: undefined, regions: undefined }

function blankGetter(): Getter {
  return Object.assign(blankOf, { check: () => undefined, scope: NO_SCOPE, states: () => false })
}

/** A map with a closed set of keys. `build` asks for each of them once. */
export function map<T>({ keys, build }: MapForm<T>): MapField<T> {
  return {
    keys,
    blank: build(blankGetter()),
    schema: mapSchema(keys),
    read(tree, at) {
      if (tree.kind !== 'map') {
        wrong(at, 'wrong-type', `is ${describe(tree)}; write a map with the keys ${keys.map((key) => key.name).join(', ')}`)
        return this.blank
      }
      reportKeys(tree, keys, at)
      return build(getter(tree, keys, at))
    },
  }
}

export interface ListField<T> extends Field<readonly T[]> {
  readonly item: Field<T>
}

/** A list of at most `most` items. `check` reports what is wrong between items. */
export function list<T>(item: Field<T>, most: number, check?: (items: readonly T[], place: (index: number) => At) => void): ListField<T> {
  return {
    item,
    blank: [],
    schema: { type: 'array', items: item.schema, maxItems: most },
    read(tree, at) {
      if (tree.kind !== 'list') {
        wrong(at, 'wrong-type', `is ${describe(tree)}; write a list`)
        return []
      }
      if (tree.items.length > most) {
        wrong(at, 'too-many', `has ${tree.items.length} items; at most ${most}`)
        return []
      }
      const items = tree.items.map((each, index) => item.read(each, below(at, index, each.span)))
      if (at.reading.sound(at.path)) check?.(items, (index) => below(at, index, tree.items[index]?.span))
      return items
    },
  }
}

interface RecordForm<T> {
  /** What a key is, for messages: "a logical id". */
  readonly keys: string
  readonly pattern: string
  readonly most: number
  readonly field: Field<T>
}

/** A map whose keys are the user's own names. */
export function record<T>({ keys, pattern, most, field }: RecordForm<T>): Field<Readonly<Record<string, T>>> {
  const names = new RegExp(pattern, 'u')
  return {
    blank: {},
    schema: { type: 'object', propertyNames: { pattern }, maxProperties: most, additionalProperties: field.schema },
    read(tree, at) {
      if (tree.kind !== 'map') {
        wrong(at, 'wrong-type', `is ${describe(tree)}; write a map`)
        return {}
      }
      if (tree.entries.length > most) {
        wrong(at, 'too-many', `has ${tree.entries.length} keys; at most ${most}`)
        return {}
      }
      const values = new Map<string, T>()
      for (const { key, keySpan, value } of tree.entries) {
        const place = below(at, key, keySpan ?? value.span)
        if (!names.test(key)) wrong(place, 'bad-key', `is not ${keys}`)
        else values.set(key, field.read(value, below(at, key, value.span ?? keySpan)))
      }
      return Object.fromEntries(values)
    },
  }
}
