import type { Route, Source } from './types.js'
import { addMethod, ANY, branchesOf, hasIntegration, INTEGRATION, operationsAt } from './definition.js'
import type { Expansion } from './expansion.js'
import { addPathConditions } from './rest-routes.js'
import { routesOf } from './routes.js'
import { isIntrinsic, isList, isObj, listOf, type Obj, objOr, text, type Value, when, isThere } from './values.js'

/** Writes the routes of an HTTP API into its definition. */
export function addHttpRoutes(expansion: Expansion, source: Source, body: Obj, managed: boolean): void {
  const routes = routesOf(expansion, source.id)
  if (managed) {
    for (const { path, method } of routes) addMethod(body, path, method)
    addPathConditions(expansion, source, body)
  }
  for (const route of routes) {
    const there = hasIntegration(body, route.path, route.method)
    if (there && managed)
      expansion.rejectEvent(route.source, route.event.name, `API method '${route.method}' defined multiple times for path '${route.path}'`)
    if (!there) addRoute(expansion, route, body)
    if (isThere(route.auth)) addRouteAuth(expansion, source, route, body)
    addSettings(route, body)
  }
}

function addRoute(expansion: Expansion, route: Route, body: Obj): void {
  const { path, method } = route
  addMethod(body, path, method)
  const condition = text(route.source.resource['Condition'])
  for (const item of branchesOf(objOr(body['paths'])[path])) {
    const before = item[method]
    const operation = {
      ...expansion.plain(route.operation),
      ...objOr(before),
      [INTEGRATION]: expansion.copy(route.operation[INTEGRATION] ?? null),
    }
    item[method] = condition === undefined ? operation : when(condition, operation)
  }
}

/** Timeout, path parameters and payload format of a route. */
function addSettings(route: Route, body: Obj): void {
  const { path, method, event } = route
  const { TimeoutInMillis: timeout, PayloadFormatVersion: format } = event.properties
  const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name ?? '')
  for (const operation of operationsAt(body, path, method)) {
    const integration = objOr(operation[INTEGRATION])
    if (isThere(timeout)) integration['timeoutInMillis'] = timeout
    if (isThere(format)) integration['payloadFormatVersion'] = format
    if (names.length > 0) operation['parameters'] = withPathParameters(operation['parameters'], names)
  }
}

function withPathParameters(given: Value | undefined, names: readonly string[]): Value[] {
  const parameters = listOf(given)
  for (const name of names) {
    const known = parameters.find((parameter): parameter is Obj => isObj(parameter) && parameter['name'] === name)
    if (known === undefined) parameters.push({ name, in: 'path', required: true })
    else Object.assign(known, { in: 'path', required: true })
  }
  return parameters
}

function addRouteAuth(expansion: Expansion, source: Source, route: Route, body: Obj): void {
  const api = objOr(source.properties['Auth'])
  const given = isThere(route.auth['Authorizer']) ? route.auth['Authorizer'] : api['DefaultAuthorizer']
  const problem = problemOf(route, given, api)
  const name = text(given)
  if (problem !== undefined || name === undefined)
    return expansion.rejectEvent(
      route.source,
      route.event.name,
      `unable to set Authorizer on API method [${route.method}] for path [${route.path}]: ${problem ?? 'the authorizer must be a string'}`,
    )
  const wanted = route.auth['AuthorizationScopes']
  const own = objOr(objOr(api['Authorizers'])[name])['AuthorizationScopes']
  const scopes = name === 'NONE' || name === 'AWS_IAM' ? [] : isThere(wanted) ? wanted : isThere(own) ? own : []
  for (const operation of operationsAt(body, route.path, route.method))
    operation['security'] = [...listOf(operation['security']), { [name]: scopes }]
}

/** What is wrong with the authorizer of a route; undefined: nothing. */
function problemOf({ auth }: Route, name: Value | undefined, api: Obj): string | undefined {
  const scopes = auth['AuthorizationScopes']
  if (isThere(scopes) && !isList(scopes)) return "'AuthorizationScopes' must be a list of strings"
  if (!isThere(name)) return "'Auth' needs an 'Authorizer', or a 'DefaultAuthorizer' on the API"
  if (name === 'NONE')
    return isThere(api['DefaultAuthorizer']) ? undefined : "'NONE' is only a valid value when a DefaultAuthorizer on the API is specified"
  if (name === 'AWS_IAM' && api['EnableIamAuthorizer'] === true) return undefined
  const authorizers = api['Authorizers']
  if (typeof name !== 'string') return 'the authorizer must be a string with a corresponding entry in the authorizers of the API'
  if (!isThere(authorizers)) return 'the related API does not define any Authorizers'
  return isObj(authorizers) && isThere(authorizers[name]) ? undefined : `[${name}] was not defined in the API's Authorizers`
}

/** The settings that events ask for their routes, with those of the API. */
export function routeSettings(expansion: Expansion, source: Source): Obj {
  const settings: Obj = { ...objOr(source.properties['RouteSettings']) }
  for (const { path, method, settings: own, source: from, event } of routesOf(expansion, source.id)) {
    if (own === undefined) continue
    const written = text(event.properties['Method']) ?? method
    const key = written === ANY || path === '$default' ? path : `${written.toUpperCase()} ${path}`
    const condition = text(from.resource['Condition'])
    settings[key] = { ...objOr(settings[key]), ...(condition === undefined || isIntrinsic(own) ? own : when(condition, own)) }
  }
  return settings
}
