// catalog/manifest.json: every pack and table with its date, and the dates the catalog answers with. Checks the hand-written tables on the way.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { committed, committedNames } from './lib/pack.mjs'
import { packedRows } from './prices.mjs'

const BASES = new Set(['measured', 'document', 'knowledge'])
const NOT_TABLES = new Set(['manifest.json'])
/** How another list is read: that says nothing about AWS on a day, so it does not set the day that the catalog answers for. */
const NOT_FACTS = new Set(['price-list', 'region-letters'])

function newest(dates) {
  return dates.reduce((latest, date) => (date > latest ? date : latest), '')
}

function tableDate(name, rows) {
  const seen = new Set()
  for (const row of rows) {
    if (seen.has(row.id)) throw new Error(`${name}: two rows for ${row.id}`)
    seen.add(row.id)
    if (!BASES.has(row.basis) || !/^\d{4}-\d{2}-\d{2}$/.test(row.asOf) || !row.source)
      throw new Error(`${name}: ${row.id} lacks its source, date or basis`)
  }
  return newest(rows.map((row) => row.asOf))
}

/** What a price pack holds; dates are those of its documents, where it has any. */
function pricePart({ sources, keys, computed }) {
  const rows = [...packedRows(keys)]
  const used = [...new Set(rows.map((row) => row.source)), ...(computed === undefined ? [] : [computed.source])].map((at) => sources[at])
  const documents = used.filter((source) => source.basis === 'document')
  const dates = (documents.length > 0 ? documents : used).map((source) => source.asOf).sort()
  const regions = Object.values(computed?.tables ?? {}).flatMap((table) => Object.values(table))
  const bases = regions.reduce((sum, each) => sum + Object.keys(each.bases).length + Object.keys(each.exceptions).length, 0)
  return { rows: rows.length, bases, oldest: dates[0], newest: dates.at(-1) }
}

export function writeManifest(catalog) {
  const prices = committedNames(catalog, 'prices/').map((name) => [
    name.slice('prices/'.length, -'.json.br'.length),
    pricePart(committed(catalog, name)),
  ])
  const single = readdirSync(catalog)
    .filter((name) => name.endsWith('.json.br'))
    .sort()
  const packs = single.map((name) => [name.slice(0, -'.json.br'.length), committed(catalog, name).asOf])
  const tables = readdirSync(catalog)
    .filter((name) => name.endsWith('.json') && !NOT_TABLES.has(name))
    .sort()
    .map((name) => [name.slice(0, -'.json'.length), tableDate(name, JSON.parse(readFileSync(join(catalog, name), 'utf8')))])
  const value = {
    asOf: newest([
      ...prices.map(([, part]) => part.newest),
      ...[...packs, ...tables].flatMap(([name, date]) => (NOT_FACTS.has(name) ? [] : [date])),
    ]),
    prices: { asOf: newest(prices.map(([, part]) => part.newest)), services: Object.fromEntries(prices) },
    packs: Object.fromEntries(packs),
    tables: Object.fromEntries(tables),
  }
  writeFileSync(join(catalog, 'manifest.json'), `${JSON.stringify(value, null, 2)}\n`)
}
