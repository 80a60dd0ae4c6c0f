import type { EventEntry, Target } from './types.js'
import { ANY, methodName } from './definition.js'
import type { Expansion } from './expansion.js'
import { permitAs } from './permissions.js'
import { API, apiOf, type ApiKind, HTTP_API, routeTo } from './routes.js'
import { hashOf, isObj, type Obj, objOr, ref, refOf, sub, text, type Value } from './values.js'

/** A path parameter, greedy ones too. */
const PARAMETER = /\{[a-zA-Z0-9._-]+\+?\}/g

export interface Place {
  readonly path: string
  /** As a definition names it. */
  readonly method: string
}

/** Path and method of an API event; undefined after a report. */
export function placeOf(expansion: Expansion, target: { readonly source: Target['source'] }, event: EventEntry): Place | undefined {
  for (const key of ['Path', 'Method'] as const) {
    const value = event.properties[key]
    if (typeof value === 'string') continue
    expansion.rejectEvent(
      target.source,
      event.name,
      value === undefined || value === null ? `property '${key}' is required` : `property '${key}' should be a string`,
    )
    return undefined
  }
  return { path: text(event.properties['Path']) ?? '', method: methodName(text(event.properties['Method']) ?? '') }
}

/** The API of an event: its id where the template names it, or what stands there; undefined after a report. */
export function apiIdOf(
  expansion: Expansion,
  source: Target['source'],
  event: EventEntry,
  kind: ApiKind,
): { readonly id: string; readonly given: Value } | undefined {
  const given = event.properties[kind.key] ?? ref(kind.implicit)
  const id = refOf(given) ?? text(given)
  if (id === undefined) return expansion.rejectEvent(source, event.name, `property '${kind.key}' should be a string`)
  const found = apiOf(expansion, id)
  if (found === undefined || (found.type !== kind.type && found.type === HTTP_API.type))
    return expansion.rejectEvent(source, event.name, `${kind.key} must be a valid reference to an '${kind.type}' resource in same template`)
  return { id, given }
}

/** A route of a REST API to the function. */
export function apiEvent(expansion: Expansion, target: Target, event: EventEntry): void {
  const { source } = target
  const place = placeOf(expansion, target, event)
  const api = place === undefined ? undefined : apiIdOf(expansion, source, event, API)
  if (place === undefined || api === undefined) return
  const auth = event.properties['Auth']
  if (auth !== undefined && auth !== null && !isObj(auth))
    return expansion.rejectEvent(source, event.name, "property 'Auth' should be a map")
  const streams = event.properties['ResponseTransferMode'] === 'RESPONSE_STREAM'
  const uri = sub(expansion.arn(`apigateway:${functionPath(target, streams)}`))
  const integration = { ...proxy(target, uri), ...(streams ? { responseTransferMode: 'STREAM' } : {}) }
  const operation = { 'x-amazon-apigateway-integration': integration, responses: {} }
  const stage = stageSuffix(expansion.resource(api.id))
  routeTo(expansion, api.id, { ...place, source, event, operation, auth: objOr(auth), stage: stage.name })
  const form = expansion.arn(`execute-api:${invoked(place)}`)
  permitAs(expansion, target, `${event.id}Permission${stage.suffix}`, {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(form, { __ApiId__: api.given, __Stage__: '*' }),
  })
}

function functionPath(target: Target, streams = false): string {
  const called = `\${${target.alias?.aliasId ?? `${target.source.id}.Arn`}}`
  return streams
    ? `\${AWS::Region}:lambda:path/2021-11-15/functions/${called}/response-streaming-invocations`
    : `\${AWS::Region}:lambda:path/2015-03-31/functions/${called}/invocations`
}

/** What may be called: API Gateway takes /path and /path/ for one resource. */
function invoked({ path, method }: Place): string {
  const place = path.replace(/^(.+)\/$/, '$1').replaceAll(PARAMETER, '*')
  return `\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${method === ANY ? '*' : method.toUpperCase()}${place}`
}

/** The stage in a logical id: its name where that can stand in one, else a hash of it. */
function stageSuffix(api: Obj | undefined): { readonly name: string; readonly suffix: string } {
  const name = text(objOr(api?.['Properties'])['StageName'])
  if (name === undefined) return { name: 'Stage', suffix: 'Stage' }
  return { name, suffix: /^[A-Za-z0-9]+$/.test(name) ? name : hashOf(name).slice(0, 10) }
}

function proxy(target: Target, uri: Obj): Obj {
  const condition = text(target.source.resource['Condition'])
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: condition === undefined ? uri : { 'Fn::If': [condition, uri, ref('AWS::NoValue')] },
  }
}

/** A route of an HTTP API to the function; without path and method it is the default route. */
export function httpApiEvent(expansion: Expansion, target: Target, event: EventEntry): void {
  const { properties } = event
  const { source } = target
  const bare = (properties['Path'] ?? '') === '' && (properties['Method'] ?? '') === ''
  const place = bare ? { path: '$default', method: ANY } : placeOf(expansion, target, event)
  const api = place === undefined ? undefined : apiIdOf(expansion, source, event, HTTP_API)
  if (place === undefined || api === undefined) return
  const route = { ...place, source, event, operation: httpOperation(target, place), auth: objOr(properties['Auth']) }
  const settings = properties['RouteSettings']
  routeTo(expansion, api.id, isObj(settings) ? { ...route, settings } : route)
  if (place.path !== '$default' && servesDefault(expansion, api.id, target)) return
  permitAs(expansion, target, `${event.id}Permission`, {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(`arn:\${AWS::Partition}:execute-api:${invokedOverHttp(place)}`, { __ApiId__: api.given, __Stage__: '*' }),
  })
}

function httpOperation(target: Target, { path, method }: Place): Obj {
  const uri = sub(`arn:\${AWS::Partition}:apigateway:${functionPath(target)}`)
  const fallback = path === '$default' && method === ANY ? { isDefaultRoute: true } : {}
  return { 'x-amazon-apigateway-integration': { ...proxy(target, uri), payloadFormatVersion: '2.0' }, responses: {}, ...fallback }
}

function invokedOverHttp(place: Place): string {
  if (place.path === '$default') return invoked({ ...place, path: '' })
  const fallback = place.path === '/$default' && place.method === ANY
  return fallback ? '${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/$default' : invoked(place)
}

/** Whether the default route of the API calls the function already: then it may call it for every route. */
function servesDefault(expansion: Expansion, api: string, target: Target): boolean {
  const paths = objOr(objOr(objOr(expansion.resource(api)?.['Properties'])['DefinitionBody'])['paths'])
  const written = JSON.stringify(objOr(paths['$default'])[ANY] ?? null)
  const called = [...written.matchAll(/([A-Za-z0-9]+)\.Arn/g)].map(([, id]) => id)
  const routed = (expansion.routes.get(api) ?? []).some(
    (route) => route.path === '$default' && route.method === ANY && route.source.id === target.source.id,
  )
  if (target.alias !== undefined) return false
  return routed || (called.length > 0 && called.every((id) => id === target.source.id))
}
