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

interface Availability {
  readonly everywhere: ReadonlySet<string>
  readonly regions: ReadonlyMap<string, { readonly missing: ReadonlySet<string>; readonly extra: ReadonlySet<string> }>
  readonly names: readonly string[]
}

export function openSchemas(packs: Packs): Schemas {
  const schemas = new Map<string, ResourceSchema>()
  let known: Availability | undefined
  const availability = (): Availability => (known ??= readAvailability(packs.pack('availability')))
  return {
    typeNames: () => availability().names,
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
      const { everywhere, regions } = availability()
      const differs = regions.get(region)
      if (differs === undefined) return undefined
      return differs.extra.has(type) || (everywhere.has(type) && !differs.missing.has(type))
    },
  }
}

function isKnown({ everywhere, regions }: Availability, type: string): boolean {
  return everywhere.has(type) || [...regions.values()].some(({ extra }) => extra.has(type))
}

function readAvailability(pack: JsonObject): Availability {
  const where = 'availability'
  const types = textsIn(pack['types'], where)
  const regions = Object.entries(objectIn(pack['regions'], where)).map(([region, value]) => {
    const { missing, extra } = objectIn(value, where)
    const lacking = listIn(missing, where).map((at) => textIn(types[numberIn(at, where)], where))
    return [region, { missing: new Set(lacking), extra: new Set(textsIn(extra, where)) }] as const
  })
  const names = [...new Set([...types, ...regions.flatMap(([, { extra }]) => [...extra])])].sort()
  return { everywhere: new Set(types), regions: new Map(regions), names }
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
