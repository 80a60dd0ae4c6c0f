import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_RULES, reviewGraph } from '#analyze/rules/index.js'
import { validateTemplate } from '#analyze/validate/index.js'
import type { Tree } from '#core/index.js'
import { ALL_BLOCKS } from '#design/blocks/index.js'
import { graphOf, plainGraph, queryOf } from '#graph/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { writeTemplate } from '#write/cloudformation/index.js'
import { testCatalog } from '../../support/catalog.js'
import { cfnLint, haveVenv } from '../../support/python.js'
import { DRAWN, EXAMPLES, REGIONS, SAMPLES, type Sample } from './samples.js'

const AS_OF = '2026-11-21'

async function readBack({ name, document }: Sample): Promise<Tree> {
  const { tree, diagnostics } = await readTemplate(writeTemplate(document), `${name}.yaml`)
  expect(diagnostics).toEqual([])
  if (tree === undefined) throw new Error(`${name} cannot be read`)
  return tree
}

describe('the blocks', () => {
  test('each have an id of their own, pages of AWS and an example', () => {
    const ids = ALL_BLOCKS.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].toSorted())
    for (const { refs, samples } of ALL_BLOCKS) {
      expect(samples.length).toBeGreaterThan(0)
      expect(refs.length).toBeGreaterThan(0)
      for (const page of refs) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
    }
  })

  test('guarantee rules that exist', () => {
    const known = new Set(ALL_RULES.map(({ id }) => id))
    const unknown = ALL_BLOCKS.flatMap(({ id, guarantees }) =>
      guarantees.filter((rule) => !known.has(rule)).map((rule) => `${id}: ${rule}`),
    )
    expect(unknown).toEqual([])
  })

  test('are all in the samples, with every example and at least 40 drawn combinations', () => {
    const of = (samples: readonly Sample[]) => new Set(samples.map(({ block }) => block.id))
    expect([...of(EXAMPLES)].toSorted()).toEqual(ALL_BLOCKS.map(({ id }) => id))
    expect([...of(DRAWN)].toSorted()).toEqual(ALL_BLOCKS.map(({ id }) => id))
    expect(EXAMPLES).toHaveLength(2 * ALL_BLOCKS.reduce((sum, { samples }) => sum + samples.length, 0))
    expect(DRAWN.length).toBeGreaterThanOrEqual(40)
  })

  test.each(ALL_BLOCKS)('$id refuses a parameter it does not know', ({ params }) => {
    expect(params.safeParse({ noSuchParameter: 1 }).error?.issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true)
  })
})

describe.each(SAMPLES)('$name', (sample) => {
  test('is the same graph when its template is read back', async () => {
    expect(plainGraph(graphOf(await readBack(sample)))).toEqual(plainGraph(sample.graph))
  })

  test('is valid', async () => {
    expect(validateTemplate(await readBack(sample), testCatalog(), { region: sample.site.region })).toEqual([])
  })

  test('has no high finding and keeps its guarantees', () => {
    const findings = reviewGraph(queryOf(sample.graph, { region: sample.site.region, asOf: AS_OF }))
    const said = ({ rule, resource, message }: (typeof findings)[number]): string => `${rule} ${resource ?? ''}: ${message}`
    expect(findings.filter(({ verdict, severity }) => verdict === 'fail' && severity === 'high').map(said)).toEqual([])
    const broken = findings.filter(({ rule, verdict }) => sample.block.guarantees.includes(rule) && verdict !== 'pass')
    expect(broken.map(said)).toEqual([])
    const judged = new Set(findings.map(({ rule }) => rule))
    expect(sample.block.guarantees.filter((rule) => !judged.has(rule))).toEqual([])
  })
})

describe.skipIf(!haveVenv())('cfn-lint', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stanchion-blocks-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  test.each(REGIONS)(
    'has nothing to say in %s',
    async (region) => {
      const files = SAMPLES.filter(({ site }) => site.region === region).map(({ name, document }) => {
        const file = join(folder, `${name.replaceAll(/[^A-Za-z0-9-]+/g, '_')}.yaml`)
        writeFileSync(file, writeTemplate(document))
        return file
      })
      expect(files.length).toBeGreaterThan(0)
      expect(new Set(files).size).toBe(files.length)
      const findings = (await cfnLint(files, region)).filter(({ level }) => level !== 'Informational')
      expect(findings).toEqual([])
    },
    120_000,
  )
})
