import type { Route, Source } from './types.js'
import type { Expansion } from './expansion.js'
import { putAuthorizerPermission } from './authorizers.js'
import { addResourcePolicy } from './resource-policy.js'
import { branches } from './rest-cors.js'
import { routesOf } from './routes.js'
import { isIntrinsic, isList, isObj, listOf, type Obj, obj, objOr, sub, text, type Value } from './values.js'

const CALLER = 'arn:aws:iam::*:user/*'
const AUTH_KEYS = [
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'ResourcePolicy',
  'UsagePlan',
]

/** Puts what `Auth` of an API and of its events asks for into the definition. */
export function addAuth(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['Auth']
  if (given !== undefined && !isObj(given)) return expansion.reject(source.id, "'Auth' must be a map", ['Properties', 'Auth'])
  const auth = objOr(given)
  const wrong = Object.keys(auth).filter((key) => !AUTH_KEYS.includes(key))
  if (wrong.length > 0) expansion.reject(source.id, `invalid value for 'Auth' property: ${wrong.join(', ')}`, ['Properties', 'Auth'])
  const authorizers = auth['Authorizers']
  if (authorizers !== undefined && !isObj(authorizers))
    return expansion.reject(source.id, 'Authorizers must be a map', ['Properties', 'Auth', 'Authorizers'])
  const schemes = schemesOf(expansion, source, objOr(authorizers))
  const fallback = text(auth['DefaultAuthorizer'])
  if (fallback !== undefined && fallback !== 'AWS_IAM' && objOr(authorizers)[fallback] === undefined)
    expansion.reject(source.id, `unable to set DefaultAuthorizer because '${fallback}' was not defined in 'Authorizers'`, [
      'Properties',
      'Auth',
      'DefaultAuthorizer',
    ])
  const routes = routesOf(expansion, source.id)
  const api: ApiAuth = { auth, authorizers: objOr(authorizers), schemes, keyless: new Set() }
  for (const route of routes) routeAuth(expansion, source, route, api)
  defaults(body, api)
  if (Object.keys(schemes).length > 0) body['securityDefinitions'] = { ...objOr(body['securityDefinitions']), ...schemes }
  addResourcePolicy(expansion, source, body)
}

function schemesOf(expansion: Expansion, source: Source, authorizers: Obj): Obj {
  const schemes: Obj = {}
  for (const [name, authorizer] of Object.entries(authorizers)) {
    const scheme = schemeOf(expansion, source, name, authorizer)
    if (scheme === undefined) continue
    schemes[name] = scheme
    putAuthorizerPermission(expansion, source, name, objOr(authorizer)['FunctionArn'])
  }
  return schemes
}

interface ApiAuth {
  readonly auth: Obj
  readonly authorizers: Obj
  readonly schemes: Obj
  /** Operations that take no API key although the API asks for one. */
  readonly keyless: Set<Obj>
}

const API_KEY = { type: 'apiKey', name: 'x-api-key', in: 'header' }
const IAM = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }

/** Security of one route, as its event asks for it. */
function routeAuth(expansion: Expansion, source: Source, route: Route, api: ApiAuth): void {
  const { auth, operation } = route
  const { Authorizer: name, ApiKeyRequired: key } = auth
  checkOverride(expansion, route)
  const problem = name === undefined ? undefined : routeProblem(source, name, api)
  if (problem !== undefined)
    return expansion.rejectEvent(
      route.source,
      route.event.name,
      `unable to set Authorizer on API method [${route.method}] for path [${route.path}]: ${problem}`,
    )
  const known = text(name)
  const security: Obj[] = known === undefined ? [] : [{ [known]: scopesOf(auth, api.authorizers[known]) }]
  if (known === 'AWS_IAM') iam(operation, api.schemes, auth['InvokeRole'] ?? api.auth['InvokeRole'])
  if (key === true) {
    security.push({ api_key: [] })
    api.schemes['api_key'] = API_KEY
  }
  if (key === false && api.auth['ApiKeyRequired'] === true) api.keyless.add(operation)
  if (security.length > 0 || api.keyless.has(operation)) operation['security'] = security
}

