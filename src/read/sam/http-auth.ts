import type { Source } from './types.js'
import { putAuthorizerPermission } from './authorizers.js'
import { branchesOf, INTEGRATION, methodsProblem, scopesOf } from './definition.js'
import type { Expansion } from './expansion.js'
import { isList, isNoValue, isObj, type Obj, obj, objOr, sub, text, type Value, isThere } from './values.js'

const IAM = { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' }
const AUTH_KEYS = ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer']

/** Puts what `Auth` of an HTTP API asks for into the definition. */
export function addHttpAuth(expansion: Expansion, source: Source, body: Obj): void {
  const auth = objOr(source.properties['Auth'])
  if (!isThere(auth)) return
  const reject = (message: string, ...path: string[]): void => expansion.reject(source.id, message, ['Properties', 'Auth', ...path])
  const wrong = Object.keys(auth).filter((key) => !AUTH_KEYS.includes(key))
  if (wrong.length > 0) reject(`invalid value for 'Auth' property: ${wrong.join(', ')}`)
  const authorizers = auth['Authorizers']
  if (isThere(authorizers) && !isObj(authorizers)) return reject('Authorizers must be a map', 'Authorizers')
  const schemes: Obj = auth['EnableIamAuthorizer'] === true ? { AWS_IAM: { ...IAM } } : {}
  for (const [name, authorizer] of Object.entries(objOr(authorizers))) {
    const scheme = schemeOf(expansion, source, name, authorizer)
    if (scheme !== undefined) schemes[name] = scheme
    const { EnableFunctionDefaultPermissions: permitted, FunctionArn: called } = objOr(authorizer)
    if (permitted === true) putAuthorizerPermission(expansion, source, { name, called, start: 'arn:${AWS::Partition}' })
  }
  addFallback(expansion, source, body, schemes)
  if (Object.keys(schemes).length === 0) return
  const components = objOr(body['components'])
  body['components'] = { ...components, securitySchemes: { ...objOr(components['securitySchemes']), ...schemes } }
}

function addFallback(expansion: Expansion, source: Source, body: Obj, schemes: Obj): void {
  const auth = objOr(source.properties['Auth'])
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Auth', 'DefaultAuthorizer'])
  const fallback = auth['DefaultAuthorizer']
  if (!isThere(fallback) || isNoValue(fallback)) return
  const name = text(fallback)
  if (name === undefined) return reject("'DefaultAuthorizer' should be a string")
  if (schemes[name] === undefined) return reject(`unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'`)
  setDefault(expansion, source, body, { name, scopes: scopesOf(objOr(auth['Authorizers'])[name]) })
}

/** The default authorizer, for every method that has none of its own. */
function setDefault(
  expansion: Expansion,
  source: Source,
  body: Obj,
  { name, scopes }: { readonly name: string; readonly scopes: Value },
): void {
  const problem = methodsProblem(body)
  if (problem !== undefined) return expansion.reject(source.id, problem, ['Properties', 'DefinitionBody', 'paths'])
  for (const item of Object.values(objOr(body['paths'])).flatMap(branchesOf))
    for (const [method, value] of Object.entries(item)) {
      if (method === 'parameters' || method.toLowerCase() === 'options') continue
      for (const operation of branchesOf(value))
        if (isThere(operation[INTEGRATION]) && !isThere(operation['security'])) operation['security'] = [{ [name]: scopes }]
    }
}

/** What an authorizer of each kind can have. */
const JWT_KEYS = ['AuthorizationScopes', 'JwtConfiguration', 'IdentitySource']
const LAMBDA_KEYS = [
  'FunctionArn',
  'FunctionInvokeRole',
  'Identity',
  'AuthorizerPayloadFormatVersion',
  'EnableSimpleResponses',
  'EnableFunctionDefaultPermissions',
]

/** The security scheme of an authorizer; undefined after a report. */
function schemeOf(expansion: Expansion, source: Source, name: string, given: Value): Obj | undefined {
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Auth', 'Authorizers', name])
  if (!isObj(given)) return reject(`authorizer ${name} must be a map`)
  const problem = problemOf(name, given)
  if (problem !== undefined) return reject(problem)
  const { FunctionArn: called, JwtConfiguration: jwt } = given
  if (isThere(jwt)) {
    const configuration = isObj(jwt) ? Object.fromEntries(Object.entries(jwt).map(([key, value]) => [key.toLowerCase(), value])) : jwt
    return {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': {
        type: 'jwt',
        jwtConfiguration: configuration,
        ...obj({ identitySource: given['IdentitySource'] }),
      },
    }
  }
  const identity = given['Identity']
  const { FunctionInvokeRole: role, EnableSimpleResponses: simple, AuthorizerPayloadFormatVersion: format } = given
  const authorizer = {
    type: 'request',
    authorizerUri: sub(expansion.arn('apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations'), {
      __FunctionArn__: called ?? null,
    }),
    authorizerPayloadFormatVersion: format ?? null,
    ...obj({
      authorizerCredentials: role === 'NONE' || !isThere(role) ? undefined : role,
      authorizerResultTtlInSeconds: objOr(identity)['ReauthorizeEvery'],
      identitySource: isThere(identity) ? sourcesOf(expansion, source, name, objOr(identity)) : undefined,
      enableSimpleResponses: isThere(simple) ? simple : undefined,
    }),
  }
  return { type: 'apiKey', name: 'Unused', in: 'header', 'x-amazon-apigateway-authorizer': authorizer }
}

