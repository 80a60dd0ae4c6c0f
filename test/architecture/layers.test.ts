import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SCRIPT = fileURLToPath(new URL('../../tools/check-layers.mjs', import.meta.url))

/** Writes a made-up repository, checks it, and gives the complaints without the quoted lines. */
function complaintsAbout(files: Readonly<Record<string, string>>): { code: number | null; complaints: readonly string[] } {
  const root = mkdtempSync(join(tmpdir(), 'stanchion-layers-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, 'src', name)), { recursive: true })
      writeFileSync(join(root, 'src', name), text)
    }
    const run = spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' })
    return { code: run.status, complaints: run.stderr.split('\n').filter((line) => line.startsWith('src/')) }
  } finally {
    rmSync(root, { recursive: true })
  }
}

test('the repository keeps its layers', () => {
  const run = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' })
  expect(run.stderr).toMatch(/^check-layers: \d+ files, 0 complaints\n$/)
  expect(run.status).toBe(0)
})

test('a tree that keeps the rules has no complaint', () => {
  const clean = complaintsAbout({
    'core/index.ts': "export { one } from './one.js'",
    'core/one.ts': "export const one = 1 // Date.now() and process.env in a comment are nobody's business",
    'graph/index.ts':
      "import { one } from '#core/index.js'\nimport { createHash } from 'node:crypto'\nexport const region = ['AWS::Region', one, createHash]",
    'analyze/cost/models/queue.ts': "export const type = 'AWS::SQS::Queue'",
    'write/report/page.ts': "import type { Bill } from '#analyze/cost/index.js'\nexport type Page = Bill",
    'adapters/files.ts': "import { readFileSync } from 'node:fs'\nexport const now = () => [Date.now(), readFileSync]",
    'cli/main.ts': "import { files } from '#adapters/files.js'\nimport { run } from '#app/index.js'\nrun(files, process.argv)",
  })
  expect(clean).toEqual({ code: 0, complaints: [] })
})

test.each([
  { name: 'upwards', file: 'graph/a.ts', text: "import { x } from '#analyze/cost/index.js'", says: 'graph may not import analyze/cost' },
  {
    name: 'one analysis to another',
    file: 'analyze/rules/a.ts',
    text: "import { x } from '#analyze/cost/index.js'",
    says: 'analyze/rules may not import analyze/cost',
  },
  {
    name: 'a writer to a value of an analysis',
    file: 'write/report/a.ts',
    text: "import { x } from '#analyze/cost/index.js'",
    says: 'write/report may not import analyze/cost',
  },
  {
    name: 'a surface past the operations',
    file: 'mcp/a.ts',
    text: "import { x } from '#graph/index.js'",
    says: 'mcp may not import graph',
  },
  { name: 'a re-export upwards', file: 'core/index.ts', text: "export { x } from '#graph/index.js'", says: 'core may not import graph' },
  {
    name: 'a lazy import upwards',
    file: 'core/a.ts',
    text: "export const x = () => import('#graph/index.js')",
    says: 'core may not import graph',
  },
  {
    name: 'an adapter outside main',
    file: 'cli/a.ts',
    text: "import { x } from '#adapters/files.js'",
    says: 'a room is entered by its door, #adapters/index.js',
  },
  {
    name: 'past the door',
    file: 'graph/a.ts',
    text: "import { x } from '#core/money.js'",
    says: 'a room is entered by its door, #core/index.js',
  },
  {
    name: 'by a relative path',
    file: 'graph/a.ts',
    text: "import { x } from '../core/index.js'",
    says: 'a relative import leaves its room; use the door of the other room',
  },
  {
    name: 'between sub-rooms by a relative path',
    file: 'analyze/rules/a.ts',
    text: "import { x } from '../cost/a.js'",
    says: 'a relative import leaves its room; use the door of the other room',
  },
  {
    name: 'its own door',
    file: 'graph/a.ts',
    text: "import { x } from './index.js'",
    says: 'a file imports the door of its own room; import the file that has it',
  },
  {
    name: 'its own room by the door',
    file: 'graph/a.ts',
    text: "import { x } from '#graph/b.js'",
    says: 'inside a room imports are relative',
  },
  { name: 'an unknown room', file: 'helpers/a.ts', text: '', says: '"helpers" is not a room of docs/design.md, section 4' },
  {
    name: 'a file system',
    file: 'catalog/a.ts',
    text: "import { readFileSync } from 'node:fs'",
    says: 'node:fs belongs to the adapters; pass a port',
  },
  {
    name: 'randomness',
    file: 'app/a.ts',
    text: "import { randomUUID } from 'node:crypto'",
    says: 'of node:crypto only createHash is pure',
  },
  {
    name: 'a clock',
    file: 'app/a.ts',
    text: 'export const x = Date.now()',
    says: 'Date.now belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'a clock as an object',
    file: 'app/a.ts',
    text: 'export const x = new Date()',
    says: 'new Date() belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'the environment',
    file: 'app/a.ts',
    text: 'export const x = process.env',
    says: 'process.env belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'the environment, taken apart',
    file: 'app/a.ts',
    text: 'export const { env } = process',
    says: 'process belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'the network',
    file: 'app/a.ts',
    text: "export const x = fetch('http://localhost')",
    says: 'fetch() belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'its own place on disk',
    file: 'app/a.ts',
    text: 'export const x = import.meta.url',
    says: 'import.meta belongs to the adapters; pass a port or an argument',
  },
  {
    name: 'an error without a code',
    file: 'app/a.ts',
    text: "throw new Error('no')",
    says: 'errors have codes: StanchionError or invariant of #core/index.js',
  },
  {
    name: 'a resource type in shared code',
    file: 'graph/a.ts',
    text: "export const x = 'AWS::SQS::Queue'",
    says: 'shared code never asks which type it is; let each unit declare it',
  },
  {
    name: 'half a resource type in shared code',
    file: 'graph/a.ts',
    text: 'export const x = (s: string) => `AWS::${s}`',
    says: 'shared code never asks which type it is; let each unit declare it',
  },
  { name: 'a list of everything', file: 'graph/index.ts', text: "export * from './a.js'", says: 'exports are listed by name' },
])('complains about $name', ({ file, text, says }) => {
  expect(complaintsAbout({ [file]: text })).toEqual({ code: 1, complaints: [`src/${file}:1: ${says}`] })
})

test('complains about a cycle of files once, with the way around', () => {
  const cycle = {
    'graph/a.ts': "import type { B } from './b.js'",
    'graph/b.ts': "import type { C } from './c.js'",
    'graph/c.ts': "import type { A } from './a.js'",
  }
  expect(complaintsAbout(cycle)).toEqual({ code: 1, complaints: ['src/graph/a.ts:1: a cycle of files'] })
})

test('says the line of the complaint', () => {
  expect(complaintsAbout({ 'graph/a.ts': '// one\n\nexport const x = Math.random()' }).complaints).toEqual([
    'src/graph/a.ts:3: Math.random belongs to the adapters; pass a port or an argument',
  ])
})
