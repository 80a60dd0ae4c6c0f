import type { Source } from './types.js'
import { expandConnector } from './connectors.js'
import type { Expansion } from './expansion.js'
import type { Obj } from './values.js'

/** Adds a resource of the API; the id is made of a suffix. */
export type Put = (suffix: string, type: string, fields: Obj, more?: Obj) => void

/** A connector that the API needs; it belongs to the API. */
export function connectFor(expansion: Expansion, source: Source, id: string, properties: Obj): void {
  expansion.hosts.set(id, { resource: source.id, path: [] })
  expandConnector(expansion, { id, type: 'AWS::Serverless::Connector', properties, resource: {} })
}
