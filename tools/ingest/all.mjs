// Regenerates the packs of `catalog/` and prints what changed:
//   node tools/ingest/all.mjs --data FOLDER [--only NAME]... [--work FOLDER]
// FOLDER holds the compiled facts (prices.csv and the JSON files beside it). Exits 1 on two rows for one key or a source that cannot be named.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildColdStarts, coldStartRows } from './cold-starts.mjs'
import { report } from './lib/diff.mjs'
import { buildIam, iamRows } from './iam.mjs'
import { committed, committedNames, removePack, writePack } from './lib/pack.mjs'
import { writeManifest } from './manifest.mjs'
import { buildRegions, placeRows } from './places.mjs'
import { buildPrices, priceText } from './prices.mjs'
import { buildSchemas, schemaRows } from './schemas.mjs'
import { buildSizes, sizeRows } from './sizes.mjs'

const CATALOG = fileURLToPath(new URL('../../catalog/', import.meta.url))

/** `owns` are the pack names a program may write: what it no longer builds there is removed. */
const PROGRAMS = {
  schemas: { build: buildSchemas, rows: schemaRows, owns: ['schemas/', 'availability.json.br'] },
  prices: { build: buildPrices, rows: priceText, owns: ['prices/', 'price-ratios.json.br'] },
  places: { build: buildRegions, rows: placeRows, owns: ['regions.json.br', 'instances.json.br'] },
  sizes: { build: buildSizes, rows: sizeRows, owns: ['sizes/', 'engines.json.br'] },
  iam: { build: buildIam, rows: iamRows, owns: ['iam/', 'iam.json.br'] },
  'cold-starts': { build: buildColdStarts, rows: coldStartRows, owns: ['cold-starts.json.br'] },
}

async function run(name, { data, work }) {
  const { build, rows, owns } = PROGRAMS[name]
  const { label, notes, packs, prices = false } = await build({ data, work })
  const before = new Map()
  const after = new Map()
  const names = new Set(packs.map((pack) => pack.name))
  if (names.size !== packs.length) throw new Error(`${name}: two packs of one name`)
  for (const old of owns.flatMap((prefix) => committedNames(CATALOG, prefix))) {
    for (const [key, text] of rows(old, committed(CATALOG, old))) before.set(key, text)
    if (!names.has(old)) removePack(CATALOG, old)
  }
  let written = 0
  for (const pack of packs) {
    for (const [key, text] of rows(pack.name, pack.value)) {
      if (after.has(key)) throw new Error(`${name}: two rows for ${key}`)
      after.set(key, text)
    }
    written += writePack(CATALOG, pack.name, pack.value) ? 1 : 0
  }
  console.log(`== ${name} from ${label}: ${packs.length} packs, ${written} written`)
  for (const note of notes) console.log(`  ${note}`)
  report(name, before, after, { prices })
}

async function main() {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, only: { type: 'string', multiple: true }, work: { type: 'string' } },
  })
  const wanted = values.only ?? Object.keys(PROGRAMS)
  const unknown = wanted.filter((name) => !Object.hasOwn(PROGRAMS, name))
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}; known are ${Object.keys(PROGRAMS).join(', ')}`)
  if (values.data === undefined) throw new Error('give the folder of the compiled facts: --data FOLDER')
  const work = values.work ?? join(tmpdir(), 'stanchion-ingest')
  mkdirSync(work, { recursive: true })
  for (const name of wanted) await run(name, { data: values.data, work })
  writeManifest(CATALOG)
}

try {
  await main()
} catch (error) {
  console.error(`ingest stopped: ${error.message}`)
  process.exitCode = 1
}
