// Conditions between properties of one resource that the registry leaves out and cfn-lint adds: "a function with inline code needs a runtime".
// They are plain JSON schemas over the properties; a type's schema gets them as further members of `allOf`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { portable } from './patterns.mjs'

const PLAIN = new Set(
  `if then else allOf anyOf oneOf not properties required items type enum const pattern additionalProperties contains minimum maximum
  exclusiveMinimum multipleOf minItems maxItems minLength maxLength uniqueItems patternProperties dependentExcluded dependentRequired
  requiredXor requiredOr description`.split(/\s+/),
)
const MAPS = new Set(['properties', 'patternProperties'])
const LITERALS = new Set(['enum', 'const', 'required', 'dependentExcluded', 'dependentRequired', 'requiredXor', 'requiredOr'])
/** Lists of engine and runtime versions: AWS adds to them every month, so a list of today would refuse a right template tomorrow. */
const AGEING = new Set(['engine_version.json', 'zipfile_runtime_enum.json'])

function isPlain(schema) {
  if (Array.isArray(schema)) return schema.every(isPlain)
  if (typeof schema !== 'object' || schema === null) return true
  return Object.entries(schema).every(([key, value]) => {
    if (!PLAIN.has(key)) return false
    if (LITERALS.has(key)) return true
    // Without its pattern an `if` would hold where it must not.
    if (key === 'pattern' && portable(value) === undefined) return false
    return MAPS.has(key) ? Object.values(value).every(isPlain) : isPlain(value)
  })
}

function pythonFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/**
 * Conditions by type, from the error rules that hold one schema against all properties of a resource and report what it says. Rules that follow
 * references to other resources, filter their results or look at a nested place are left out.
 */
export function conditionsByType(folder) {
  const conditions = new Map()
  for (const file of pythonFiles(join(folder, 'cfnlint/rules/resources'))) {
    const text = readFileSync(file, 'utf8')
    const id = /^ {4}id = "(E\d+)"/m.exec(text)?.[1]
    const module = /module=cfnlint\.data\.schemas\.extensions\.(\w+)/.exec(text)?.[1]
    const name = /filename="([^"]+)"/.exec(text)?.[1]
    if (id === undefined || module === undefined || name === undefined || AGEING.has(name)) continue
    if (!/class \w+\(CfnLintJsonSchema\)/.test(text) || /def (?!__init__|message)\w+\(/.test(text)) continue
    const schema = JSON.parse(readFileSync(join(folder, 'cfnlint/data/schemas/extensions', module, name), 'utf8'))
    const places = [...(/keywords=\[([\s\S]*?)\]/.exec(text)?.[1] ?? '').matchAll(/"Resources\/([^"]+)"/g)].map(([, place]) => place)
    if (!isPlain(schema) || !places.every((place) => /^[\w:]+\/Properties$/.test(place))) continue
    for (const type of places.map((place) => place.split('/')[0])) conditions.set(type, [...(conditions.get(type) ?? []), schema])
  }
  return conditions
}
