import type { Query, Resource, Value } from '#graph/index.js'
import type { Figure, Test } from './types.js'

/** The text of a property as far as it is known; undefined when no part of it is. */
function textOf(value: Value, q: Query): string | undefined {
  if (value.kind === 'literal') return value.value === null ? undefined : (value.raw ?? String(value.value))
  if (value.kind === 'pseudo' && value.name === 'AWS::Region') return q.region
  if (value.kind !== 'text') return undefined
  const parts = value.parts.map((part) => textOf(part, q))
  return parts.every((part) => part === undefined) ? undefined : parts.map((part) => part ?? '…').join('')
}

export function readText(resource: Resource, path: string, q: Query): string | undefined {
  const read = q.read(resource, path)
  if (!read.known) return textOf(read.value, q)
  const { value } = read
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Whether the property is known to be so; what is not known does not hold. */
export function holds(test: Test, resource: Resource, q: Query): boolean {
  if (test.is === undefined) return q.read(resource, test.path).set === true
  const text = readText(resource, test.path, q)
  return text !== undefined && test.is.some((each) => String(each) === text)
}

function subjectOf(figure: Figure, resource: Resource, q: Query): Resource | undefined {
  if (figure.through === undefined) return resource
  const read = q.read(resource, figure.through)
  return !read.known && read.reference !== undefined ? q.get(read.reference.target) : undefined
}

/** The figure in words; undefined when the property is not given or not known. */
export function figureOf(figure: Figure, resource: Resource, q: Query): string | undefined {
  const subject = subjectOf(figure, resource, q)
  const read = subject === undefined ? undefined : readText(subject, figure.path, q)
  if (read === undefined) return undefined
  const text = figure.part === undefined ? read : (figure.part.exec(read)?.[1] ?? read)
  const words = figure.words !== undefined && Object.hasOwn(figure.words, text) ? figure.words[text] : undefined
  if (words === '') return undefined
  return words ?? `${figure.before ?? ''}${text}${figure.after ?? ''}`
}
