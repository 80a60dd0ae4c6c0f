import { CONNECTORS, PRINCIPALS } from '#catalog/index.js'
import type { EdgeKind, Query, Resource } from '#graph/index.js'
import { figureOf, holds } from './figures.js'
import { DRAWN_TYPES, type DrawnType, HELPER_NAMES, HELPER_SERVICES, HELPER_TYPES } from './types.js'

const byType: ReadonlyMap<string, DrawnType> = new Map(DRAWN_TYPES.map((row) => [row.type, row]))
const serviceOf = (type: string): string => type.split('::')[1] ?? ''
const listedServices: ReadonlySet<string> = new Set(DRAWN_TYPES.map(({ type }) => serviceOf(type)))

/** More names than this are counted. */
const MOST_NAMES = 3

/** How a resource is drawn: by its row, or by what is known about its service and what it does. */
export function drawnAs(resource: Resource, q: Query): DrawnType {
  const row = byType.get(resource.type)
  if (row !== undefined) return row.foldedWhen !== undefined && holds(row.foldedWhen, resource, q) ? { ...row, draw: 'folded' } : row
  const [vendor = '', service, ...rest] = resource.type.split('::')
  const name = [vendor === 'AWS' ? 'AWS' : vendor, service ?? '', ...rest.map(inWords)].join(' ').trim()
  const draw = service === undefined || onlyHelps(resource, { vendor, service }, q) ? 'folded' : 'node'
  return { type: resource.type, draw, service: name, category: 'other', glyph: initials(service ?? '') }
}

/** What helps others in a service that is drawn, unless work goes through it. */
function onlyHelps(resource: Resource, { vendor, service }: { readonly vendor: string; readonly service: string }, q: Query): boolean {
  const { type } = resource
  if (CONNECTORS.has(type) || PRINCIPALS.has(type) || HELPER_TYPES.has(type) || HELPER_NAMES.test(type) || HELPER_SERVICES.has(service))
    return true
  return vendor !== 'AWS' || listedServices.has(service) ? !works(resource, q) : false
}

const WORK: ReadonlySet<EdgeKind> = new Set(['routes', 'invokes', 'publishes', 'subscribes', 'reads', 'writes', 'fails-to'])

function works(resource: Resource, q: Query): boolean {
  return [...q.edges({ from: resource }), ...q.edges({ to: resource })].some(({ kind, from, to }) => WORK.has(kind) && from.id !== to.id)
}

/** `ReplicationTask` -> `replication task` */
function inWords(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase())
}

/** Up to three letters that remind of a service: `DMS`, `B2B`, `SM` of SageMaker. */
function initials(service: string): string {
  return (/^[A-Z0-9]{2,}/.exec(service)?.[0] ?? service.replace(/[^A-Z0-9]/g, '')).slice(0, 3)
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
