import type { Source } from './types.js'
import { didYouMean } from '#core/index.js'
import { expandCapacityProvider } from './capacity-provider.js'
import { expandConnector } from './connectors.js'
import type { Expansion } from './expansion.js'
import { expandFunction } from './function.js'
import { expandGraphqlApi } from './graphql.js'
import { expandHttpApi } from './http-api.js'
import { type PropertyTypes, wrongEntries } from './property-types.js'
import { RESOURCE_PROPERTIES } from './resource-properties.js'
import { expandApi } from './rest-api.js'
import { expandApplication, expandLayer, expandTable } from './small-resources.js'
import { expandStateMachine } from './state-machine.js'
import { isObj, type Obj, own, text, type Value } from './values.js'
import { expandWebSocketApi } from './websocket-api.js'

interface Kind {
  /** Kinds are expanded in this order: an API after what makes routes of it, a connector after what it connects. */
  readonly turn: number
  readonly expand: (expansion: Expansion, source: Source) => void
}

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::Serverless::Function': { turn: 0, expand: expandFunction },
  'AWS::Serverless::StateMachine': { turn: 1, expand: expandStateMachine },
  'AWS::Serverless::Api': { turn: 2, expand: expandApi },
  'AWS::Serverless::HttpApi': { turn: 2, expand: expandHttpApi },
  'AWS::Serverless::WebSocketApi': { turn: 2, expand: expandWebSocketApi },
  'AWS::Serverless::SimpleTable': { turn: 3, expand: expandTable },
  'AWS::Serverless::LayerVersion': { turn: 3, expand: expandLayer },
  'AWS::Serverless::Application': { turn: 3, expand: expandApplication },
  'AWS::Serverless::CapacityProvider': { turn: 3, expand: expandCapacityProvider },
  'AWS::Serverless::GraphQLApi': { turn: 3, expand: expandGraphqlApi },
  'AWS::Serverless::Connector': { turn: 4, expand: expandConnector },
}
const PREFIX = 'AWS::Serverless::'

/** Expands every SAM resource of the template; the others stay as they are. */
export function expandResources(expansion: Expansion): void {
  const sources = sourcesOf(expansion)
  for (const [id, resource] of Object.entries(expansion.resources)) if (!isSam(resource)) expansion.out[id] = resource
  const turns = [...new Set(Object.values(KINDS).map(({ turn }) => turn))].sort((a, b) => a - b)
  for (const turn of turns)
    for (const source of sources) {
      const kind = own(KINDS, source.type)
      if (kind?.turn === turn) kind.expand(expansion, source)
    }
}

function isSam(resource: Value): boolean {
  return isObj(resource) && text(resource['Type'])?.startsWith(PREFIX) === true
}

/** The SAM resources that can be expanded; reports the others. */
function sourcesOf(expansion: Expansion): readonly Source[] {
  return Object.entries(expansion.resources).flatMap(([id, resource]): Source[] => {
    if (!isObj(resource)) return []
    const type = text(resource['Type'])
    if (type === undefined || !type.startsWith(PREFIX)) return []
    const types = own(RESOURCE_PROPERTIES, type)
    const properties = resource['Properties'] === undefined ? {} : resource['Properties']
    if (types === undefined)
      expansion.reject(id, `there is no SAM resource of type ${type} here${didYouMean(type, Object.keys(KINDS))}`, ['Type'])
    else if (!isObj(properties)) expansion.reject(id, "attribute 'Properties' should be a map", ['Properties'])
    else if (sound(expansion, id, properties, types) && attributesSound(expansion, id, resource))
      return [{ id, type, properties: withoutNulls(properties), resource }]
    return []
  })
}

function attributesSound(expansion: Expansion, id: string, { Condition: condition }: Obj): boolean {
  if (condition === undefined || typeof condition === 'string') return true
  expansion.reject(id, "'Condition' must be a string: the name of a condition", ['Condition'])
  return false
}

/** Whether all properties of a resource are known and of a type they can have; reports those that are not. */
function sound(expansion: Expansion, id: string, properties: Obj, types: PropertyTypes): boolean {
  const wrong = wrongEntries(types, properties)
  for (const [key, why] of wrong) expansion.reject(id, `property '${key}' ${why}`, ['Properties', key])
  return wrong.length === 0
}

function withoutNulls(properties: Obj): Obj {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null))
}
