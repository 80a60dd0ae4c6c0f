import type { RestBody, Route, Source } from './types.js'
import { operationsAt, securityOf } from './definition.js'
import type { Expansion } from './expansion.js'
import { addApiKey, addIam } from './rest-schemes.js'
import { addCustomStatements, addPolicy } from './resource-policy.js'
import { isList, isObj, type Obj, objOr, text, type Value, isThere, thereOr } from './values.js'

/** The role that the integration of a route runs as; undefined: none is written. */
export function invokeRole(expansion: Expansion, route: Route, api: Obj): Value | undefined {
  const { auth } = route
  const asked = auth['Authorizer'] === 'AWS_IAM' || (api['DefaultAuthorizer'] === 'AWS_IAM' && !isThere(auth))
  if (!asked || route.startsMachine === true) return undefined
  const role = roleIn(auth) ?? roleIn(api) ?? 'CALLER_CREDENTIALS'
  if (role === 'NONE') return undefined
  return role === 'CALLER_CREDENTIALS' ? expansion.arn('iam::*:user/*') : role
}

/** The role that settings name; one that is there but empty means none. */
function roleIn(settings: Obj): Value | undefined {
  return thereOr(settings['InvokeRole']) ?? ('InvokeRole' in settings ? 'NONE' : undefined)
}

/** Security and resource policy of one route, as its event asks for them. */
export function addRouteAuth(expansion: Expansion, source: Source, route: Route, api: RestBody): void {
  const { auth } = route
  const settings = objOr(expansion.resolve(source.properties['Auth'] ?? null))
  const problem = authorizerProblem(route, settings) ?? otherProblem(route, settings)
  if (problem !== undefined) return expansion.rejectEvent(route.source, route.event.name, problem)
  for (const operation of operationsAt(api.body, route.path, route.method)) {
    const before = securityOf(operation)
    if (before === undefined)
      return expansion.reject(source.id, `the security of '${route.path}' and '${route.method}' must be a list of maps`, ['Properties'])
    const security = [...before, ...securityFor(auth, settings)]
    if (security.length > 0) operation['security'] = security
    if (auth['Authorizer'] !== undefined && 'AWS_IAM' in (security[0] ?? {})) addIam(api.body)
  }
  if (isThere(auth['ApiKeyRequired'])) addApiKey(api.body)
  if (isThere(auth['ResourcePolicy'])) addRoutePolicy(expansion, source, route, api)
}

function addRoutePolicy(expansion: Expansion, source: Source, route: Route, api: RestBody): void {
  const policy = route.auth['ResourcePolicy'] ?? null
  addPolicy(expansion, source, api, { policy, path: route.path, stage: route.stage ?? 'Stage' })
  addCustomStatements(api, objOr(policy)['CustomStatements'])
}

/** What an event asks of its operation: an authorizer, and an API key or none. */
function securityFor(auth: Obj, settings: Obj): Obj[] {
  const name = text(auth['Authorizer'])
  const key = auth['ApiKeyRequired'] ?? undefined
  const authorizer = name === undefined ? [] : [{ [name]: scopes(name, auth, settings) }]
  return [...authorizer, ...(key === undefined ? [] : [{ [isThere(key) ? 'api_key' : 'api_key_false']: [] }])]
}

function scopes(name: string, auth: Obj, settings: Obj): Value {
  const authorizer = objOr(settings['Authorizers'])[name]
  if (name === 'NONE' || !isObj(authorizer)) return []
  return auth['AuthorizationScopes'] ?? authorizer['AuthorizationScopes'] ?? []
}

/** What is wrong with the authorizer of a route; undefined: nothing. */
function authorizerProblem({ auth, path, method }: Route, settings: Obj): string | undefined {
  const given = auth['Authorizer']
  if (!isThere(given) || given === 'AWS_IAM') return undefined
  const unable = `unable to set Authorizer ${JSON.stringify(given)} on API method [${method}] for path [${path}]`
  if (given === 'NONE')
    return isThere(settings['DefaultAuthorizer'])
      ? undefined
      : `${unable}: 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified`
  const authorizers = settings['Authorizers']
  if (!isThere(authorizers)) return `${unable}: the related API does not define any Authorizers`
  const name = text(given)
  if (name === undefined || !isObj(authorizers)) return `${unable}: the authorizer must be the name of one of the API's Authorizers`
  return isThere(authorizers[name]) ? undefined : `${unable}: it was not defined in the API's Authorizers`
}

function otherProblem({ auth, path, method }: Route, settings: Obj): string | undefined {
  const wanted = auth['AuthorizationScopes']
  if (isThere(wanted) && !isList(wanted)) return "'Auth.AuthorizationScopes' should be a list"
  if (isThere(wanted) && !isThere(auth['Authorizer'])) return 'AuthorizationScopes works only when Authorizer is set'
  const key = auth['ApiKeyRequired']
  if (key !== undefined && key !== null && !isThere(key) && !isThere(settings['ApiKeyRequired']))
    return `unable to set ApiKeyRequired to false on API method [${method}] for path [${path}]: the related API requires no API key`
  return undefined
}
