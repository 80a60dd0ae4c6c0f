import type { Query, Resource } from '#graph/index.js'
import { figureOf, holds } from './figures.js'
import { DRAWN_TYPES, type DrawnType, HELPER_SERVICES } from './types.js'

const byType: ReadonlyMap<string, DrawnType> = new Map(DRAWN_TYPES.map((row) => [row.type, row]))
const serviceOf = (type: string): string => type.split('::')[1] ?? ''
const listedServices: ReadonlySet<string> = new Set(DRAWN_TYPES.map(({ type }) => serviceOf(type)))

/** More names than this are counted. */
const MOST_NAMES = 3

/** How a resource is drawn: by its row, or by what is known about its service. */
export function drawnAs(resource: Resource, q: Query): DrawnType {
  const row = byType.get(resource.type)
  if (row !== undefined) return row.foldedWhen !== undefined && holds(row.foldedWhen, resource, q) ? { ...row, draw: 'folded' } : row
  const [vendor, service, ...rest] = resource.type.split('::')
  const helps =
    vendor === 'Custom' || service === undefined || rest.length !== 1 || HELPER_SERVICES.has(service) || listedServices.has(service)
  const name = [vendor === 'AWS' ? 'AWS' : vendor, service, ...rest].join(' ')
  return { type: resource.type, draw: helps ? 'folded' : 'node', service: name, category: 'other', glyph: '' }
}

/** Its full name, as far as its properties say. */
export function serviceName(row: DrawnType, resource: Resource, q: Query): string {
  return row.services?.find(({ when }) => holds(when, resource, q))?.service ?? row.service
}

export function figuresOf(row: DrawnType, resource: Resource, q: Query): readonly string[] {
  const listed = row.lists === undefined ? [] : q.edges({ from: resource, kind: row.lists.kind }).map(({ to }) => to)
  const names = [...new Set(listed.filter((each) => drawnAs(each, q).draw !== 'folded').map(({ id }) => id))]
  const list = names.length === 0 ? [] : [`${row.lists?.before ?? ''}${names.length > MOST_NAMES ? names.length : names.join(', ')}`]
  return [...(row.figures ?? []).flatMap((figure) => figureOf(figure, resource, q) ?? []), ...list]
}

/** Whether it runs outside of regions. */
export function isGlobal(row: DrawnType, resource: Resource, q: Query): boolean {
  return row.global === true || (row.global !== undefined && holds(row.global, resource, q))
}