function checkOverride(expansion: Expansion, { source, event, auth }: Route): void {
  const given = [auth['Authorizer'], auth['ApiKeyRequired'], auth['ResourcePolicy']].some((part) => part !== undefined)
  if (auth['OverrideApiAuth'] === true && !given)
    expansion.rejectEvent(
      source,
      event.name,
      'must define one of Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property',
    )
}

/** What is wrong with the authorizer of a route; undefined: nothing. */
function routeProblem(source: Source, name: Value, api: ApiAuth): string | undefined {
  const known = text(name)
  if (known === undefined) return 'the authorizer must be a string'
  if (known === 'AWS_IAM') return undefined
  if (known === 'NONE')
    return api.auth['DefaultAuthorizer'] === undefined
      ? "'NONE' is only a valid value when a DefaultAuthorizer on the API is specified"
      : undefined
  if (source.properties['Auth'] === undefined || Object.keys(api.authorizers).length === 0)
    return 'the related API does not define any Authorizers'
  return api.authorizers[known] === undefined ? `[${known}] was not defined in the API's Authorizers` : undefined
}

function scopesOf(auth: Obj, authorizer: Value | undefined): Value {
  return auth['AuthorizationScopes'] ?? objOr(authorizer)['AuthorizationScopes'] ?? []
}

/** Requests signed by the caller; the integration runs as the caller, or as the role that is asked for. */
function iam(operation: Obj, schemes: Obj, role: Value | undefined): void {
  schemes['AWS_IAM'] = IAM
  const integration = operation['x-amazon-apigateway-integration']
  if (!isObj(integration) || role === 'NONE' || integration['credentials'] !== undefined) return
  integration['credentials'] = role === undefined || role === 'CALLER_CREDENTIALS' ? CALLER : role
}

/** The default authorizer and API key, for every method that has none of its own. */
function defaults(body: Obj, api: ApiAuth): void {
  const { auth, schemes } = api
  if (auth['DefaultAuthorizer'] === 'AWS_IAM') schemes['AWS_IAM'] = IAM
  if (auth['ApiKeyRequired'] === true) schemes['api_key'] = API_KEY
  for (const path of Object.values(objOr(body['paths'])).flatMap(branches))
    for (const [method, operation] of Object.entries(path))
      if (isObj(operation) && METHOD.test(method)) defaultsOf(operation, method === 'options', api)
}

const METHOD = /^(?:get|put|post|delete|options|head|patch|x-amazon-apigateway-any-method)$/

function defaultsOf(operation: Obj, preflight: boolean, { auth, schemes, keyless }: ApiAuth): void {
  const fallback = text(auth['DefaultAuthorizer'])
  if (fallback !== undefined && !(preflight && auth['AddDefaultAuthorizerToCorsPreflight'] === false))
    defaultTo(operation, fallback, { auth, schemes })
  const key = auth['ApiKeyRequired'] === true && !keyless.has(operation)
  if (key && !(preflight && auth['AddApiKeyRequiredToCorsPreflight'] === false)) requireKey(operation)
}

function defaultTo(operation: Obj, fallback: string, of: { readonly auth: Obj; readonly schemes: Obj }): void {
  const before = listOf(operation['security'])
  const named = before.some((entry) => Object.keys(objOr(entry)).some((name) => name !== 'api_key'))
  if (named) return
  operation['security'] = [{ [fallback]: scopesOf({}, objOr(of.auth['Authorizers'])[fallback]) }, ...before]
  if (fallback === 'AWS_IAM') iam(operation, of.schemes, of.auth['InvokeRole'])
}

function requireKey(operation: Obj): void {
  const before = listOf(operation['security'])
  if (before.some((entry) => objOr(entry)['api_key'] !== undefined)) return
  operation['security'] = [...before, { api_key: [] }]
}

