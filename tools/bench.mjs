// `npm run bench`: whole processes as users start them, against a bare `node -e 0` of the same run, interleaved, medians.
//   -n N               rounds (default 15; one more goes first and is not counted)
//   --only NAME,NAME   some of the subjects in tools/bench/subjects.mjs
//   --cases FOLDER     a folder of real templates (templates/, faults/) to validate in one process
//   --bill LINES       a bill of so many lines to group (a million takes a while to make)
//   --write            put the table into docs/benchmarks.md; needs --as-of YYYY-MM-DD
// Exit 1 when a budget is missed or a command fails.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { costText, growthText, relationsOf } from './bench/growth.mjs'
import { subjectsIn } from './bench/subjects.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const document = join(root, 'docs', 'benchmarks.md')
const scratch = mkdtempSync(join(tmpdir(), 'stanchion-bench-'))
/** Starts a subject once; gives milliseconds. `node` is what comes before its arguments. */
function runOnce({ title, args, exits, proves, say, program = process.execPath }, node = []) {
  return new Promise((fulfil, reject) => {
    const started = performance.now()
    const since = () => performance.now() - started
    const child = spawn(program, [...node, ...args()], {
      cwd: root,
      stdio: [say === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    const succeeded = (code, output) => {
      try {
        return exits.includes(code) && (proves?.(output) ?? true)
      } catch (error) {
        errors += `; its output is not what it should be: ${error.message}`
        return false
      }
    }
    let answered
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (say === undefined || answered !== undefined || !output.includes('\n')) return
      answered = since()
      child.stdin.end()
    })
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const took = say === undefined ? since() : answered
      if (took === undefined || !succeeded(code, output)) return reject(new Error(`${title} failed (exit ${code}): ${errors || output}`))
      return fulfil(took)
    })
    if (say !== undefined) child.stdin.write(`${say}\n`)
  })
}

/** Peak resident memory in megabytes (10^6 bytes), from a run of its own so that the hook does not slow the measured ones. */
async function memoryOf(subject) {
  if (subject.program !== undefined) return undefined
  const file = join(scratch, 'memory')
  const hook = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)))`
  await runOnce(subject, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`])
  return (Number(readFileSync(file, 'utf8')) * 1024) / 1e6
}

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.length % 2 === 1 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2
}

async function measure(subjects, rounds) {
  const times = new Map(subjects.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1)
    for (const subject of subjects) {
      if (round > (subject.rounds ?? rounds)) continue
      const took = await runOnce(subject)
      if (round > 0) times.get(subject.name).push(took)
    }
  const bare = median(times.get('bare'))
  const results = []
  for (const subject of subjects) {
    const milliseconds = median(times.get(subject.name))
    results.push({ subject, milliseconds, ratio: milliseconds / bare, own: milliseconds - bare, megabytes: await memoryOf(subject) })
  }
  return results
}

function verdict({ subject: { budget }, milliseconds, ratio, own, megabytes }) {
  if (budget === undefined) return { text: '', met: true }
  const parts = [
    ...(budget.ratio === undefined ? [] : [[`${budget.ratio} x`, ratio <= budget.ratio]]),
    ...(budget.ownMilliseconds === undefined ? [] : [[`own ${budget.ownMilliseconds} ms`, own <= budget.ownMilliseconds]]),
    ...(budget.milliseconds === undefined ? [] : [[`${budget.milliseconds} ms`, milliseconds <= budget.milliseconds]]),
    ...(budget.megabytes === undefined ? [] : [[`${budget.megabytes} MB`, megabytes <= budget.megabytes]]),
  ]
  const met = parts.every(([, good]) => good)
  return { text: `${parts.map(([text]) => text).join(', ')}: ${met ? 'met' : '**missed**'}`, met }
}

