import type { JsonObject } from '#core/index.js'
import { listIn, numberIn, objectIn, type Packs, textIn, textsIn } from './packs.js'
import type { ResourceSchema } from './types.js'

export interface Schemas {
  readonly typeNames: () => readonly string[]
  readonly schema: (type: string) => ResourceSchema | undefined
  readonly available: (type: string, region: string) => boolean | undefined
}

/** Name of the pack that holds a type. `tools/ingest/schemas.mjs` has the same rule. */
function shardOf(type: string): string {
  return type.split('::').slice(0, 2).join('-').toLowerCase()
}

interface Region {
  readonly missing: ReadonlySet<string>
  readonly extra: ReadonlySet<string>
}

interface Availability {
  readonly everywhere: ReadonlySet<string>
  readonly region: (name: string) => Region | undefined
  /** Types that some regions have and the first one has not. */
  readonly elsewhere: ReadonlySet<string>
}

export function openSchemas(packs: Packs): Schemas {
  const schemas = new Map<string, ResourceSchema>()
  let known: Availability | undefined
  let names: readonly string[] | undefined
  const availability = (): Availability => (known ??= readAvailability(packs.pack('availability')))
  return {
    typeNames: () => (names ??= [...availability().everywhere, ...availability().elsewhere].sort()),
    schema(type) {
      const opened = schemas.get(type)
      if (opened !== undefined) return opened
      if (!isKnown(availability(), type)) return undefined
      const where = `schemas/${shardOf(type)}`
      const schema = readSchema(type, objectIn(objectIn(packs.pack(where)['types'], where)[type], where), where)
      schemas.set(type, schema)
      return schema
    },
    available(type, region) {
      const { everywhere, region: regionNamed } = availability()
      const differs = regionNamed(region)
      if (differs === undefined) return undefined
      return differs.extra.has(type) || (everywhere.has(type) && !differs.missing.has(type))
    },
  }
}

function isKnown({ everywhere, elsewhere }: Availability, type: string): boolean {
  return everywhere.has(type) || elsewhere.has(type)
}

// A run asks about one region of many: each is read when it is asked for.
function readAvailability(pack: JsonObject): Availability {
  const where = 'availability'
  const types = textsIn(pack['types'], where)
  const regions = new Map(Object.entries(objectIn(pack['regions'], where)).map(([name, value]) => [name, objectIn(value, where)]))
  const everywhere = new Set(types)
  const extra = [...regions.values()].flatMap((region) => textsIn(region['extra'], where))
  const opened = new Map<string, Region>()
  return {
    everywhere,
    elsewhere: new Set(extra.filter((type) => !everywhere.has(type))),
    region(name) {
      const before = opened.get(name)
      const row = regions.get(name)
      if (before !== undefined || row === undefined) return before
      const lacking = listIn(row['missing'], where).map((at) => textIn(types[numberIn(at, where)], where))
      const region = { missing: new Set(lacking), extra: new Set(textsIn(row['extra'], where)) }
      opened.set(name, region)
      return region
    },
  }
}

function readSchema(type: string, row: JsonObject, where: string): ResourceSchema {
  const schema = objectIn(row['schema'], where)
  const paths = (keyword: string): readonly string[] =>
    schema[keyword] === undefined ? [] : textsIn(schema[keyword], where).map((path) => path.replace(/^\/properties\//, ''))
  return {
    type,
    schema,
    attributes: textsIn(row['attributes'], where),
    readOnly: paths('readOnlyProperties'),
    createOnly: paths('createOnlyProperties'),
    writeOnly: paths('writeOnlyProperties'),
    stateful: row['stateful'] === true,
  }
}
