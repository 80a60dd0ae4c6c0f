// Registry schemas, one pack per AWS service, and which type exists in which region.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attributesOf, getAttRules } from './lib/getatt.mjs'
import { conditionsByType } from './lib/conditions.mjs'
import { sorted } from './lib/pack.mjs'
import { portable } from './lib/patterns.mjs'
import { readJson, wheel } from './lib/wheels.mjs'

const HOME = 'us-east-1'
/** Not types of AWS: a placeholder of CDK, and the linter's stand-in for modules. */
const NOT_TYPES = new Set(['AWS::CDK::Metadata', 'Module'])
/** The linter copies the us-east-1 list for these partitions, so it says nothing about them. */
const COPIED = /iso|^eusc/
/** Says nothing about what a template may hold. */
const DROPPED = new Set([
  '$schema',
  '$id',
  '$comment',
  'description',
  'title',
  'examples',
  'typeName',
  'sourceUrl',
  'documentationUrl',
  'handlers',
])

/** Name of the pack that holds a type: AWS::Lambda::Function is in aws-lambda. `src/catalog/schemas.ts` has the same rule. */
export function shardOf(type) {
  return type.split('::').slice(0, 2).join('-').toLowerCase()
}

/** Keys below these are names, not keywords. */
const MAPS = new Set(['properties', 'definitions', 'patternProperties'])

/** A copy without what is dropped, with patterns in one dialect; a pattern that cannot be said in it is left out and reported. */
function clean(value, report, isMap = false) {
  if (Array.isArray(value)) return value.map((each) => clean(each, report))
  if (typeof value !== 'object' || value === null) return value
  const out = {}
  for (const [key, each] of Object.entries(value)) {
    if (!isMap && DROPPED.has(key)) continue
    if (!isMap && key === 'pattern' && typeof each === 'string') {
      const pattern = portable(each)
      if (pattern === undefined) report(each)
      else out[key] = pattern
    } else if (!isMap && key === 'patternProperties') out[key] = cleanPatternProperties(each, report)
    else out[key] = clean(each, report, !isMap && MAPS.has(key))
  }
  return out
}

function cleanPatternProperties(map, report) {
  return Object.fromEntries(
    Object.entries(map).map(([pattern, each]) => {
      const name = portable(pattern)
      // Without its pattern the rest of the schema would refuse what the pattern allows.
      if (name === undefined) throw new Error(`patternProperties cannot be written for JavaScript: ${pattern}`)
      return [name, clean(each, report)]
    }),
  )
}

function withConditions(schema, conditions) {
  return conditions.length === 0 ? schema : { ...schema, allOf: [...(schema.allOf ?? []), ...conditions] }
}

function regionTypes(folder) {
  const providers = join(folder, 'cfnlint/data/schemas/providers')
  const regions = new Map()
  for (const file of readdirSync(providers).sort()) {
    if (!file.endsWith('.py') || file === '__init__.py') continue
    const region = file.slice(0, -3).replaceAll('_', '-')
    if (COPIED.test(region)) continue
    const pairs = [...readFileSync(join(providers, file), 'utf8').matchAll(/^ {4}"([^"]+)": "([0-9a-f]+)",$/gm)]
    regions.set(region, new Map(pairs.map(([, type, hash]) => [type, hash]).filter(([type]) => !NOT_TYPES.has(type))))
  }
  if ((regions.get(HOME)?.size ?? 0) < 1000) throw new Error('the region lists of the package were not understood')
  return regions
}

export function buildSchemas({ work }) {
  const from = wheel('cfnLint', work)
  const regions = regionTypes(from.folder)
  const rules = getAttRules(readFileSync(join(from.folder, 'cfnlint/schema/_getatts.py'), 'utf8'))
  const stateful = statefulTypes()
  const hashes = new Map([...regions].reverse().flatMap(([, types]) => [...types]))
  for (const [type, hash] of regions.get(HOME)) hashes.set(type, hash)
  const conditions = conditionsByType(from.folder)
  const unwritable = []
  const shards = new Map()
  for (const type of [...hashes.keys()].sort()) {
    const schema = readJson(from.folder, 'cfnlint/data/schemas/resources', `${hashes.get(type)}.json`)
    if (schema.typeName !== type) throw new Error(`${hashes.get(type)}.json describes ${schema.typeName}, not ${type}`)
    const shard = shards.get(shardOf(type)) ?? {}
    const whole = withConditions(schema, conditions.get(type) ?? [])
    shard[type] = {
      schema: sorted(clean(whole, (pattern) => unwritable.push(`${type} ${pattern}`))),
      attributes: attributesOf(schema, rules),
      stateful: stateful.has(type),
    }
    shards.set(shardOf(type), shard)
  }
  const missing = [...stateful].filter((type) => !hashes.has(type))
  const about = { source: from.source, asOf: from.asOf, basis: from.basis }
  return {
    label: from.label,
    notes: [
      `conditions between properties added to ${conditions.size} types`,
      `left out, patterns that JavaScript cannot say: ${unwritable.length} (${unwritable.join(', ')})`,
      ...(missing.length > 0 ? [`stateful but not in the registry: ${missing.join(', ')}`] : []),
    ],
    packs: [
      ...[...shards].map(([shard, types]) => ({ name: `schemas/${shard}.json.br`, value: { ...about, types } })),
      { name: 'availability.json.br', value: { ...about, ...availability(regions) } },
    ],
  }
}

function statefulTypes() {
  const rows = JSON.parse(readFileSync(new URL('./tables/stateful.json', import.meta.url), 'utf8'))
  return new Set(rows.flatMap((row) => row.types))
}

/** Region by type as the us-east-1 list and what each region lacks or has besides. */
function availability(regions) {
  const home = [...regions.get(HOME).keys()].sort()
  const differences = {}
  for (const [region, types] of regions) {
    const missing = home.flatMap((type, at) => (types.has(type) ? [] : [at]))
    const extra = [...types.keys()].filter((type) => !regions.get(HOME).has(type)).sort()
    differences[region] = { missing, extra }
  }
  return { home: HOME, types: home, regions: differences }
}

/** Rows for the comparison with the committed packs. */
export function schemaRows(name, value) {
  if (name === 'availability.json.br') {
    const rows = new Map(value.types.map((type) => [`${value.home} ${type}`, 'available']))
    for (const [region, { missing, extra }] of Object.entries(value.regions)) {
      for (const at of missing) rows.set(`${region} ${value.types[at]}`, 'missing')
      for (const type of extra) rows.set(`${region} ${type}`, 'extra')
    }
    return rows
  }
  return new Map(
    Object.entries(value.types).flatMap(([type, { schema, ...rest }]) => [
      [type, JSON.stringify(rest)],
      ...Object.entries(schema).flatMap(([key, part]) =>
        key === 'properties' || key === 'definitions'
          ? Object.entries(part).map(([name_, each]) => [`${type}/${key}/${name_}`, JSON.stringify(each)])
          : [[`${type}/${key}`, JSON.stringify(part)]],
      ),
    ]),
  )
}
