import { invariant, type Json, type JsonObject } from '#core/index.js'
import { broken, numberIn, objectIn, type Packs, provenanceIn, textIn } from './packs.js'
import type { Failover, FailureMode, HopLatency, Limit, Provenance, Sla } from './types.js'

/** A hand-maintained table, read on first use, looked up by id. */
export interface Table<Row> {
  readonly all: () => readonly Row[]
  /** Throws `internal.invariant` when there is no such row. */
  readonly get: (id: string) => Row
}

/** What every row has. */
interface Named extends Provenance {
  readonly id: string
  readonly title: string
}

function openTable<Row extends Named>(packs: Packs, name: string, read: (row: JsonObject, named: Named) => Row): Table<Row> {
  let rows: ReadonlyMap<string, Row> | undefined
  const opened = (): ReadonlyMap<string, Row> => {
    rows ??= new Map(
      packs.table(name).map((row) => {
        const id = textIn(row['id'], name)
        return [id, read(row, { id, title: textIn(row['title'], name), ...provenanceIn(row, name) })]
      }),
    )
    return rows
  }
  return {
    all: () => [...opened().values()],
    get(id) {
      const row = opened().get(id)
      invariant(row !== undefined, `no row "${id}" in the table of ${name}`)
      return row
    },
  }
}

export function openLimits(packs: Packs): Table<Limit> {
  return openTable(packs, 'limits', (row, named) => {
    const { kind, regions } = row
    if (kind !== 'hard' && kind !== 'default') throw broken(`the limit "${named.id}" is neither hard nor default`)
    const byRegion = regions === undefined ? {} : { regions: numbersIn(regions, 'limits') }
    return { ...named, value: numberIn(row['value'], 'limits'), unit: textIn(row['unit'], 'limits'), kind, ...byRegion }
  })
}

function numbersIn(value: Json, where: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(objectIn(value, where)).map(([key, each]) => [key, numberIn(each, where)]))
}

export function openSlas(packs: Packs): Table<Sla> {
  return openTable(packs, 'slas', (row, named) => ({ ...named, percent: numberIn(row['percent'], 'slas') }))
}

export function openFailovers(packs: Packs): Table<Failover> {
  return openTable(packs, 'failover', (row, named) => ({
    ...named,
    typicalSeconds: numberIn(row['typicalSeconds'], 'failover'),
    worstSeconds: numberIn(row['worstSeconds'], 'failover'),
  }))
}

export function openFailureModes(packs: Packs): Table<FailureMode> {
  return openTable(packs, 'failure-modes', (row, named) => ({
    ...named,
    timesPerYear: numberIn(row['timesPerYear'], 'failure-modes'),
    minutes: numberIn(row['minutes'], 'failure-modes'),
  }))
}

export function openLatencies(packs: Packs): Table<HopLatency> {
  return openTable(packs, 'latency', (row, named) => ({
    ...named,
    p50: numberIn(row['p50'], 'latency'),
    p99: numberIn(row['p99'], 'latency'),
  }))
}
