import { type Diagnostic, didYouMean, entryOf, type Span, type Tree } from '#core/index.js'
import type { Query } from '#graph/index.js'
import { exampleIn, type ImportedUsage, inUnit, type ResourceUsage, type Usage, type UsageValue } from '#spec/index.js'
import { unusable } from './failure.js'
import type { FileUsage } from './usage-file.js'

type Table = Readonly<Record<string, { readonly unit: string; readonly about: string }>>

interface Stack {
  readonly name: string | undefined
  readonly q: Query
}

interface Known {
  readonly tables: ReadonlyMap<string, Table>
  /** Types by the id that a usage file names a resource with: two where two versions of a template are compared. */
  readonly types: ReadonlyMap<string, readonly string[]>
  readonly priced: ReadonlySet<string | undefined>
  readonly fits: (pattern: string, id: string) => boolean
  readonly is: (imported: ImportedUsage, id: string, type: string) => boolean
}

/**
 * Throws `input.invalid` with all quantities of a usage file that nothing reads: of a resource that no template has, by a name that its
 * type has no use for, or in a unit that is not the quantity's. Resources of other stacks (`stack/Id`) may be priced another time, and a
 * type may have no resource here.
 */
export async function refuseUnread(file: string, usage: FileUsage, stacks: readonly Stack[]): Promise<void> {
  const { ALL_MODELS, matchesImported, matchesPattern } = await import('#analyze/cost/index.js')
  const known: Known = {
    tables: new Map(ALL_MODELS.map((model) => [model.type, model.usage])),
    types: typesIn(stacks),
    priced: new Set(stacks.map(({ name }) => name)),
    fits: matchesPattern,
    is: matchesImported,
  }
  const mistakes = [...typeMistakes(usage, known), ...importMistakes(usage, known), ...resourceMistakes(usage, known)]
  const placed = mistakes.map(({ path, message }): Diagnostic => {
    const span = spanAt(usage.tree, path)
    return { code: 'usage.not-read', severity: 'error', message, path, ...(span === undefined ? {} : { span }) }
  })
  if (placed.length > 0) throw unusable(`"${file}" states what nothing reads`, [{ file, diagnostics: placed }])
}

function typesIn(stacks: readonly Stack[]): Known['types'] {
  const types = new Map<string, readonly string[]>()
  for (const { name, q } of stacks)
    for (const { id, type } of q.all()) {
      const key = name === undefined ? id : `${name}/${id}`
      types.set(key, [...new Set([...(types.get(key) ?? []), type])])
    }
  return types
}

interface Mistake {
  readonly path: readonly string[]
  readonly message: string
}

function typeMistakes({ types = {} }: Usage, { tables }: Known): readonly Mistake[] {
  return Object.entries(types).flatMap(([type, quantities]): readonly Mistake[] => {
    const table = tables.get(type)
    if (table !== undefined) return quantityMistakes(quantities, { path: ['types', type], of: type, tables: [table] })
    return [{ path: ['types', type], message: `no price model asks for usage of a type "${type}"${didYouMean(type, tables.keys())}` }]
  })
}

/** An address must be of a resource here. */
function importMistakes({ imported = [] }: Usage, known: Known): readonly Mistake[] {
  return imported.flatMap((each): readonly Mistake[] => {
    const path = ['resource_usage', each.address]
    const all = [...known.types].flatMap(([id, types]) => types.map((type) => [id, type] as const))
    const found = all.find(([id, type]) => known.is(each, id, type))
    if (found !== undefined) {
      const first = imported.find((other) => known.is(other, ...found))
      if (first === each || first === undefined) return []
      return [{ path, message: `"${first.address}" and "${each.address}" are both ${found[0]}; keep one of them` }]
    }
    const candidates = [...new Set(all.filter(([, type]) => each.types.includes(type)).map(([id]) => id))]
    const [name = ''] = each.names
    const some =
      candidates.length === 0
        ? `the templates have no ${each.types.join(' or ')}`
        : `candidates: ${candidates.slice(0, MOST_NAMED).join(', ')}${didYouMean(name, candidates)}; rename the address to one of them`
    return [{ path, message: `"${each.address}" is no resource of the templates; ${some}` }]
  })
}

function resourceMistakes({ resources }: Usage, known: Known): readonly Mistake[] {
  return Object.entries(resources).flatMap(([id, quantities]): readonly Mistake[] => {
    const ids = id.includes('*') ? [...known.types.keys()].filter((each) => known.fits(id, each)) : [id]
    const types = [...new Set(ids.flatMap((each) => known.types.get(each) ?? []))]
    if (types.length === 0) return known.priced.has(stackOf(id)) ? [noResource(id, known)] : []
    const tables = types.map((type) => known.tables.get(type)).filter((table) => table !== undefined)
    const of = id.includes('*') ? `what ${id} stands for, ${types.join(', ')}` : `${id}, ${types.join(', ')}`
    return tables.length === 0 ? [] : quantityMistakes(quantities, { path: ['resources', id], of, tables })
  })
}

function noResource(id: string, { types }: Known): Mistake {
  const message = id.includes('*') ? `no resource of the templates fits "${id}"` : `no template has a resource "${id}"`
  const near = didYouMean(id.replaceAll('*', ''), types.keys())
  const some = near === '' && types.size > 0 ? `; there are ${[...types.keys()].slice(0, MOST_NAMED).join(', ')}` : near
  return { path: ['resources', id], message: `${message}${some}` }
}
const MOST_NAMED = 20

function quantityMistakes(
  quantities: ResourceUsage,
  { path, of, tables }: { readonly path: readonly string[]; readonly of: string; readonly tables: readonly Table[] },
): readonly Mistake[] {
  const names = [...new Set(tables.flatMap((table) => Object.keys(table)))]
  return Object.entries(quantities).flatMap(([name, value]): readonly Mistake[] => {
    if (value.from === 'derived') return []
    const entry = tables.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : []))[0]
    const where = [...path, name]
    if (entry !== undefined) return unitMistakes(value, entry).map((message) => ({ path: where, message: `${name} of ${of}: ${message}` }))
    const known = names.length === 0 ? 'none' : names.join(', ')
    return [{ path: where, message: `nothing reads "${name}" of ${of}${didYouMean(name, names)}; known: ${known}` }]
  })
}

function unitMistakes({ value, unit }: UsageValue, entry: { readonly unit: string; readonly about: string }): readonly string[] {
  if (unit === undefined) return [`${value} has no unit; write ${exampleIn(value, entry.unit)} (${entry.about})`]
  const fits = inUnit(value, unit, entry.unit)
  return fits.ok ? [] : [`${fits.message}, for example ${exampleIn(value, entry.unit)} (${entry.about})`]
}

/** `edge` of `edge/WebAcl`; undefined for the main stack and for a template alone. */
function stackOf(id: string): string | undefined {
  return id.includes('/') ? id.split('/')[0] : undefined
}

/** Where the last key of a path stands, where the file was read from a text. */
function spanAt(tree: Tree | undefined, path: readonly string[]): Span | undefined {
  let at = tree
  let span: Span | undefined
  for (const key of path) {
    const entry = entryOf(at, key)
    if (entry === undefined) return span
    span = entry.keySpan ?? entry.value.span ?? span
    at = entry.value
  }
  return span
}
