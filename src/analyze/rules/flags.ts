import type { Query, Resource, Scalar, Value } from '#graph/index.js'
import { demand, isFalse, isTrue } from './reading.js'
import type { Verdict } from './rule.js'

type Subject = Resource | Value

/** A flag that must be true; not given is as wrong as false. */
export function demandTrue(node: Subject, q: Query, path: string): Verdict {
  return demand(node, q, { path, good: isTrue, what: (value) => stated(path, value) })
}

/** A flag whose default is good, so that only `true` is wrong. */
export function demandNotTrue(node: Subject, q: Query, path: string): Verdict {
  return demand(node, q, { path, good: (value) => !isTrue(value), what: (value) => stated(path, value) })
}

/** A flag whose default is good, so that only `false` is wrong. */
export function demandNotFalse(node: Subject, q: Query, path: string): Verdict {
  return demand(node, q, { path, good: (value) => !isFalse(value), what: (value) => stated(path, value) })
}

/** `StorageEncrypted is false`, `StorageEncrypted is not set`. */
export function stated(path: string, value: Scalar | undefined): string {
  return `${path} is ${value ?? 'not set'}`
}
