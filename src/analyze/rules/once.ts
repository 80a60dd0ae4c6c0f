import type { Query } from '#graph/index.js'

/** A question about the whole graph that many resources ask: answered once for each query, so that a review stays linear in resources. */
export function oncePerQuery<T>(answer: (q: Query) => T): (q: Query) => T {
  const answers = new WeakMap<Query, { readonly value: T }>()
  return (q) => {
    const known = answers.get(q)
    if (known !== undefined) return known.value
    const value = answer(q)
    answers.set(q, { value })
    return value
  }
}