/** The security scheme of an authorizer; undefined after a report. */
function schemeOf(expansion: Expansion, source: Source, name: string, given: Value): Obj | undefined {
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Auth', 'Authorizers', name])
  if (!isObj(given)) return reject(`authorizer ${name} must be a map`)
  const { UserPoolArn: pool, FunctionPayloadType: payload } = given
  const problem = authorizerProblem(given)
  if (problem !== undefined) return reject(`authorizer ${name} ${problem}`)
  const identity = objOr(given['Identity'])
  const scheme = { type: 'apiKey', name: payload === 'REQUEST' ? 'Unused' : (identity['Header'] ?? 'Authorization'), in: 'header' }
  if (pool !== undefined)
    return {
      ...scheme,
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': poolAuthorizer(pool, identity),
    }
  const sources = payload === 'REQUEST' ? identitySources(expansion, source, name, identity) : undefined
  if (payload === 'REQUEST' && sources === undefined && identity['ReauthorizeEvery'] !== 0)
    return reject(`authorizer ${name} must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context`)
  return {
    ...scheme,
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': lambdaAuthorizer(expansion, given, sources),
  }
}

/** What is wrong with an authorizer; undefined: nothing. */
function authorizerProblem({
  FunctionArn: functionArn,
  UserPoolArn: pool,
  FunctionPayloadType: payload,
  Identity: identity,
}: Obj): string | undefined {
  if (identity !== undefined && !isObj(identity)) return 'has an Identity that is no map'
  if (functionArn === undefined && pool === undefined) return "needs 'UserPoolArn' or 'FunctionArn'"
  return payload === undefined || payload === 'TOKEN' || payload === 'REQUEST'
    ? undefined
    : 'has a FunctionPayloadType other than TOKEN and REQUEST'
}

function poolAuthorizer(pool: Value, { ValidationExpression: expression, ReauthorizeEvery: ttl }: Obj): Obj {
  return {
    type: 'cognito_user_pools',
    providerARNs: isList(pool) ? pool : [pool],
    ...obj({ identityValidationExpression: expression, authorizerResultTtlInSeconds: ttl }),
  }
}

function lambdaAuthorizer(expansion: Expansion, given: Obj, sources: string | undefined): Obj {
  const request = given['FunctionPayloadType'] === 'REQUEST'
  const { ValidationExpression: expression, ReauthorizeEvery: ttl } = objOr(given['Identity'])
  const { FunctionInvokeRole: role, FunctionArn: functionArn } = given
  const form = expansion.arn('apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations')
  return {
    type: request ? 'request' : 'token',
    authorizerUri: sub(form, { __FunctionArn__: functionArn ?? null }),
    ...obj({
      authorizerCredentials: role === 'NONE' ? undefined : role,
      authorizerResultTtlInSeconds: ttl,
      identitySource: sources,
      identityValidationExpression: request ? undefined : expression,
    }),
  }
}

const IDENTITY = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const

function identitySources(expansion: Expansion, source: Source, name: string, identity: Obj): string | undefined {
  const parts: string[] = []
  for (const [key, prefix] of IDENTITY) {
    const given = identity[key]
    if (given === undefined || isIntrinsic(given)) continue
    const at = `Authorizers.${name}.Identity.${key}`
    if (!isList(given)) {
      expansion.reject(source.id, `property '${at}' should be a list`, ['Properties', 'Auth', 'Authorizers', name, 'Identity', key])
      continue
    }
    given.forEach((entry, index) => {
      if (typeof entry === 'string') parts.push(`${prefix}${entry}`)
      else
        expansion.reject(source.id, `property '${at}[${index}]' should be a string`, [
          'Properties',
          'Auth',
          'Authorizers',
          name,
          'Identity',
          key,
          index,
        ])
    })
  }
  return parts.length === 0 ? undefined : parts.join(', ')
}
