import type { Query, Resource, Value } from '#graph/index.js'
import type { Unresolved } from './measure.js'

/** A query that remembers what it could not tell: by a property that is not known a model may have decided that there is no line. */
export interface Watch {
  readonly q: Query
  /** What was read since the last time and is not known. A reference is: it leads to a resource. */
  take(): readonly Unresolved[]
}

export function watch(q: Query): Watch {
  let open: Unresolved[] = []
  return {
    q: {
      ...q,
      read(subject, path) {
        const read = q.read(subject, path)
        if (!read.known && read.reference === undefined) open.push({ unresolved: labelOf(subject, path), why: read.why })
        return read
      },
    },
    take() {
      const taken = open
      if (taken.length > 0) open = []
      return taken
    },
  }
}

function labelOf(subject: Resource | Value, path = ''): string {
  if (path !== '') return path
  return 'properties' in subject ? subject.id : 'an item of a list'
}
