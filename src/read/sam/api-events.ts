import type { EventEntry, Route, Target } from './types.js'
import { API, HTTP_API, routeTo } from './routes.js'
import type { Expansion } from './expansion.js'
import { permitAs } from './permissions.js'
import { hashOf, isObj, type Obj, obj, objOr, ref, refOf, sub, text, when } from './values.js'

const ANY = 'x-amazon-apigateway-any-method'
/** A path parameter, greedy ones too. */
const PARAMETER = /\{(?:[A-Za-z0-9._-]\+?)*\}/g
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'any', ANY]

/** The method as OpenAPI has it. */
function methodOf(method: string): string {
  const lower = method.toLowerCase()
  return lower === 'any' ? ANY : lower
}

/** Path and method of an API event; undefined after a report. */
export function placeOf(
  expansion: Expansion,
  target: { readonly source: Target['source'] },
  event: EventEntry,
): { path: string; method: string } | undefined {
  for (const key of ['Path', 'Method'] as const) {
    const value = event.properties[key]
    if (typeof value === 'string') continue
    expansion.rejectEvent(
      target.source,
      event.name,
      value === undefined ? `property '${key}' is required` : `property '${key}' should be a string`,
    )
    return undefined
  }
  const path = text(event.properties['Path']) ?? ''
  const method = text(event.properties['Method']) ?? ''
  if (!METHODS.includes(method.toLowerCase())) {
    expansion.rejectEvent(target.source, event.name, `'${method}' is no HTTP method`)
    return undefined
  }
  return { path, method: methodOf(method) }
}

/** A route of a REST API to the function. */
export function apiEvent(expansion: Expansion, target: Target, event: EventEntry): void {
  const place = placeOf(expansion, target, event)
  if (place === undefined) return
  const given = event.properties['RestApiId'] ?? ref(API.implicit)
  const apiId = refOf(given) ?? text(given)
  if (apiId === undefined) return expansion.rejectEvent(target.source, event.name, "property 'RestApiId' should be a string")
  const api = expansion.resource(apiId)
  if (api === undefined && refOf(given) !== undefined && expansion.template['Parameters'] === undefined)
    return expansion.rejectEvent(target.source, event.name, 'RestApiId must be a valid reference to an API of this template')
  const uri = sub(expansion.arn(`apigateway:${functionPath(target)}`))
  const operation = { 'x-amazon-apigateway-integration': proxy(target, uri), responses: {} }
  if (api?.['Type'] === API.type)
    routeTo(expansion, apiId, { ...place, source: target.source, event, operation, auth: objOr(event.properties['Auth']) })
  const form = expansion.arn(`execute-api:${invoked(place)}`)
  const stage = text(objOr(api?.['Properties'])['StageName'])
  permitAs(expansion, target, `${event.id}Permission${stageSuffix(stage)}`, {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(form, { __ApiId__: given, __Stage__: '*' }),
  })
}

function functionPath(target: Target): string {
  return `\${AWS::Region}:lambda:path/2015-03-31/functions/\${${target.alias?.aliasId ?? `${target.source.id}.Arn`}}/invocations`
}

function invoked({ path, method }: { readonly path: string; readonly method: string }): string {
  return `\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${method === ANY ? '*' : method.toUpperCase()}${path.replaceAll(PARAMETER, '*')}`
}

/** The stage in a logical id: its name where that can stand in one, else a hash of it. */
function stageSuffix(stage: string | undefined): string {
  if (stage === undefined) return 'Stage'
  return /^[A-Za-z0-9]+$/.test(stage) ? stage : hashOf(stage).slice(0, 10)
}

function proxy(target: Target, uri: Obj): Obj {
  const condition = text(target.source.resource['Condition'])
  return { type: 'aws_proxy', httpMethod: 'POST', uri: condition === undefined ? uri : when(condition, uri) }
}

/** A route of an HTTP API to the function; without path and method it is the default route. */
export function httpApiEvent(expansion: Expansion, target: Target, event: EventEntry): void {
  const { properties } = event
  const bare = properties['Path'] === undefined && properties['Method'] === undefined
  const place = bare ? { path: '$default', method: ANY } : placeOf(expansion, target, event)
  if (place === undefined) return
  const given = properties['ApiId'] ?? ref(HTTP_API.implicit)
  const apiId = refOf(given) ?? text(given)
  if (!routeToHttp(expansion, apiId, () => httpRoute(target, event, place)))
    return expansion.rejectEvent(target.source, event.name, 'ApiId must be a valid reference to an HTTP API of this template')
  const start = '${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/'
  const fixed = bare ? '*' : /^\/?\$default$/.test(place.path) ? '$default' : undefined
  const tail = fixed === undefined ? invoked(place) : `${start}${fixed}`
  const form = `arn:\${AWS::Partition}:execute-api:${tail}`
  permitAs(expansion, target, `${event.id}Permission`, {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub(form, { __ApiId__: given, __Stage__: '*' }),
  })
}

/** Whether the API can have routes: one of this template, or one that is not known here. */
function routeToHttp(expansion: Expansion, apiId: string | undefined, route: () => Route): boolean {
  const type = expansion.resource(apiId)?.['Type']
  if (apiId === undefined || type === undefined) return true
  if (type === HTTP_API.type) routeTo(expansion, apiId, route())
  return type === HTTP_API.type || type === 'AWS::ApiGatewayV2::Api'
}

function httpRoute(target: Target, event: EventEntry, place: { readonly path: string; readonly method: string }): Route {
  const { properties } = event
  const integration = {
    ...proxy(target, sub(`arn:\${AWS::Partition}:apigateway:${functionPath(target)}`)),
    payloadFormatVersion: properties['PayloadFormatVersion'] ?? '2.0',
    ...obj({ timeoutInMillis: properties['TimeoutInMillis'] }),
  }
  const fallback = place.path === '$default' ? { isDefaultRoute: true } : {}
  const operation: Obj = { 'x-amazon-apigateway-integration': integration, responses: {}, ...fallback }
  const settings = properties['RouteSettings']
  return { ...place, source: target.source, event, operation, auth: objOr(properties['Auth']), ...(isObj(settings) ? { settings } : {}) }
}
