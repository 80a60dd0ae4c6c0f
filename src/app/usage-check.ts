import { type Diagnostic, didYouMean } from '#core/index.js'
import type { Query } from '#graph/index.js'
import type { Usage } from '#spec/index.js'
import { unusable } from './failure.js'

/**
 * Throws `input.invalid` when a usage file states quantities that nothing reads: of a resource that no template has, or by a name that
 * its type has no use for. Resources of other stacks (`stack/Id`) may be priced another time.
 */
export async function refuseUnread(
  file: string,
  { resources }: Usage,
  stacks: readonly { readonly name: string | undefined; readonly q: Query }[],
): Promise<void> {
  const { ALL_MODELS } = await import('#analyze/cost/index.js')
  const named = new Map(ALL_MODELS.map(({ type, usage }) => [type, Object.keys(usage)]))
  // An id has two types where two versions of a template are compared.
  const types = new Map<string, readonly string[]>()
  for (const { name, q } of stacks)
    for (const { id, type } of q.all()) {
      const key = name === undefined ? id : `${name}/${id}`
      types.set(key, [...new Set([...(types.get(key) ?? []), type])])
    }
  const priced = new Set(stacks.map(({ name }) => name))
  const diagnostics = Object.entries(resources).flatMap(([id, quantities]): readonly Diagnostic[] => {
    const own = types.get(id)
    if (own === undefined)
      return priced.has(stackOf(id))
        ? [mistake(['resources', id], `no template has a resource "${id}"${didYouMean(id, [...types.keys()])}`)]
        : []
    const tables = own.flatMap((type) => (named.has(type) ? [named.get(type) ?? []] : []))
    const known = tables.length === 0 ? undefined : tables.flat()
    return Object.entries(quantities).flatMap(([name, { from }]) =>
      known === undefined || from === 'derived' || known.includes(name)
        ? []
        : [
            mistake(
              ['resources', id, name],
              `nothing reads "${name}" of ${id}, ${own.join(', ')}${didYouMean(name, known)}; known: ${known.join(', ') || 'none'}`,
            ),
          ],
    )
  })
  if (diagnostics.length > 0) throw unusable(`"${file}" states what nothing reads`, [{ file, diagnostics }])
}

/** `edge` of `edge/WebAcl`; undefined for the main stack and for a template alone. */
function stackOf(id: string): string | undefined {
  return id.includes('/') ? id.split('/')[0] : undefined
}

function mistake(path: readonly string[], message: string): Diagnostic {
  return { code: 'usage.not-read', severity: 'error', message, path }
}
