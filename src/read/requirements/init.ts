import { isJsonObject, type Json, type JsonObject, StanchionError, treeOf } from '#core/index.js'
import { type Field, inline, type Key, type ListField, type MapField, noteOf } from '#read/form/index.js'
import type { WorkloadKind } from '#spec/index.js'
import { requirementsOf } from './reader.js'
import { REQUIREMENTS } from './requirements-keys.js'

/** What a first file says itself; all else stands in it as a comment with its default. */
const STARTERS: Readonly<Record<WorkloadKind, JsonObject>> = {
  api: {
    environment: 'prod',
    workload: {
      kind: 'api',
      runtime: 'python3.13',
      work: { wall: '100 ms', cpu: '25 ms', memory: '512 MB' },
      payload: { in: '2 KB', out: '8 KB' },
    },
    traffic: { average: '10/s', peak: '50/s' },
    users: '1000/month',
    data: [{ name: 'items', model: 'key-value', size: '10 GB' }],
    targets: { availability: '99.9%', p99: '500 ms' },
    security: { authentication: 'cognito', data: 'internal' },
    region: 'us-east-1',
  },
  web: {
    environment: 'prod',
    workload: { kind: 'web', work: { wall: '100 ms', cpu: '25 ms', memory: '512 MB' }, payload: { in: '1 KB', out: '50 KB' } },
    traffic: { average: '10/s', peak: '50/s' },
    data: [{ name: 'app', model: 'relational', size: '20 GB' }],
    targets: { availability: '99.9%', p99: '1 s' },
    region: 'us-east-1',
  },
  'static-site': {
    environment: 'prod',
    workload: { kind: 'static-site', payload: { out: '50 KB' } },
    traffic: { average: '1/s', peak: '20/s' },
    data: [{ name: 'pages', model: 'object', size: '1 GB' }],
    region: 'us-east-1',
  },
  worker: {
    environment: 'prod',
    workload: {
      kind: 'worker',
      runtime: 'python3.13',
      work: { wall: '500 ms', cpu: '125 ms', memory: '512 MB', max: '60 s' },
      payload: { in: '2 KB' },
    },
    traffic: { average: '2/s', peak: '20/s' },
    data: [{ name: 'results', model: 'key-value', size: '10 GB' }],
    targets: { availability: '99.9%' },
    region: 'us-east-1',
  },
}

const WIDTH = 100

interface Writer {
  readonly lines: string[]
  readonly kind: WorkloadKind
  /** What holds for the keys that the starter leaves open, by path. */
  readonly defaults: ReadonlyMap<string, string>
}

/** Where a line stands: switched off, it is `base` + `#` + `inner` + text, so that taking the `#` away leaves it in its place. */
interface Place {
  readonly base: string
  readonly inner: string
  readonly off: boolean
  readonly path: string
  /** `- ` before the first key of a list item. */
  readonly dash: boolean
}

function isMapField(field: Field<unknown>): field is MapField<unknown> {
  return 'keys' in field
}

function isListField(field: Field<unknown>): field is ListField<unknown> {
  return 'item' in field
}

function put(writer: Writer, place: Place, text: string): void {
  const lead = place.dash ? `${place.inner.slice(0, -2)}- ` : place.inner
  writer.lines.push(`${place.base}${place.off ? '#' : ''}${lead}${text}`)
}

/** Prose begins with `# `; a key that is switched off follows its `#` directly or after two spaces and more. */
function explain(writer: Writer, key: Key<unknown>, place: Place): void {
  const note = noteOf(key, [writer.kind])
  const words = (note === undefined ? key.about : `${key.about}. Default: ${note}`).split(' ')
  const inner = place.dash ? place.inner.slice(0, -2) : place.inner
  const lead = place.off && inner !== '' ? `${place.base}#${inner}#` : `${place.base}${inner}#`
  let row = lead
  for (const each of words) {
    if (row !== lead && row.length + each.length + 1 > WIDTH) {
      writer.lines.push(row)
      row = lead
    }
    row += ` ${each}`
  }
  writer.lines.push(row)
}

function exampleOf(field: Field<unknown>): string {
  const { examples } = field.schema
  return Array.isArray(examples) ? String(examples[0]) : ''
}

function means(key: Key<unknown>, kind: WorkloadKind): boolean {
  return key.kinds === undefined || key.kinds.includes(kind)
}

function partOf(place: Place, name: string, value: Json | undefined): Place {
  const path = place.path === '' ? name : `${place.path}.${name}`
  const inner = `${place.inner}${place.path === '' ? '' : '  '}`
  // The first key that is switched off under one that is not begins a block of its own.
  return !place.off && value === undefined
    ? { base: `${place.base}${inner}`, inner: '', off: true, path, dash: false }
    : { base: place.base, inner, off: place.off, path, dash: false }
}

function writeParts(
  writer: Writer,
  keys: readonly Key<unknown>[],
  { place, value, dash = false }: { place: Place; value: JsonObject; dash?: boolean },
): void {
  for (const [index, key] of keys.filter((each) => means(each, writer.kind)).entries()) {
    const stated = value[key.name]
    // A derived key that got no default means nothing beside what its list item says.
    if (dash && stated === undefined && key.absent.is === 'derived' && !writer.defaults.has(`${place.path}.${key.name}`)) continue
    writeKey(writer, key, { place: { ...partOf(place, key.name, stated), dash: dash && index === 0 }, value: stated })
  }
}

function writeKey(writer: Writer, key: Key<unknown>, { place, value }: { place: Place; value: Json | undefined }): void {
  const { field } = key
  if (place.path === key.name && writer.lines.length > 0) writer.lines.push('')
  explain(writer, key, place)
  if (isMapField(field)) {
    put(writer, place, `${key.name}:`)
    writeParts(writer, field.keys, { place, value: isJsonObject(value) ? value : {} })
  } else if (isListField(field) && isMapField(field.item) && Array.isArray(value)) {
    put(writer, place, `${key.name}:`)
    for (const [index, each] of value.entries()) {
      const inside = { ...place, inner: `${place.inner}  `, path: `${place.path}[${index}]` }
      writeParts(writer, field.item.keys, { place: inside, value: isJsonObject(each) ? each : {}, dash: true })
    }
  } else put(writer, place, `${key.name}: ${value === undefined ? (writer.defaults.get(place.path) ?? exampleOf(field)) : inline(value)}`)
}

/**
 * A commented requirements file that reads back without error. Keys that are not stated stand in it switched off, with what holds
 * without them. Throws `usage.bad-argument` when `name` is not a name.
 */
export function initFile(kind: WorkloadKind, name: string): string {
  const starter: JsonObject = { name, ...STARTERS[kind] }
  const { defaults, diagnostics } = requirementsOf(treeOf(starter))
  const [first] = diagnostics
  if (first !== undefined) throw new StanchionError('usage.bad-argument', first.message)
  const writer: Writer = { lines: [], kind, defaults: new Map(defaults.map((each) => [each.path, each.value])) }
  writeParts(writer, REQUIREMENTS.keys, { place: { base: '', inner: '', off: false, path: '', dash: false }, value: starter })
  const head = [
    '# What the system has to do; read by `stanchion design`.',
    '# Keys behind a "#" are switched off and show what holds without them: take the "#" away to change one.',
    '# Sizes: KB, MB, GB and TB are powers of 1,024. Rates: /s, /min, /h, /day, /month (730 hours).',
    '',
  ]
  return `${[...head, ...writer.lines].join('\n')}\n`
}
