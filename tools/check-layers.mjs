// Checks what no linter of ours can: who imports whom (docs/design.md, section 4), doors, file cycles, purity and shared code
// that asks for a resource type. Usage: node tools/check-layers.mjs [FOLDER WITH src/]. Exit 1 and one line per complaint.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

const BELOW_ANALYSES = ['core', 'spec', 'catalog', 'graph']
const ALL_BUT_SURFACES = [...BELOW_ANALYSES, 'read/*', 'analyze/*', 'design', 'write/*', 'operate', 'consult']
/** Room -> the rooms it may import. `a/*` means every room of the family a. Rooms that are not listed are a complaint. */
const MAY_IMPORT = {
  core: [],
  spec: ['core'],
  catalog: ['core'],
  graph: ['core', 'catalog'],
  'read/*': [...BELOW_ANALYSES, 'read/*'],
  'analyze/*': BELOW_ANALYSES,
  design: [...BELOW_ANALYSES, 'analyze/cost', 'analyze/resilience'],
  'write/*': [...BELOW_ANALYSES, 'write/*'],
  operate: ['core', 'catalog', 'graph', 'write/*'],
  consult: ['core', 'graph'],
  app: ALL_BUT_SURFACES,
  adapters: ['core'],
  cli: ['core', 'app'],
  mcp: ['core', 'app'],
  console: ['core', 'app'],
}
/** More that only `import type` may reach. */
const MAY_IMPORT_TYPES = { 'write/*': ['analyze/*', 'design'] }
/** More that one file may reach: a surface's main file puts the adapters in, and the command line starts the other surfaces. */
const MAY_IMPORT_IN_FILE = {
  'src/cli/main.ts': ['adapters', 'mcp', 'console'],
  'src/mcp/main.ts': ['adapters'],
  'src/console/main.ts': ['adapters'],
}

/** Rooms at the edge of the process: clock, randomness, environment, network and files are theirs alone. */
const EDGE = new Set(['adapters', 'cli', 'mcp', 'console'])
/** Node's modules that compute and touch nothing, with the names that may be taken from them (undefined: all). */
const PURE_MODULES = new Map([
  ['node:zlib', undefined],
  ['node:buffer', undefined],
  ['node:crypto', new Set(['createHash'])],
  ['node:path', new Set(['basename', 'dirname', 'extname', 'isAbsolute', 'join', 'normalize', 'posix', 'relative', 'sep'])],
])
const IMPURE_OBJECTS = new Set(['process', 'performance', 'crypto', 'globalThis'])
const IMPURE_CALLS = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'Date', 'require', 'WebSocket', 'eval', 'Function'])
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random'])
const BARE_ERRORS = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError'])

