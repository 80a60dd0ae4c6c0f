// Adds to package-lock.json the optional packages of other platforms that the registry did not know when npm wrote the file.
// Without them `npm ci` calls the lock file out of step with package.json and stops. Run it after `npm install`:
// node tools/complete-lock.mjs [--check]. Each entry is what npm itself would write, but for the integrity.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PLATFORMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32']

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(file, 'utf8'))

/** Where node would find `name` for the package at `place`, nearest first. */
function* places(place, name) {
  for (let folder = place; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1)))
    yield `${folder}/node_modules/${name}`
  yield `node_modules/${name}`
}

function entryFor(name, version, parent) {
  const words = name.split(/[/-]/)
  const os = PLATFORMS.filter((one) => words.includes(one))
  const cpu = PROCESSORS.filter((one) => words.includes(one))
  if (os.length + cpu.length === 0)
    throw new Error(`${name}: cannot tell its platform from its name; run npm install where the registry has it`)
  const libc = words.some((one) => one.startsWith('musl')) ? ['musl'] : words.some((one) => one.startsWith('gnu')) ? ['glibc'] : []
  const { dev, license } = parent
  return { version, ...given({ cpu, dev, libc, license }), optional: true, ...given({ os }) }
}

/** The entries that say something. */
function given(entry) {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== false && value.length !== 0))
}

const added = []
for (const [place, parent] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const found = [...places(place, name)].find((one) => one in lock.packages)
    if (found !== undefined && (lock.packages[found].version === version || !/^\d/.test(version))) continue
    const sibling = `${place.slice(0, place.lastIndexOf('node_modules/'))}node_modules/${name}`
    lock.packages[sibling] = entryFor(name, version, parent)
    added.push(`${sibling} ${version}`)
  }

if (added.length > 0 && !process.argv.includes('--check')) {
  const sorted = Object.keys(lock.packages).toSorted((a, b) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted.map((key) => [key, lock.packages[key]]))
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
}
for (const one of added) console.log(one)
console.log(`complete-lock: ${added.length} entries ${process.argv.includes('--check') ? 'missing' : 'added'}`)
process.exitCode = process.argv.includes('--check') && added.length > 0 ? 1 : 0
