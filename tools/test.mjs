// `npm test`: makes the Python test tools once, builds dist/ when it is missing or older than the sources, then runs vitest.
// Arguments go to vitest: npm test -- test/graph. With CI set the suite runs in a network namespace that has only loopback,
// and everything that is missing is a failure. STANCHION_EXPECT_NODE_MAJOR=20 fails the run on any other Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inCi = (process.env.CI ?? '') !== '' && process.env.CI !== 'false'
const say = (text) => console.log(`test: ${text}`)

function stop(text) {
  console.error(`test: ${text}`)
  process.exit(1)
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
}

function checkNode() {
  const expected = process.env.STANCHION_EXPECT_NODE_MAJOR
  say(`Node ${process.version} (${process.execPath})`)
  const major = process.version.slice(1).split('.')[0]
  if (expected && major !== expected) stop(`this run asks for Node ${expected} (STANCHION_EXPECT_NODE_MAJOR), and is Node ${major}`)
}

/** Makes .tools/venv from requirements-test.txt unless a stamp says it is there; gives the reason when it cannot be made. */
function makePythonTools() {
  const requirements = join(root, 'requirements-test.txt')
  const venv = join(root, '.tools', 'venv')
  const stamp = join(venv, 'made-from')
  const hash = createHash('sha256').update(readFileSync(requirements)).update(venv).digest('hex') // a moved environment does not work
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return undefined
  const python = process.env.PYTHON ?? 'python3'
  const version = spawnSync(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))'], {
    encoding: 'utf8',
  })
  if (version.error) return `${python} cannot be started (${version.error.code}); install Python 3.11 or later, or set PYTHON`
  if (version.status !== 0)
    return `Python 3.11 or later is needed, and ${python} is ${version.stdout.trim() || 'broken'}; set PYTHON to another`
  say('making .tools/venv with cfn-lint, moto and awscli (once; about a minute and 500 MB)')
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(join(root, '.tools'), { recursive: true })
  if (run(python, ['-m', 'venv', venv]).status !== 0)
    return `"${python} -m venv" failed; on Debian and Ubuntu: apt-get install python3-venv`
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--requirement', requirements]
  if (run(join(venv, 'bin', 'python'), pip).status !== 0)
    return 'pip could not install requirements-test.txt; the first run needs the network'
  writeFileSync(stamp, hash)
  say('made .tools/venv')
  return undefined
}

function newestChange(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs))
}

function build() {
  const built = join(root, 'dist', 'cli.js')
  const sources = Math.max(
    newestChange(join(root, 'src')),
    ...['rolldown.config.js', 'package.json'].map((name) => statSync(join(root, name)).mtimeMs),
  )
  if (existsSync(built) && statSync(built).mtimeMs >= sources) return
  say('building dist/')
  const rolldown = join(root, 'node_modules', 'rolldown', 'bin', 'cli.mjs')
  if (run(process.execPath, [rolldown, '-c', 'rolldown.config.js']).status !== 0) stop('the build failed')
}

/** The command and its arguments, in a new network namespace whose only interface is loopback. */
function offline(command, args) {
  const asRoot = process.getuid?.() === 0
  const unshare = asRoot ? ['--net'] : ['--map-root-user', '--net']
  const inside = (words) => ['unshare', [...unshare, '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...words]]
  const [name, words] = inside(['true'])
  const tried = spawnSync(name, words, { encoding: 'utf8' })
  if (tried.error) stop(`CI runs the suite without a network, and "unshare" (util-linux) cannot be started: ${tried.error.code}`)
  if (tried.status !== 0) stop(`CI runs the suite without a network, and the namespace cannot be made: ${tried.stderr.trim()}`)
  say('the suite runs in a network namespace that has only loopback')
  return inside([command, ...args])
}

/** Counts of vitest's JSON report. A file that could not be loaded counts as one failure, since none of its tests ran. */
function countResults(file) {
  if (!existsSync(file)) return undefined
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const unloaded = report.testResults.filter(
    (one) => one.status === 'failed' && one.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, skipped: report.numPendingTests + report.numTodoTests }
}

function runSuite(passed) {
  const results = join(root, '.tools', `results-${process.pid}.json`)
  mkdirSync(join(root, '.tools'), { recursive: true })
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...passed]
  const [command, words] = inCi ? offline(process.execPath, args) : [process.execPath, args]
  const { status, signal } = run(command, words)
  const counts = countResults(results)
  rmSync(results, { force: true })
  if (counts === undefined) stop(`vitest ended without a report (${signal ?? `exit ${status}`})`)
  const { passed: good, failed, skipped } = counts
  console.log(`\n${good} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  if (good + failed === 0) stop('no test ran')
  process.exitCode = status === 0 && failed > 0 ? 1 : (status ?? 1)
}

checkNode()
const missing = makePythonTools()
if (missing !== undefined && inCi) stop(`the Python test tools cannot be made: ${missing}`)
if (missing !== undefined) say(`WITHOUT the Python test tools; tests that need cfn-lint, moto or awscli are skipped: ${missing}`)
build()
runSuite(process.argv.slice(2))
