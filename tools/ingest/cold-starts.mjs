// Measured starts of Lambda execution environments.
import { join } from 'node:path'
import { readJson } from './lib/wheels.mjs'

const ABOUT = { source: 'https://github.com/maxday/lambda-perf/blob/HEAD/data/2026-08-22.json', asOf: '2026-08-22', basis: 'document' }

/** Lambda's own name of a runtime; one on a custom runtime also names the language: provided.al2023:rust. */
export function runtimeName(name) {
  const custom = /^(.+?) ?\(prov\.(al2|al2023)\)$/.exec(name)
  return custom === null ? name : `provided.${custom[2]}:${custom[1].replaceAll(' ', '-')}`
}

export function buildColdStarts({ data }) {
  const rows = readJson(join(data, 'lambda_cold_starts.json')).map((row) => ({
    runtime: runtimeName(row.rt),
    packaging: row.pkg,
    architecture: row.arch,
    memoryMb: row.mb,
    initP50: row.init_p50,
    initMax: row.init_max,
  }))
  rows.sort((a, b) => (identity(a) < identity(b) ? -1 : 1))
  return {
    label: 'lambda-perf 2026-08-22 (Apache-2.0)',
    notes: [],
    packs: [{ name: 'cold-starts.json.br', value: { ...ABOUT, rows } }],
  }
}

function identity({ runtime, packaging, architecture, memoryMb }) {
  return `${runtime} ${packaging} ${architecture} ${String(memoryMb).padStart(5, '0')}`
}

/** Rows for the comparison with the committed pack. */
export function coldStartRows(_name, value) {
  const rows = new Map()
  for (const row of value.rows) {
    if (rows.has(identity(row))) throw new Error(`two rows for ${identity(row)}`)
    rows.set(identity(row), `${row.initP50} ms, at most ${row.initMax} ms`)
  }
  return rows
}