/** What is wrong with an authorizer; undefined: nothing. */
function problemOf(name: string, given: Obj): string | undefined {
  if (given['OpenIdConnectUrl'] !== undefined)
    return `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'; use JwtConfiguration`
  const jwt = isThere(given['JwtConfiguration'])
  const foreign = (jwt ? LAMBDA_KEYS : JWT_KEYS).filter((key) => given[key] !== undefined && given[key] !== null)
  if (foreign.length > 0)
    return `${foreign.join(', ')} of authorizer '${name}' is only supported for ${jwt ? 'Lambda' : 'OAuth2'} authorizers`
  const needed = jwt ? ['IdentitySource'] : ['FunctionArn', 'AuthorizerPayloadFormatVersion']
  const missing = needed.filter((key) => !isThere(given[key]))
  if (missing.length > 0)
    return `${jwt ? 'OAuth2' : 'Lambda'} authorizer '${name}' must define ${missing.map((key) => `'${key}'`).join(', ')}`
  return settingsProblem(name, given)
}

function settingsProblem(name: string, given: Obj): string | undefined {
  if (!isList(given['AuthorizationScopes'] ?? [])) return `AuthorizationScopes of authorizer '${name}' must be a list`
  if (typeof (given['EnableFunctionDefaultPermissions'] ?? false) !== 'boolean')
    return `EnableFunctionDefaultPermissions of authorizer '${name}' must be true or false`
  const identity = given['Identity']
  return isThere(identity) && !isObj(identity) ? `'Identity' of authorizer '${name}' must be a map` : undefined
}

const IDENTITY = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
] as const

function sourcesOf(expansion: Expansion, source: Source, name: string, identity: Obj): Value {
  return IDENTITY.flatMap(([key, prefix]) => {
    const given = identity[key]
    if (!isThere(given)) return []
    const at = `Authorizers.${name}.Identity.${key}`
    const path = ['Properties', 'Auth', 'Authorizers', name, 'Identity', key]
    if (!isList(given)) {
      expansion.reject(source.id, `property '${at}' should be a list`, path)
      return []
    }
    return given.flatMap((entry, index) => {
      if (typeof entry === 'string') return [`${prefix}${entry}`]
      expansion.reject(source.id, `property '${at}[${index}]' should be a string`, [...path, index])
      return []
    })
  })
}