/** Where a resource type may be named. Everything else is shared code, which asks its units. */
const TYPE_NAMES_ALLOWED = [
  [/^src\/analyze\/rules\/[^/]+\/[^/]+\.ts$/, 'a rule declares the types it looks at'],
  [/^src\/analyze\/[^/]+\/(models|flows)\//, 'a model declares the type it describes'],
  [/^src\/analyze\/cost\/answers\/(changes|notes)\//, 'a change or a note declares the types that it is about'],
  [/^src\/analyze\/validate\/types\//, 'tables of what the registry does not say about a type'],
  [/^src\/design\/blocks\//, 'a block adds resources'],
  [/^src\/design\/options\//, 'an option declares the types that its region must have'],
  [/^src\/write\/diagram\/types\.ts$/, 'the table of how each type is drawn, one row per type'],
  [/^src\/read\/sam\//, 'SAM is a translation from its own types to others: each file expands one of them'],
  [/^src\/read\/usage\/infracost\/rows\/[^/]+\.ts$/, 'tables of the types and keys of another tool'],
  [/^src\/catalog\/relations\/[^/]+\.ts$/, 'the tables of semantic edges, one row per type'],
]
/** Not resource types: pseudo parameters, transforms and parameter types of the template language. */
const LANGUAGE_NAMES =
  /^AWS::(AccountId|NotificationARNs|NoValue|Partition|Region|StackId|StackName|URLSuffix|Include|LanguageExtensions|Serverless-\d{4}-\d\d-\d\d|SSM::Parameter::.*)$/

const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..'))
const complaints = []
const graph = new Map()

/** `src/analyze/cost/book.ts` -> `analyze/cost`; a file directly in a family folder belongs to the room `analyze`. */
function roomOf(file) {
  const [, first, second, third] = file.split('/')
  return `${first}/*` in MAY_IMPORT && third !== undefined ? `${first}/${second}` : first
}
const doorOf = (room) => `src/${room}/index.ts`
const familyOf = (room) => `${room.split('/')[0]}/*`
const knownRoom = (room) => room in MAY_IMPORT || familyOf(room) in MAY_IMPORT
const covers = (list, room) => list.includes(room) || list.includes(familyOf(room))
const tableEntry = (table, room) => table[room] ?? table[familyOf(room)] ?? []

function checkImport(file, specifier, { typesOnly, names, report }) {
  const room = roomOf(file)
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\.js$/, '.ts')
    // The hand-kept tables, where a rule needs them: it is a function of the query alone.
    if (room === 'catalog' && /^catalog\/[\w-]+\.json$/.test(target)) return
    if (!target.startsWith('src/') || roomOf(target) !== room)
      return report('a relative import leaves its room; use the door of the other room')
    if (target === doorOf(room)) return report('a file imports the door of its own room; import the file that has it')
    return graph.get(file).push(target)
  }
  if (specifier.startsWith('#')) {
    const target = `src/${specifier.slice(1).replace(/\.js$/, '.ts')}`
    const other = roomOf(target)
    graph.get(file).push(target)
    const byFile = MAY_IMPORT_IN_FILE[file] ?? []
    const isAdapterFile = other === 'adapters' && byFile.includes('adapters') // adapters have no door: each is loaded by itself
    if (other === room) return report('inside a room imports are relative')
    if (target !== doorOf(other) && !isAdapterFile) return report(`a room is entered by its door, #${other}/index.js`)
    const allowed = [...tableEntry(MAY_IMPORT, room), ...(typesOnly ? tableEntry(MAY_IMPORT_TYPES, room) : []), ...byFile]
    return covers(allowed, other) ? undefined : report(`${room} may not import ${other}`)
  }
  if (specifier.startsWith('node:') && !EDGE.has(room)) {
    const pure = PURE_MODULES.get(specifier)
    if (!PURE_MODULES.has(specifier)) return report(`${specifier} belongs to the adapters; pass a port`)
    if (pure !== undefined && names.some((name) => !pure.has(name))) return report(`of ${specifier} only ${[...pure].join(', ')} is pure`)
  }
  return undefined
}

const dotted = (node) =>
  node.type === 'MemberExpression' && node.object.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : ''
const isName = (node, names) => node?.type === 'Identifier' && names.has(node.name)

/** What an expression takes from outside that only the edge may touch, or undefined. */
function impureName(node) {
  if (node.type === 'MetaProperty') return 'import.meta'
  if (IMPURE_MEMBERS.has(dotted(node)) || isName(node.object, IMPURE_OBJECTS)) return dotted(node)
  if (isName(node.init, IMPURE_OBJECTS)) return node.init.name
  if (isName(node.callee, IMPURE_CALLS)) return `${node.type === 'NewExpression' ? 'new ' : ''}${node.callee.name}()`
  return undefined
}

function namesTypes(node) {
  const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : undefined
  return typeof text === 'string' && text.startsWith('AWS::') && !LANGUAGE_NAMES.test(text)
}

function checkNode(file, node, report) {
  const source = node.source?.type === 'Literal' ? node.source.value : undefined
  if (typeof source === 'string') {
    const names = node.specifiers?.map((one) => one.imported?.name ?? '*') ?? ['*']
    checkImport(file, source, { typesOnly: (node.importKind ?? node.exportKind) === 'type' || node.type === 'TSImportType', names, report })
  }
  if (node.type === 'ImportExpression' && source === undefined) report('a dynamic import needs a literal path')
  if (node.type === 'ExportAllDeclaration') report('exports are listed by name')
  if (node.type === 'ThrowStatement' && node.argument.type === 'NewExpression' && isName(node.argument.callee, BARE_ERRORS))
    report('errors have codes: StanchionError or invariant of #core/index.js')
  const taken = EDGE.has(roomOf(file)) ? undefined : impureName(node)
  if (taken !== undefined) report(`${taken} belongs to the adapters; pass a port or an argument`)
  if (namesTypes(node) && !TYPE_NAMES_ALLOWED.some(([path]) => path.test(file)))
    report('shared code never asks which type it is; let each unit declare it')
}

function checkFile(file) {
  const text = readFileSync(join(root, file), 'utf8')
  graph.set(file, [])
  if (!knownRoom(roomOf(file))) complaints.push(`${file}:1: "${roomOf(file)}" is not a room of docs/design.md, section 4`)
  const visit = (node) => {
    const report = (why) => {
      const line = text.slice(0, node.start).split('\n').length
      complaints.push(`${file}:${line}: ${why}\n    ${text.split('\n')[line - 1].trim().slice(0, 140)}`)
    }
    checkNode(file, node, report)
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value]) if (typeof child?.type === 'string') visit(child)
  }
  visit(parseAst(text, { lang: 'ts' }, file))
}

/** Complains once per cycle, at the file where the depth-first walk closes it. Type imports count: a cycle of types is a cycle of ideas. */
function checkCycles() {
  const state = new Map()
  const walk = (file, path) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      complaints.push(`${file}:1: a cycle of files\n    ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`)
      return
    }
    state.set(file, 'open')
    for (const next of graph.get(file) ?? []) walk(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) walk(file, [])
}

if (!existsSync(join(root, 'src'))) {
  console.error(`check-layers: there is no src/ in ${root}`)
  process.exit(2)
}
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.[cm]?tsx?$/.test(name))
for (const file of files.toSorted()) checkFile(`src/${file}`)
checkCycles()
for (const complaint of complaints) console.error(complaint)
console.error(`check-layers: ${files.length} files, ${complaints.length} complaints`)
process.exitCode = complaints.length > 0 ? 1 : 0
