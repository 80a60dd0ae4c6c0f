import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CODES, validateTemplate, validationMarkdown } from '#analyze/validate/index.js'
import { isJsonObject, type Json } from '#core/index.js'
import { readTemplate } from '#read/cloudformation/index.js'
import { testCatalog } from '../../support/catalog.js'
import { REPOSITORY } from '../../support/run.js'

test('docs/generated/validation.md is what the codes say (vitest -u writes it)', async () => {
  await expect(validationMarkdown()).toMatchFileSnapshot(join(REPOSITORY, 'docs', 'generated', 'validation.md'))
})

test('titles are sentences of their own, and rules of cfn-lint have its ids', () => {
  const titles = Object.values(CODES).map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
  for (const { cfnLint } of Object.values(CODES)) for (const id of cfnLint) expect(id).toMatch(/^[EWI]\d{4}$/)
})

const CASES = join(REPOSITORY, '..', 'shared', 'cases')

interface Expected {
  readonly rule: string
  readonly path: readonly (string | number)[]
}

function expectedIn(value: Json | undefined): readonly Expected[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each) => {
    const { rule, path } = isJsonObject(each) ? each : {}
    if (typeof rule !== 'string' || !Array.isArray(path)) return []
    return [{ rule, path: path.filter((step) => typeof step === 'string' || typeof step === 'number') }]
  })
}

function overlap(ours: readonly (string | number)[], theirs: readonly (string | number)[]): boolean {
  const length = Math.min(ours.length, theirs.length)
  return length >= 2 && ours.slice(0, length).every((step, at) => String(step) === String(theirs[at]))
}

test.skipIf(!existsSync(CASES))(`each rule of cfn-lint whose errors are found is mapped (skipped without ../shared/cases)`, async () => {
  const catalog = testCatalog()
  const mapped = new Set<string>(Object.values(CODES).flatMap(({ cfnLint }) => [...cfnLint]))
  const lacking = new Set<string>()
  for (const folder of ['templates', 'faults']) {
    const index: Json = JSON.parse(readFileSync(join(CASES, folder, 'index.json'), 'utf8'))
    for (const entry of Array.isArray(index) ? index : []) {
      if (!isJsonObject(entry) || typeof entry['file'] !== 'string') continue
      const expected = expectedIn(entry['matches'] ?? entry['errors']).filter(({ rule }) => rule.startsWith('E'))
      if (expected.length === 0) continue
      const { tree } = await readTemplate(readFileSync(join(CASES, folder, entry['file']), 'utf8'), entry['file'])
      const found = tree === undefined ? [] : validateTemplate(tree, catalog, { region: 'us-east-1' })
      for (const { rule, path } of expected)
        if (!mapped.has(rule) && found.some((each) => each.severity === 'error' && overlap(each.path ?? [], path))) lacking.add(rule)
    }
  }
  expect([...lacking]).toEqual([])
})
