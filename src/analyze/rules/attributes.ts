import type { Query, Resource } from '#graph/index.js'
import { isTrue, itemsAt, scalarOf, unknownAt } from './reading.js'
import { PASS, type Verdict } from './rule.js'

/** An entry of a list of `Key` and `Value` that must be there and be true, as load balancers and target groups have them. */
export function demandAttribute(node: Resource, q: Query, list: string, key: string): Verdict {
  const attributes = itemsAt(node, q, list)
  if (attributes.unknown !== undefined) return unknownAt(attributes.unknown, list)
  const found = attributes.items.find(({ value }) => scalarOf(q.read(value, 'Key')) === key)
  if (found === undefined) return { is: 'fail', what: `no attribute ${key}`, path: list }
  const path = `${found.path}.Value`
  const read = q.read(found.value, 'Value')
  if (!read.known) return unknownAt(read, path)
  return isTrue(scalarOf(read)) ? PASS : { is: 'fail', what: `${key} is ${scalarOf(read) ?? 'not set'}`, path }
}
