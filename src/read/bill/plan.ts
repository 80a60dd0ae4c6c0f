import { isJsonObject } from '#core/index.js'
import type { BillDimension, Charge } from '#spec/index.js'
import type { Field, Recognized } from './dialects.js'
import { tagKey } from './dialects.js'
import { Dictionary } from './dictionary.js'
import { type Sink, TextSink } from './sinks.js'
import { unusable } from './source.js'

/** Where the values of a dimension come from in one file: columns, of which any may answer a filter, and what their texts mean. */
export interface DimensionSource {
  readonly header: string
  readonly meaning: (raw: string) => string
}

const FIELD_OF: Readonly<Partial<Record<BillDimension, Field>>> = {
  charge: 'charge',
  currency: 'currency',
  service: 'service',
  account: 'account',
  'usage-type': 'usage-type',
  operation: 'operation',
  region: 'region',
  unit: 'unit',
  resource: 'resource',
  day: 'day',
  month: 'day',
}

const same = (raw: string): string => raw

/** The columns that say a dimension; none where the file has no such column. */
export function sourcesOf(file: string, dimension: BillDimension, { dialect, headers, tags }: Recognized): readonly DimensionSource[] {
  if (dimension === 'words') return wordSources(file, { dialect, headers, tags })
  if (dimension.startsWith('tag:')) return tagSources(file, dimension.slice('tag:'.length), { dialect, headers, tags })
  const header = headers.get(FIELD_OF[dimension] ?? 'charge')
  if (header === undefined) return []
  return [{ header, meaning: meaningOf(file, dimension, dialect.charges) }]
}

function meaningOf(file: string, dimension: BillDimension, charges: Readonly<Record<string, Charge>>): (raw: string) => string {
  if (dimension === 'charge') return (raw) => (Object.hasOwn(charges, raw) ? (charges[raw] ?? 'other') : 'other')
  // An account that was stored as a number has lost its first zeros.
  if (dimension === 'account') return (raw) => (/^\d{1,11}$/.test(raw) ? raw.padStart(12, '0') : raw)
  if (dimension === 'day') return (raw) => dayOf(file, raw)
  if (dimension === 'month') return (raw) => dayOf(file, raw).slice(0, 7)
  return same
}

const DAY = /^\d{4}-\d\d-\d\d/

function dayOf(file: string, raw: string): string {
  if (raw === '') return ''
  const [day] = DAY.exec(raw) ?? []
  if (day === undefined)
    throw unusable(file, `has a line that begins at "${raw.slice(0, 40)}", which is no time such as 2026-01-31T00:00:00Z`)
  return day
}

function tagSources(file: string, key: string, { headers, tags }: Recognized): readonly DimensionSource[] {
  const own = tags.get(tagKey(key))
  if (own !== undefined) return [{ header: own, meaning: same }]
  const map = headers.get('tags')
  const wanted = tagKey(key)
  return map === undefined
    ? []
    : [{ header: map, meaning: (raw) => tagsIn(file, raw).find(([each]) => tagKey(each) === wanted)?.[1] ?? '' }]
}

function wordSources(file: string, { headers, tags }: Recognized): readonly DimensionSource[] {
  const name = headers.get('account-name')
  const map = headers.get('tags')
  return [
    ...(name === undefined ? [] : [{ header: name, meaning: same }]),
    ...[...tags.values()].map((header) => ({ header, meaning: same })),
    ...(map === undefined
      ? []
      : [
          {
            header: map,
            meaning: (raw: string) =>
              tagsIn(file, raw)
                .map(([, value]) => value)
                .join('\n'),
          },
        ]),
  ]
}

/** Tags of a line: an object in JSON, as Parquet's maps are read too. */
function tagsIn(file: string, raw: string): readonly (readonly [string, string])[] {
  if (raw === '' || raw === 'null') return []
  const tags = parsed(raw)
  if (!isJsonObject(tags)) throw unusable(file, `has a line with the tags "${raw.slice(0, 60)}", which are no JSON object`)
  return Object.entries(tags).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** A dimension while a file is read: codes by row for each of its columns. */
export interface Column {
  readonly sinks: readonly [TextSink, ...TextSink[]]
  /** The file does not have it. */
  readonly absent: boolean
}

/** One dimension over all files. */
export class Axis {
  readonly dictionary = new Dictionary()
  readonly dimension: BillDimension

  constructor(dimension: BillDimension) {
    this.dimension = dimension
  }

  /** Sinks for one file, put under the columns that they read; a file without such a column has no value anywhere. */
  open(sources: readonly DimensionSource[], into: Map<string, Sink[]>): Column {
    const [first = new TextSink(this.dictionary), ...more] = sources.map(({ header, meaning }) => {
      const sink = new TextSink(this.dictionary, meaning)
      into.set(header, [...(into.get(header) ?? []), sink])
      return sink
    })
    return { sinks: [first, ...more], absent: sources.length === 0 }
  }
}
