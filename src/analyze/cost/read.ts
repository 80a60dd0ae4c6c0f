import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved, type Unresolved } from './measure.js'
import type { Meter } from './model.js'

type Subject = Resource | Value

/** A property as text; undefined when it is not given. */
export function textAt(q: Query, subject: Subject, path: string): string | undefined | Unresolved {
  const read = q.read(subject, path)
  if (!read.known) return { unresolved: path, why: read.why }
  return typeof read.value === 'object' || read.value === undefined ? undefined : String(read.value)
}

/** A property as a number (CloudFormation takes numbers as text too); undefined when it is not given. */
export function numberAt(q: Query, subject: Subject, path: string): number | undefined | Unresolved {
  const text = textAt(q, subject, path)
  if (typeof text !== 'string') return text
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? { unresolved: path, why: `"${text}" is not a number` } : number
}

/** A property as a switch: false when it is not given. */
export function flagAt(q: Query, subject: Subject, path: string): boolean | Unresolved {
  const text = textAt(q, subject, path)
  return isUnresolved(text) ? text : text?.toLowerCase() === 'true'
}

/** True only where the property is known to be on: for meters that exist only then. */
export function isOn(q: Query, subject: Subject, path: string): boolean {
  return flagAt(q, subject, path) === true
}

/** Whether a property is given at all, whatever its value; true where a condition decides it. */
export function isGiven(q: Query, subject: Subject, path: string): boolean {
  const end = path.lastIndexOf('.')
  const parent = q.read(subject, path.slice(0, Math.max(0, end)))
  if (!parent.known) return true
  const value = parent.value instanceof Map ? parent.value.get(path.slice(end + 1)) : undefined
  return value !== undefined && (value.kind !== 'choice' || q.read(subject, path).set !== false)
}

/** Items of a list property; none when it is absent or not known. */
export function itemsAt(q: Query, subject: Subject, path: string): readonly Value[] {
  const read = q.read(subject, path)
  return read.known && Array.isArray(read.value) ? read.value : []
}

/** How many items a list has. */
export function lengthAt(q: Query, subject: Subject, path: string): number | Unresolved {
  const read = q.read(subject, path)
  if (!read.known) return { unresolved: path, why: read.why }
  return Array.isArray(read.value) ? read.value.length : 0
}

/** `value`, or `fallback` where it is not given. */
export function orElse<T, F>(value: T | undefined | Unresolved, fallback: F): T | F | Unresolved {
  return value === undefined ? fallback : value
}

/** A meter that waits for a property. */
export function waiting(name: string, unit: string, property: Unresolved): Meter {
  return { name, price: property, unit, quantity: property }
}
