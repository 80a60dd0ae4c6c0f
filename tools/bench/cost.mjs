// How long the cost engine takes, warm and in one process, as JSON:
//   node tools/bench/cost.mjs
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { pricedTemplate } from './priced-template.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SIZES = [1000, 3000, 10_000]
const ROUNDS = 15
const WARM = 5
const AS_OF = '2026-11-21'
const BUDGETS = { book: 30, 'price-1000': 50 }

async function bundled(folder) {
  const build = await rolldown({ input: join(ROOT, 'tools/bench/cost-entry.ts'), cwd: ROOT, platform: 'node' })
  await build.write({ dir: folder, format: 'esm', entryFileNames: 'cost.mjs', chunkFileNames: '[name]-[hash].mjs' })
  await build.close()
  return import(pathToFileURL(join(folder, 'cost.mjs')).href)
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Milliseconds of a piece of work; `prepare` makes what each round starts from and is not measured. */
function timed(prepare, work) {
  const times = []
  for (let round = 0; round < WARM + ROUNDS; round += 1) {
    const given = prepare()
    const start = performance.now()
    work(given)
    if (round >= WARM) times.push(performance.now() - start)
  }
  return { median: Number(median(times).toFixed(2)), fastest: Number(Math.min(...times).toFixed(2)) }
}

/** Opens every part of the book from its files and asks each for a price. */
function loadBook({ openCatalog, packFolder }) {
  const { prices } = openCatalog(packFolder(join(ROOT, 'catalog')))
  for (const service of prices.services()) prices.tiers(`${service}.anything`, 'us-east-1')
}

function measure(engine) {
  const { billOf, quantitiesOf, openCatalog, packFolder, treeOf, graphOf, queryOf, assumptionsOf } = engine
  const { prices } = openCatalog(packFolder(join(ROOT, 'catalog')))
  const traffic = {
    kind: 'api',
    averagePerSecond: 20,
    peakPerSecond: 200,
    work: { wallMs: 100, cpuMs: 20, memoryMb: 512, maxSeconds: 29 },
    payload: { inBytes: 1024, outBytes: 1024 },
    data: [],
    assumptions: assumptionsOf({}),
  }
  const results = {
    book: timed(
      () => undefined,
      () => loadBook(engine),
    ),
  }
  for (const size of SIZES) {
    const graph = graphOf(treeOf(pricedTemplate(size)))
    const query = () => queryOf(graph, { region: 'eu-west-1', asOf: AS_OF })
    const { lines, leftOut } = billOf(query(), new Map(), prices)
    if (lines.length < size / 2 || leftOut === lines.length) throw new Error(`the bill of ${size} resources has ${lines.length} lines`)
    results[`price-${size}`] = timed(query, (q) => billOf(q, new Map(), prices))
    results[`traffic-${size}`] = timed(query, (q) => billOf(q, quantitiesOf(q, traffic, { resources: {} }), prices))
  }
  return results
}

const folder = mkdtempSync(join(tmpdir(), 'stanchion-bench-cost-'))
try {
  const results = measure(await bundled(folder))
  const part = (name) => Object.fromEntries(Object.entries(results).map(([key, times]) => [key, times[name]]))
  const [milliseconds, fastest] = [part('median'), part('fastest')]
  const [small, large] = [SIZES[0], SIZES.at(-1)]
  const growth = Number((milliseconds[`price-${large}`] / milliseconds[`price-${small}`]).toFixed(1))
  const missed = Object.entries(BUDGETS).flatMap(([name, most]) => (milliseconds[name] > most ? [name] : []))
  console.log(
    JSON.stringify(
      {
        node: process.version,
        rounds: ROUNDS,
        milliseconds,
        fastest,
        budgets: BUDGETS,
        missed,
        growth: { from: small, to: large, times: growth },
      },
      null,
      2,
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
