// catalog/manifest.json: every pack and table with its date, and the dates the catalog answers with. Checks the hand-written tables on the way.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { committed, committedNames } from './lib/pack.mjs'

const BASES = new Set(['measured', 'document', 'knowledge'])
const NOT_TABLES = new Set(['manifest.json'])

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

export function writeManifest(catalog) {
  const prices = committedNames(catalog, 'prices/').map((name) => {
    const documents = committed(catalog, name).sources.filter((source) => source.basis === 'document')
    return [name.slice('prices/'.length, -'.json.br'.length), newest(documents.map((source) => source.asOf))]
  })
  const single = readdirSync(catalog)
    .filter((name) => name.endsWith('.json.br'))
    .sort()
  const packs = single.map((name) => [name.slice(0, -'.json.br'.length), committed(catalog, name).asOf])
  const tables = readdirSync(catalog)
    .filter((name) => name.endsWith('.json') && !NOT_TABLES.has(name))
    .sort()
    .map((name) => [name.slice(0, -'.json'.length), tableDate(name, JSON.parse(readFileSync(join(catalog, name), 'utf8')))])
  const value = {
    asOf: newest([...prices, ...packs, ...tables].map(([, date]) => date)),
    prices: { asOf: newest(prices.map(([, date]) => date)), services: prices.map(([service]) => service) },
    packs: Object.fromEntries(packs),
    tables: Object.fromEntries(tables),
  }
  writeFileSync(join(catalog, 'manifest.json'), `${JSON.stringify(value, null, 2)}\n`)
}
