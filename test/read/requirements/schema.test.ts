import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { hasErrors, isJsonObject, type Json, type JsonObject, jsonText, treeOf } from '#core/index.js'
import { initFile, readRequirements, requirementsJsonSchema, requirementsOf } from '#read/requirements/index.js'
import { ASSUMPTION_NAMES, WORKLOAD_KINDS } from '#spec/index.js'

const SCHEMA = requirementsJsonSchema()
const VALIDATOR = z.fromJSONSchema(JSON.parse(JSON.stringify(SCHEMA)))

function at(json: Json | undefined, ...path: string[]): JsonObject {
  const value = path.reduce<Json | undefined>((each, key) => (isJsonObject(each) ? each[key] : undefined), json)
  return isJsonObject(value) ? value : {}
}

describe('JSON Schema', () => {
  test('is the committed one', async () => {
    await expect(jsonText(SCHEMA)).toMatchFileSnapshot('../../../docs/generated/requirements.schema.json')
  })

  test('describes every key', () => {
    const bare: string[] = []
    const visit = (schema: JsonObject, path: string): void => {
      for (const key of Object.keys(at(schema, 'properties'))) {
        const property = at(schema, 'properties', key)
        if (typeof property['description'] !== 'string' || property['description'].length < 10) bare.push(`${path}.${key}`)
        visit(property, `${path}.${key}`)
        visit(at(property, 'items'), `${path}.${key}[]`)
      }
    }
    visit(SCHEMA, '')
    expect(bare).toEqual([])
    expect(Object.keys(at(SCHEMA, 'properties', 'assumptions', 'properties'))).toEqual([...ASSUMPTION_NAMES])
  })

  test.each(['orders', 'shop', 'site', 'invoices'])('takes examples/%s.yaml', (name) => {
    const json: unknown = parse(readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), 'utf8'))
    expect(VALIDATOR.safeParse(json).error).toBeUndefined()
  })

  test.each<[string, Json]>([
    ['an unknown key', { trafic: {} }],
    ['an unknown key further in', { traffic: { avg: '1/s' } }],
    ['a rate without a unit', { traffic: { average: 20 } }],
    ['a unit that does not exist', { traffic: { average: '20/w' } }],
    ['a word that does not exist', { must: ['no-nat'] }],
    ['a planned kind', { workload: { kind: 'batch' } }],
    ['a skill of four', { team: { skills: { vms: 4 } } }],
    ['a name in capitals', { name: 'Orders' }],
  ])('refuses %s, as the reader does', (_title, change) => {
    const json: Json = { name: 'x', workload: { kind: 'api' }, ...(isJsonObject(change) ? change : {}) }
    expect(VALIDATOR.safeParse(json).success).toBe(false)
    expect(hasErrors(requirementsOf(treeOf(json)).diagnostics)).toBe(true)
  })
})

describe.each(WORKLOAD_KINDS)('first file of the kind %s', (kind) => {
  const text = initFile(kind, 'first')
  /** Keys that are switched off follow their `#` directly or after two spaces and more; prose after one. */
  const switchedOn = text.replace(/^( *)#(?! [^ ]|$)/gm, '$1')

  test('reads back without a complaint', async () => {
    const { requirements, diagnostics } = await readRequirements(text, 'first.yaml')
    expect(diagnostics).toEqual([])
    expect([requirements?.name, requirements?.workload.kind]).toEqual(['first', kind])
  })

  test('shows the defaults that hold: switched on, the file means the same', async () => {
    const before = await readRequirements(text, 'first.yaml')
    const after = await readRequirements(switchedOn, 'first.yaml')
    expect(after.diagnostics).toEqual([])
    const without = (read: typeof before): unknown => ({
      ...read.requirements,
      users: 0,
      budgetUsdPerMonth: 0,
      alerts: 0,
      domain: 0,
      image: 0,
      imagePort: 0,
      healthCheckPath: 0,
    })
    expect(without(after)).toEqual(without(before))
    expect(after.defaults).toEqual([])
  })

  test('has every key that means something for it', async () => {
    const { requirements } = await readRequirements(switchedOn, 'first.yaml')
    expect(
      Object.entries(requirements ?? {})
        .filter(([, value]) => value === undefined)
        .map(([name]) => name),
    ).toEqual(
      {
        api: [],
        web: [],
        'static-site': ['image', 'imagePort', 'healthCheckPath'],
        worker: ['domain', 'image', 'imagePort', 'healthCheckPath'],
      }[kind],
    )
  })
})

test('a first file with a name that is none is refused', () => {
  expect(() => initFile('api', 'My System')).toThrow(/name is "My System"; write at most 31 lower-case letters/)
})
