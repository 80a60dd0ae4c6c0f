import type { RestBody, Route, Source } from './types.js'
import { addMethod, hasIntegration, INTEGRATION, isDefinition, operationsAt } from './definition.js'
import type { Expansion } from './expansion.js'
import { addRequest } from './rest-models.js'
import { addRouteAuth, invokeRole } from './rest-route-auth.js'
import { routesOf } from './routes.js'
import { sharedCondition } from './shared-condition.js'
import { isObj, type Obj, objOr, text, when, isThere } from './values.js'

/** Writes the routes of an API into its definition. */
export function addRoutes(expansion: Expansion, source: Source, api: RestBody): void {
  const { body, managed } = api
  const merged = source.properties['MergeDefinitions'] === true
  const routes = routesOf(expansion, source.id)
  if (managed && !merged) {
    for (const { path, method } of routes) addMethod(body, path, method)
    addPathConditions(expansion, source, body)
  }
  for (const route of routes) {
    if (merged) mergeRoute(expansion, source, route, api)
    else if (managed) addRoute(expansion, source, route, api)
    if (isDefinition(body) && route.auth['OverrideApiAuth'] === true) overrideAuth(expansion, source, route, api)
  }
}

/** Paths that only conditional resources serve exist under their condition. */
export function addPathConditions(expansion: Expansion, source: Source, body: Obj): void {
  const paths = objOr(body['paths'])
  const routes = routesOf(expansion, source.id)
  for (const [path, item] of Object.entries(paths)) {
    const conditions = [...new Set(routes.filter((route) => route.path === path).map((route) => text(route.source.resource['Condition'])))]
    const names = conditions.filter((name) => name !== undefined).sort()
    if (names.length === 0 || names.length < conditions.length) continue
    const named = path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB')
    paths[path] = when(sharedCondition(expansion, `${source.id}${named}PathCondition`, names), item)
  }
}

function addRoute(expansion: Expansion, source: Source, route: Route, api: RestBody): void {
  const { body } = api
  const { path, method } = route
  if (hasIntegration(body, path, method))
    return expansion.rejectEvent(route.source, route.event.name, `API method "${method}" defined multiple times for path "${path}"`)
  const condition = text(route.source.resource['Condition'])
  for (const item of itemsOf(body, path)) {
    const operation = { ...objOr(item[method]), ...expansion.plain(route.operation) }
    const integration = operation[INTEGRATION]
    const role = invokeRole(expansion, route, objOr(source.properties['Auth']))
    if (isObj(integration) && role !== undefined) integration['credentials'] = role
    item[method] = condition === undefined ? operation : when(condition, operation)
  }
  if (isThere(route.auth)) addRouteAuth(expansion, source, route, api)
  const timeout = route.event.properties['TimeoutInMillis']
  if (isThere(timeout)) for (const operation of operationsAt(body, path, method)) objOr(operation[INTEGRATION])['timeoutInMillis'] = timeout
  addRequest(expansion, source, route, body)
}

function itemsOf(body: Obj, path: string): readonly Obj[] {
  const item = objOr(body['paths'])[path]
  const conditional = isObj(item) ? item['Fn::If'] : undefined
  return Array.isArray(conditional) ? conditional.slice(1, 2).filter(isObj) : isObj(item) ? [item] : []
}

/** With `MergeDefinitions`, a route is added to what the definition says of it; where both speak, the route wins. */
function mergeRoute(expansion: Expansion, source: Source, route: Route, { body }: RestBody): void {
  const written = text(route.event.properties['Method'])?.toLowerCase() ?? route.method
  const bare: Obj = { swagger: '2.0', paths: { [route.path]: { [route.method]: {} } } }
  addRoute(expansion, source, route, { body: bare, managed: true, policy: {} })
  const paths = objOr(body['paths'])
  body['paths'] = paths
  const item = objOr(paths[route.path])
  paths[route.path] = item
  const before = item[written]
  if (before !== undefined && before !== null && !isObj(before))
    return expansion.reject(source.id, `'DefinitionBody.paths.${route.path}.${written}' should be a map`, ['Properties', 'DefinitionBody'])
  item[written] = { ...objOr(before), ...objOr(objOr(objOr(bare['paths'])[route.path])[route.method]) }
}

function overrideAuth(expansion: Expansion, source: Source, route: Route, api: RestBody): void {
  const { auth } = route
  if (!['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].some((key) => isThere(auth[key])))
    return expansion.rejectEvent(
      route.source,
      route.event.name,
      'must define one of Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property',
    )
  addRouteAuth(expansion, source, route, api)
}