function table(results, rounds) {
  const rows = results.map((one) => {
    const own = one.subject.name === 'bare' ? '' : `${one.own.toFixed(0)} ms`
    return `| ${one.subject.title} | ${one.milliseconds.toFixed(0)} ms | ${one.ratio.toFixed(2)} x | ${own} | ${one.megabytes === undefined ? '' : `${one.megabytes.toFixed(0)} MB`} | ${verdict(one).text} |`
  })
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.version}`
  const head = ['| what | median | to bare Node | own time | peak memory | budget |', '|---|---|---|---|---|---|']
  return [`${machine}; ${rounds} rounds, fewer for what takes long`, '', ...head, ...rows].join('\n')
}

const NEW_PAGE = `# Benchmarks

\`npm run bench -- --write --as-of YYYY-MM-DD\` measures and writes this page. Each time is a whole process as a user starts it, the median of interleaved rounds; ratios are to a bare \`node -e 0\` of the same rounds, since machines differ and are noisy. Own time is what is left of a median when bare Node is taken off. Peak memory is the resident set of a run of its own. The 50 resources are \`test/fixtures/fifty-resources.yaml\`.

<!-- bench:start -->
<!-- bench:end -->
`

function write(text, asOf) {
  const [start, end] = ['<!-- bench:start -->', '<!-- bench:end -->']
  const page = existsSync(document) ? readFileSync(document, 'utf8') : NEW_PAGE
  if (!page.includes(start) || !page.includes(end)) throw new Error(`docs/benchmarks.md has no ${start} and ${end}`)
  writeFileSync(document, `${page.slice(0, page.indexOf(start))}${start}\n${asOf}: ${text}\n${page.slice(page.indexOf(end))}`)
}

function madeBill(lines) {
  if (!Number.isInteger(lines) || lines < 1) throw new Error('--bill takes a number of lines')
  const file = join(scratch, 'bill.parquet')
  // In a process of its own: what this one grows to would count as the memory of those it starts.
  const made = spawnSync(process.execPath, [join(root, 'tools', 'bench', 'bill.mjs'), file, String(lines)], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`tools/bench/bill.mjs failed: ${made.stderr}`)
  return { file, lines }
}

function costEngine() {
  const run = spawnSync(process.execPath, [join(root, 'tools', 'bench', 'cost.mjs')], { encoding: 'utf8' })
  if (run.stdout === '') throw new Error(`tools/bench/cost.mjs failed: ${run.stderr}`)
  return JSON.parse(run.stdout)
}

async function main() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', short: 'n', default: '15' },
      only: { type: 'string' },
      cases: { type: 'string' },
      bill: { type: 'string' },
      write: { type: 'boolean' },
      'as-of': { type: 'string' },
    },
  })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`-n "${values.rounds}" is not a number of rounds`)
  const asOf = values['as-of']
  if (values.write && !/^\d{4}-\d\d-\d\d$/.test(asOf ?? '')) throw new Error('--write needs --as-of YYYY-MM-DD')
  if (values.write && values.only !== undefined) throw new Error('--write takes no --only: the table holds all rows')
  const subjects = subjectsIn({
    root,
    scratch,
    cases: values.cases === undefined ? undefined : resolve(values.cases),
    bill: values.bill === undefined ? undefined : madeBill(Number(values.bill)),
  })
  const wanted = values.only?.split(',') ?? subjects.map(({ name }) => name)
  const unknown = wanted.filter((name) => !subjects.some((subject) => subject.name === name))
  if (unknown.length > 0) throw new Error(`--only: there is no "${unknown.join('", "')}"`)
  const results = await measure(
    subjects.filter(({ name }) => name === 'bare' || wanted.includes(name)),
    rounds,
  )
  const relations = [...relationsOf(results), ...(values.only === undefined ? [costText(costEngine())] : [])]
  const text = [table(results, rounds), ...relations.map(({ text: line }) => line), ...growthText(results)].join('\n\n')
  console.log(text)
  if (values.write) write(text, asOf)
  process.exitCode = [...results.map(verdict), ...relations].every(({ met }) => met) ? 0 : 1
}

try {
  await main()
} catch (error) {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true })
}
