import type { JsonObject } from '#core/index.js'
import { ENVIRONMENTS, WORKLOAD_KINDS, type WorkloadKind } from '#spec/index.js'
import { inline } from './fields.js'
import type { Default, DefaultScope, Key } from './key.js'

/** `80 ms (api, web), 2 s (worker)`: each value with the words that lead to it, or the value alone where all do. */
function grouped(words: readonly string[], of: (word: string) => string): string {
  const groups = new Map<string, string[]>()
  for (const each of words) groups.set(of(each), [...(groups.get(of(each)) ?? []), each])
  if (groups.size === 1) return [...groups.keys()].join('')
  return [...groups].map(([value, members]) => `${value} (${members.join(', ')})`).join(', ')
}

function defaultNote(of: (scope: DefaultScope) => Default, kinds: readonly WorkloadKind[]): string {
  const text = (kind: WorkloadKind, environment: DefaultScope['environment']): string => inline(of({ kind, environment }).value)
  const rows = kinds.flatMap((kind) => ENVIRONMENTS.map((environment) => ({ kind, environment, text: text(kind, environment) })))
  const valueAt = (part: 'kind' | 'environment', which: string): string =>
    [...new Set(rows.filter((row) => row[part] === which).map((row) => row.text))].join(' or ')
  const byKind = grouped(kinds, (kind) => valueAt('kind', kind))
  return byKind.includes(' or ') ? grouped(ENVIRONMENTS, (environment) => valueAt('environment', environment)) : byKind
}

/** What holds without the key for some kinds of workload, in words; undefined where it is required or has parts with defaults of their own. */
export function noteOf(key: Key<unknown>, kinds: readonly WorkloadKind[]): string | undefined {
  const { absent } = key
  if (absent.is === 'derived') return absent.note
  return absent.is === 'default' ? defaultNote(absent.of, kinds) : undefined
}

function description(key: Key<unknown>): string {
  const note = noteOf(key, key.kinds ?? WORKLOAD_KINDS)
  const kinds = key.kinds === undefined ? '' : ` Only for: ${key.kinds.join(', ')}.`
  return `${sentence(key.about)}${note === undefined ? '' : ` Default: ${note}.`}${kinds}`
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

/** JSON Schema of a map with these keys and no others. */
export function mapSchema(keys: readonly Key<unknown>[]): JsonObject {
  const needed = keys.filter((key) => key.absent.is === 'an-error').map((key) => key.name)
  return {
    type: 'object',
    additionalProperties: false,
    ...(needed.length === 0 ? {} : { required: needed }),
    properties: Object.fromEntries(keys.map((key) => [key.name, { description: description(key), ...key.field.schema }])),
  }
}
