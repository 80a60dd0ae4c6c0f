import type { Expansion } from './expansion.js'
import { isObj, type Obj } from './values.js'

const TYPE = 'AWS::Serverless::Connector'

/** Makes resources of the connectors that stand at other resources. */
export function addEmbeddedConnectors(expansion: Expansion): void {
  const given = Object.entries(expansion.resources)
  for (const [id, resource] of given) {
    if (!isObj(resource) || resource['Connectors'] === undefined) continue
    const { Connectors: connectors } = resource
    delete resource['Connectors']
    if (isObj(connectors)) for (const [name, connector] of Object.entries(connectors)) addConnector(expansion, id, name, connector)
    else expansion.reject(id, `attribute '${id}.Connectors' should be a map`, ['Connectors'])
  }
}

function addConnector(expansion: Expansion, id: string, name: string, connector: unknown): void {
  const path = ['Connectors', name]
  const full = `${id}${name}`
  if (!isObj(connector)) return expansion.reject(id, `the connector ${full} should be a map`, path)
  const properties = connector['Properties']
  if (!isObj(properties)) return expansion.reject(id, `attribute 'Connectors.${name}.Properties' should be a map`, path)
  const { SourceReference: reference, ...rest } = properties
  if (reference !== undefined && !isObj(reference))
    return expansion.reject(id, `property 'Connectors.${name}.Properties.SourceReference' should be a map`, path)
  if (reference?.['Id'] !== undefined)
    return expansion.reject(id, `'Id' should not stand in the 'SourceReference' of the connector ${name}: it is "${id}"`, path)
  if (expansion.resources[full] !== undefined)
    return expansion.reject(id, `the connector ${name} needs the id ${full}, which is taken in this template; use another name`, path)
  const made: Obj = { ...connector, Type: TYPE, Properties: { ...rest, Source: { Id: id, ...reference } } }
  expansion.resources[full] = made
  expansion.hosts.set(full, { resource: id, path: ['Connectors', name] })
}
