import { expect, test } from 'vitest'
import { ATTACHMENTS, CONNECTORS, DEFINITIONS, ENTRY_POINTS, NAMES, PAIRS, POLICY_PLACES, POLLED, RELATIONS, TOLD } from '#catalog/index.js'
import { isJsonObject, type Json, type JsonObject } from '#core/index.js'
import { testCatalog } from '../support/catalog.js'

const catalog = testCatalog()
const SAM = 'AWS::Serverless::'

/** The schemas that a schema may mean: what it refers to, and every alternative. */
function meanings(schema: Json | undefined, root: JsonObject, depth = 0): readonly JsonObject[] {
  if (!isJsonObject(schema) || depth > 8) return []
  const { $ref } = schema
  if (typeof $ref === 'string') {
    const target = $ref
      .replace('#/', '')
      .split('/')
      .reduce<Json | undefined>((at, step) => (isJsonObject(at) ? at[step] : undefined), root)
    return meanings(target, root, depth + 1)
  }
  const others = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const list = schema[key]
    return Array.isArray(list) ? list : []
  })
  return [schema, ...others.flatMap((each) => meanings(each, root, depth + 1))]
}

const says = (schema: JsonObject): boolean => ['properties', 'items', 'patternProperties'].some((key) => schema[key] !== undefined)

/** Takes any object: nothing is said of what stands inside. */
function isOpen(all: readonly JsonObject[]): boolean {
  return !all.some(says) && all.some(({ type }) => type === undefined || [type].flat().includes('object'))
}

/** Whether a template may have something at this path. Where the schema takes any object, what stands inside is not known to it. */
function has(schema: Json | undefined, steps: readonly string[], root: JsonObject): boolean {
  const [step, ...rest] = steps
  if (step === undefined) return true
  const all = meanings(schema, root)
  if (isOpen(all)) return true
  return all.some((each) => {
    const { properties, items, patternProperties, additionalProperties } = each
    if (isJsonObject(items)) return (step === '*' || /^\d+$/.test(step)) && has(items, rest, root)
    const named = isJsonObject(properties) ? properties[step] : undefined
    if (named !== undefined) return has(named, rest, root)
    const patterns = isJsonObject(patternProperties) ? Object.values(patternProperties) : []
    return [...patterns, additionalProperties].some((inner) => isJsonObject(inner) && has(inner, rest, root))
  })
}

const paths: readonly (readonly [string, string])[] = [
  ...RELATIONS.map(({ type, path }) => [type, path] as const),
  ...PAIRS.flatMap(({ type, from, to }) => [[type, from] as const, [type, to] as const]),
  ...POLICY_PLACES.flatMap(({ type, document, holders }) => [
    [type, document] as const,
    ...(holders === 'self' ? [] : [[type, holders] as const]),
  ]),
  ...[...ATTACHMENTS, ...TOLD].map(({ type, path }) => [type, path] as const),
  ...NAMES.map(({ type, property }) => [type, property] as const),
  ...DEFINITIONS.flatMap(({ type, paths: places, substitutions }) => [...places, substitutions].map((path) => [type, path] as const)),
  ...ENTRY_POINTS.flatMap(({ type, when }) => (when === undefined ? [] : [[type, when.path] as const])),
]

test('every property that a relation comes from is one of its type', () => {
  // The registry does not know SAM's types: they are gone before CloudFormation sees a template.
  const wrong = paths.filter(([type, path]) => {
    if (type.startsWith(SAM)) return false
    const found = catalog.schema(type)
    return found === undefined || !has(found.schema, path.split('.'), found.schema)
  })
  expect(wrong).toEqual([])
})

test('every type that is named anywhere is one of the registry', () => {
  const types = [
    ...RELATIONS.flatMap(({ target, names }) => [target, names]),
    ...PAIRS.flatMap(({ names }) => [names?.from, names?.to]),
    ...ENTRY_POINTS.map(({ type }) => type),
    ...CONNECTORS,
    ...POLLED,
  ]
  expect(types.filter((type) => type !== undefined && !type.startsWith(SAM) && catalog.schema(type) === undefined)).toEqual([])
})

test('no relation is given twice', () => {
  const keys = RELATIONS.map(({ type, path, kind, direction, target, attribute, form }) =>
    [type, path, kind, direction, target, attribute, form].join(' '),
  )
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('a bare name is only looked up where the table of names says what names a resource', () => {
  const named = new Set(NAMES.map(({ type }) => type))
  const types = [...RELATIONS.map(({ names }) => names), ...PAIRS.flatMap(({ names }) => [names?.from, names?.to])]
  expect([...new Set(types.filter((type) => type !== undefined && !named.has(type)))]).toEqual([])
})
