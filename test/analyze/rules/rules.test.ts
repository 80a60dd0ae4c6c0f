import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  ALL_RULES,
  EXAMPLE_SUBJECT,
  exampleTemplate,
  reviewGraph,
  type Rule,
  type RuleExample,
  rulesMarkdown,
} from '#analyze/rules/index.js'
import { validateTemplate } from '#analyze/validate/index.js'
import { treeOf } from '#core/index.js'
import { graphOf, queryOf } from '#graph/index.js'
import { testCatalog } from '../../support/catalog.js'
import { REPOSITORY } from '../../support/run.js'

const FOLDER = join(REPOSITORY, 'src/analyze/rules')

function findingsOf(rule: Rule, example: RuleExample): ReturnType<typeof reviewGraph> {
  const graph = graphOf(treeOf(exampleTemplate(rule, example)))
  const subject = example.subject ?? EXAMPLE_SUBJECT
  const q = queryOf(graph, { region: 'us-east-1', asOf: example.asOf ?? '2026-01-01' })
  return reviewGraph(q, [rule]).filter(({ resource }) => rule.subject === 'stack' || resource === subject)
}

/** A failure outweighs an unknown, an unknown a pass. */
function verdictOf(rule: Rule, example: RuleExample): string {
  const verdicts = findingsOf(rule, example).map(({ verdict }) => verdict)
  return (['fail', 'unknown', 'pass'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'nothing was said'
}

describe.each(ALL_RULES)('$id', (rule) => {
  const cases = (['fail', 'pass', 'unknown'] as const).flatMap((want) => (rule.examples[want] ?? []).map((example) => ({ want, example })))

  test.each(cases)('$want: $example.name', ({ want, example }) => {
    expect(verdictOf(rule, example)).toBe(want)
  })

  test.each(cases)('the place of "$example.name" is in the template', ({ example }) => {
    for (const { path, resource } of findingsOf(rule, example)) {
      if (resource !== undefined) expect(path?.slice(0, 2)).toEqual(['Resources', resource])
    }
  })

  test('its texts are sentences, its sources are pages of AWS', () => {
    for (const text of [rule.why, rule.fix]) expect(text).toMatch(/^[A-Z`].*[.}]$/s)
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/)
    for (const ref of rule.refs) expect(ref).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/)
    for (const [tool, ids] of Object.entries(rule.maps ?? {})) expect({ tool, ids: ids.length }).toEqual({ tool, ids: new Set(ids).size })
  })

  test('its types are in the registry, and its examples have no property that is not', () => {
    const catalog = testCatalog()
    for (const type of rule.types.filter((each) => each !== '*')) expect(catalog.schema(type), type).toBeDefined()
    for (const { example } of cases) {
      const wrong = validateTemplate(treeOf(exampleTemplate(rule, example)), catalog).filter(({ code }) =>
        ['property-unknown', 'type-unknown', 'resource-attribute-unknown'].includes(code),
      )
      expect(wrong.map(({ message }) => message)).toEqual([])
    }
  })
})

describe('all rules', () => {
  test('one file for each, named by its id, in the folder of its pillar, in order', () => {
    const files = readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(FOLDER, name)).map((file) => `${name}/${file}`))
    const ids = ALL_RULES.map(({ pillar, id }) => `${pillar}/${id}.ts`)
    expect(ids.toSorted()).toEqual(files.toSorted())
    expect(new Set(ALL_RULES.map(({ id }) => id)).size).toBe(ALL_RULES.length)
  })

  test('docs/generated/rules.md is what the rules say', async () => {
    const text = rulesMarkdown(ALL_RULES)
    const file = join(REPOSITORY, 'docs/generated/rules.md')
    await expect(text).toMatchFileSnapshot(file)
  })
})
