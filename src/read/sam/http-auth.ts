import type { Route, Source } from './types.js'
import { putAuthorizerPermission } from './authorizers.js'
import type { Expansion } from './expansion.js'
import { branchesOf as branches } from './definition.js'
import { routesOf } from './routes.js'
import { isIntrinsic, isList, isObj, type Obj, obj, objOr, sub, text, type Value } from './values.js'

const IAM = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }

/** Puts what `Auth` of an HTTP API and of its events asks for into the definition. */
export function addHttpAuth(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['Auth']
  if (given !== undefined && !isObj(given)) return expansion.reject(source.id, "'Auth' must be a map", ['Properties', 'Auth'])
  const auth = objOr(given)
  const authorizers = auth['Authorizers']
  if (authorizers !== undefined && !isObj(authorizers))
    return expansion.reject(source.id, 'Authorizers must be a map', ['Properties', 'Auth', 'Authorizers'])
  const schemes = schemesOf(expansion, source, objOr(authorizers))
  const iam = auth['EnableIamAuthorizer'] === true
  if (iam) schemes['AWS_IAM'] ??= IAM
  const fallback = text(auth['DefaultAuthorizer'])
  if (fallback !== undefined && schemes[fallback] === undefined)
    expansion.reject(source.id, `unable to set DefaultAuthorizer because '${fallback}' was not defined in 'Authorizers'`, [
      'Properties',
      'Auth',
      'DefaultAuthorizer',
    ])
  for (const route of routesOf(expansion, source.id)) routeAuth(expansion, route, { auth, schemes, body })
  if (fallback !== undefined) defaults(body, fallback, objOr(authorizers))
  if (Object.keys(schemes).length === 0) return
  const components = objOr(body['components'])
  body['components'] = { ...components, securitySchemes: { ...schemes, ...objOr(components['securitySchemes']) } }
}

function schemesOf(expansion: Expansion, source: Source, authorizers: Obj): Obj {
  const schemes: Obj = {}
  for (const [name, authorizer] of Object.entries(authorizers)) {
    const scheme = schemeOf(expansion, source, name, authorizer)
    if (scheme !== undefined) schemes[name] = scheme
    const { EnableFunctionDefaultPermissions: permitted, FunctionArn: functionArn } = objOr(authorizer)
    if (permitted === true) putAuthorizerPermission(expansion, source, name, functionArn)
  }
  return schemes
}

function defaults(body: Obj, fallback: string, authorizers: Obj): void {
  for (const item of Object.values(objOr(body['paths']))) {
    for (const path of branches(item)) {
      for (const [method, operation] of Object.entries(path)) {
        if (!isObj(operation) || method === 'options' || isIntrinsic(operation)) continue
        if (operation['security'] === undefined)
          operation['security'] = [{ [fallback]: objOr(authorizers[fallback])['AuthorizationScopes'] ?? [] }]
      }
    }
  }
}

function routeAuth(expansion: Expansion, route: Route, api: HttpAuth): void {
  const { Authorizer: given, AuthorizationScopes: scopes } = route.auth
  const name = given === undefined && scopes !== undefined ? text(api.auth['DefaultAuthorizer']) : text(given)
  const problem = routeProblem(route.auth, name, api)
  if (problem !== undefined)
    return expansion.rejectEvent(
      route.source,
      route.event.name,
      `unable to set Authorizer on API method [${route.method}] for path [${route.path}]: ${problem}`,
    )
  if (name === undefined) return
  const own = objOr(objOr(api.auth['Authorizers'])[name])['AuthorizationScopes'] ?? []
  const operation = objOr(objOr(api.body['paths'])[route.path])[route.method]
  for (const branch of branches(operation)) branch['security'] = [{ [name]: name === 'AWS_IAM' ? [] : (scopes ?? own) }]
}

interface HttpAuth {
  readonly auth: Obj
  readonly schemes: Obj
  readonly body: Obj
}

/** What is wrong with the authorizer of a route; undefined: nothing. */
function routeProblem(given: Obj, name: string | undefined, api: HttpAuth): string | undefined {
  const { Authorizer: authorizer, AuthorizationScopes: scopes } = given
  if (scopes !== undefined && !isList(scopes)) return "'AuthorizationScopes' must be a list of strings"
  if (name === undefined) return authorizer === undefined ? undefined : 'the authorizer must be a string'
  if (name === 'NONE')
    return api.auth['DefaultAuthorizer'] === undefined
      ? "'NONE' is only a valid value when a DefaultAuthorizer on the API is specified"
      : undefined
  if (api.schemes[name] !== undefined) return undefined
  return Object.keys(api.schemes).length === 0
    ? 'the related API does not define any Authorizers'
    : `[${name}] was not defined in the API's Authorizers`
}

/** The security scheme of an authorizer; undefined after a report. */
function schemeOf(expansion: Expansion, source: Source, name: string, given: Value): Obj | undefined {
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Auth', 'Authorizers', name])
  if (!isObj(given)) return reject(`authorizer ${name} must be a map`)
  if (given['OpenIdConnectUrl'] !== undefined)
    return reject(`'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'; use JwtConfiguration`)
  const { FunctionArn: functionArn, JwtConfiguration: jwt } = given
  if (functionArn === undefined && jwt === undefined) return reject(`authorizer ${name} needs 'JwtConfiguration' or 'FunctionArn'`)
  if (jwt !== undefined) {
    const configuration = isObj(jwt)
      ? Object.fromEntries(Object.entries(jwt).map(([key, value]) => [`${key.charAt(0).toLowerCase()}${key.slice(1)}`, value]))
      : jwt
    const authorizer = { type: 'jwt', jwtConfiguration: configuration, ...obj({ identitySource: given['IdentitySource'] }) }
    return { type: 'oauth2', 'x-amazon-apigateway-authorizer': authorizer }
  }
  const format = given['AuthorizerPayloadFormatVersion']
  if (format === undefined) return reject(`Lambda authorizer '${name}' must define 'AuthorizerPayloadFormatVersion'`)
  const identity = objOr(given['Identity'])
  const sources = sourcesOf(identity)
  const role = given['FunctionInvokeRole']
  const authorizer = {
    type: 'request',
    authorizerUri: sub(expansion.arn('apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations'), {
      __FunctionArn__: functionArn ?? null,
    }),
    authorizerPayloadFormatVersion: format,
    ...obj({
      authorizerCredentials: role === 'NONE' ? undefined : role,
      authorizerResultTtlInSeconds: identity['ReauthorizeEvery'],
      identitySource: sources,
      enableSimpleResponses: given['EnableSimpleResponses'] === false ? undefined : given['EnableSimpleResponses'],
    }),
  }
  return { type: 'apiKey', name: 'Unused', in: 'header', 'x-amazon-apigateway-authorizer': authorizer }
}

const IDENTITY = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
] as const

function sourcesOf(identity: Obj): Value | undefined {
  const sources = IDENTITY.flatMap(([key, prefix]) => {
    const given = identity[key]
    return isList(given) ? given.map((name) => `${prefix}${text(name) ?? ''}`) : []
  })
  return sources.length === 0 ? undefined : sources
}
