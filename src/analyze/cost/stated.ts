import type { ImportedUsage, ResourceUsage, Usage } from '#spec/index.js'

/** Whether an id of a usage file stands for several resources. */
function isPattern(id: string): boolean {
  return id.includes('*')
}

export function matchesPattern(pattern: string, id: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === id
  const last = rest.pop() ?? ''
  if (id.length < first.length + last.length || !id.startsWith(first) || !id.endsWith(last)) return false
  // Each part takes the first place that it finds: what follows then has the most room.
  let at = first.length
  for (const part of rest) {
    const found = id.indexOf(part, at)
    if (found < 0 || found + part.length > id.length - last.length) return false
    at = found + part.length
  }
  return true
}

function plainName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Whether an address of another tool is this resource: of its type, by its id, or by its id but for case and underscores. */
export function matchesImported({ types, names }: ImportedUsage, id: string, type: string): boolean {
  if (!types.includes(type)) return false
  const own = id.slice(id.lastIndexOf('/') + 1)
  return names.includes(own) || names.some((name) => plainName(name) === plainName(own))
}

/**
 * What a usage file says of one resource, quantity by quantity: what stands under its id, else under the pattern with the most letters
 * that fits, else under an address that is this resource's, else under its type.
 */
export function statedOf({ resources, types, imported = [] }: Usage, id: string, type: string): ResourceUsage | undefined {
  const addressed = imported.filter((each) => matchesImported(each, id, type)).map(({ quantities }) => quantities)
  const patterns = Object.keys(resources).filter((each) => isPattern(each) && matchesPattern(each, id))
  const own = resources[id]
  const byType = types?.[type]
  if (patterns.length === 0 && byType === undefined && addressed.length === 0) return own
  const ordered = patterns.toSorted((a, b) => a.length - b.length)
  return Object.assign({}, byType, ...addressed, ...ordered.map((each) => resources[each]), own)
}
