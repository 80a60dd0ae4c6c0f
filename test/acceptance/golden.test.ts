import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { designFor } from '#design/index.js'
import { graphOf, plainGraph } from '#graph/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { readRequirements } from '#read/requirements/index.js'
import { testCatalog } from '../support/catalog.js'
import { runCli } from '../support/cli.js'
import { REPOSITORY } from '../support/run.js'
import { designAll, EXAMPLES, type ExampleName } from './examples.js'

let all: Awaited<ReturnType<typeof designAll>>
let elsewhere = ''
beforeAll(async () => {
  all = await designAll()
  elsewhere = await mkdtemp(join(tmpdir(), 'stanchion-again-'))
})
afterAll(async () => {
  await all.remove()
  await rm(elsewhere, { recursive: true })
})

const goldenFolder = (name: string): string => join(import.meta.dirname, '..', 'golden', 'examples', name)
const requirementsOf = (name: string): string => join(REPOSITORY, 'examples', `${name}.yaml`)

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted()
}

async function textsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await filesOf(folder)
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)))
}

/** The digests say again, and less readably, what the other files say. */
function withoutDigests(name: string, text: string): string {
  if (name !== 'stanchion.json') return text
  const { files: _, ...said } = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  return `${JSON.stringify(said, undefined, 2)}\n`
}

describe.each(EXAMPLES)('the design of examples/%s.yaml', (name) => {
  const folder = (): string => join(all.folder, name)

  test('is the one that was read line by line', async () => {
    const { 'requirements.yaml': requirements, ...texts } = await textsOf(folder())
    expect(requirements).toBe(await readFile(requirementsOf(name), 'utf8'))
    for (const [file, text] of Object.entries(texts))
      await expect(withoutDigests(file, text)).toMatchFileSnapshot(join(goldenFolder(name), file))
    const golden = existsSync(goldenFolder(name)) ? await filesOf(goldenFolder(name)) : []
    expect(golden.filter((file) => !(file in texts))).toEqual([])
  })

  test('has the same bytes when it is made again, by another user on another day', async () => {
    const out = join(elsewhere, name)
    const env = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', COLUMNS: '200' }
    expect((await runCli(['design', requirementsOf(name), '--out', out], { cwd: elsewhere, env })).code).toBe(0)
    expect(await textsOf(out)).toEqual(await textsOf(folder()))
  })

  test('was searched with the graph that is read back from its templates', async () => {
    const text = await readFile(requirementsOf(name), 'utf8')
    const { requirements } = await readRequirements(text, `${name}.yaml`)
    if (requirements === undefined) return expect.unreachable()
    const outcome = designFor(requirements, testCatalog(), { asOf: testCatalog().asOf })
    if (outcome.is !== 'designed') return expect.unreachable()
    expect(outcome.design.stacks.map(({ file }) => file)).toEqual(all.examples[name].templates.map((template) => template.name))
    for (const { file, graph } of outcome.design.stacks) {
      const { tree } = await readTemplate(await readFile(join(folder(), file), 'utf8'), file)
      if (tree === undefined) return expect.unreachable()
      expect(plainGraph(graphOf(tree, file))).toEqual(plainGraph(graph))
    }
  })

  test('costs what it was searched with', async () => {
    const searched = await monthlyOf('stanchion.json', folder())
    const average = averageOf(name, await readFile(requirementsOf(name), 'utf8'))
    const [priced, derived] = await Promise.all([cost(folder()), cost(folder(), '--traffic', average)])
    expect(cents(priced.monthly)).toBe(cents(searched))
    expect(cents(derived.monthly)).toBe(cents(searched))
    expect([priced.leftOut, derived.leftOut]).toEqual([0, 0])
    expect(all.examples[name].readme).toContain(`## Price: $${grouped(cents(searched))} a month`)
  })
})

const Money = z.object({ monthly: z.string(), leftOut: z.number() })

/** What `stanchion cost DIR` makes of the templates and usage.yaml that lie there. */
async function cost(folder: string, ...more: readonly string[]): Promise<z.infer<typeof Money>> {
  const { code, stdout, stderr } = await runCli(['cost', folder, '--format', 'json', ...more])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return Money.parse(JSON.parse(stdout))
}

/** The price of the chosen candidate, from the search. */
async function monthlyOf(file: string, folder: string): Promise<string> {
  const Chosen = z.object({ chosen: z.object({ figures: z.object({ monthly: z.string() }) }) })
  return Chosen.parse(JSON.parse(await readFile(join(folder, file), 'utf8'))).chosen.figures.monthly
}

function averageOf(name: ExampleName, text: string): string {
  return (
    /^traffic: \{ average: (\S+?),/m.exec(text)?.[1] ??
    expect.unreachable(`examples/${name}.yaml does not say its average traffic in one line`)
  )
}

/** Decimal dollars to the cent, halves to even, without a float in between. */
function cents(dollars: string): string {
  const [whole = '0', fraction = ''] = dollars.split('.')
  const all18 = BigInt(whole) * 10n ** 18n + BigInt(fraction.padEnd(18, '0').slice(0, 18))
  const unit = 10n ** 16n
  const [quotient, rest] = [all18 / unit, all18 % unit]
  const up = rest * 2n > unit || (rest * 2n === unit && quotient % 2n === 1n)
  const rounded = (quotient + (up ? 1n : 0n)).toString().padStart(3, '0')
  return `${rounded.slice(0, -2)}.${rounded.slice(-2)}`
}

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+\.)/g, ',')
