import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isList, isObj, type Obj, obj, objOr, sub, text, type Value, isThere } from './values.js'

/** The security scheme of an authorizer; undefined after a report. */
export function authorizerScheme(expansion: Expansion, source: Source, name: string, given: Value): Obj | undefined {
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Auth', 'Authorizers', name])
  if (!isObj(given)) return reject(`authorizer ${name} must be a map`)
  const problem = problemOf(given)
  if (problem !== undefined) return reject(`authorizer ${name} ${problem}`)
  const { UserPoolArn: pool, FunctionPayloadType: payload } = given
  const identity = objOr(given['Identity'])
  const request = payload === 'REQUEST' && !isThere(pool)
  const header = isThere(identity['Header']) ? identity['Header'] : 'Authorization'
  const scheme = { type: 'apiKey', name: request ? 'Unused' : header, in: 'header' }
  if (isThere(pool))
    return {
      ...scheme,
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: isList(pool) ? pool : [pool],
        ...obj({ identityValidationExpression: identity['ValidationExpression'] }),
      },
    }
  const sources = payload === 'REQUEST' ? identitySources(expansion, source, name, identity) : ''
  return {
    ...scheme,
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': lambdaAuthorizer(expansion, given, sources),
  }
}

/** What is wrong with an authorizer; undefined: nothing. */
function problemOf(given: Obj): string | undefined {
  const { FunctionPayloadType: payload, Identity: identity } = given
  if (isThere(identity) && !isObj(identity)) return 'has an Identity that is no map'
  if (![undefined, null, 'TOKEN', 'REQUEST'].some((known) => known === payload))
    return `has the FunctionPayloadType ${JSON.stringify(payload)}; it is TOKEN or REQUEST`
  if (payload === 'REQUEST' && lacksSources(objOr(identity)))
    return 'must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context'
  if (given['FunctionArn'] === undefined && !isThere(given['UserPoolArn'])) return "needs 'UserPoolArn' or 'FunctionArn'"
  return settingsProblem(given)
}

function settingsProblem(given: Obj): string | undefined {
  const scopes = given['AuthorizationScopes'] ?? []
  if (!isList(scopes)) return "has 'AuthorizationScopes' that are no list"
  const disabled = given['DisableFunctionDefaultPermissions'] ?? false
  return typeof disabled === 'boolean' ? undefined : "has a 'DisableFunctionDefaultPermissions' that is neither true nor false"
}

/** An authorizer that keeps answers needs to know what they depend on. */
function lacksSources(identity: Obj): boolean {
  const none = !IDENTITY.some(([key]) => isThere(identity[key]))
  const kept = identity['ReauthorizeEvery']
  const seconds = typeof kept === 'number' || (typeof kept === 'string' && /^\d+$/.test(kept)) ? Number(kept) : undefined
  return none && (seconds === undefined || seconds > 0)
}

function lambdaAuthorizer(expansion: Expansion, given: Obj, sources: string): Obj {
  const request = given['FunctionPayloadType'] === 'REQUEST'
  const { ValidationExpression: expression, ReauthorizeEvery: kept } = objOr(given['Identity'])
  const { FunctionInvokeRole: role, FunctionArn: called } = given
  const form = expansion.arn('apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations')
  return {
    type: request ? 'request' : 'token',
    authorizerUri: sub(form, { __FunctionArn__: called ?? null }),
    ...obj({
      authorizerCredentials: role === 'NONE' || !isThere(role) ? undefined : role,
      authorizerResultTtlInSeconds: kept === null ? undefined : kept,
      identitySource: sources === '' ? undefined : sources,
      identityValidationExpression: request || !isThere(expression) ? undefined : expression,
    }),
  }
}

const IDENTITY = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
] as const

function identitySources(expansion: Expansion, source: Source, name: string, identity: Obj): string {
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
      const part = text(entry)
      if (part === undefined) expansion.reject(source.id, `property '${at}[${index}]' should be a string`, [...path, index])
      return part === undefined ? [] : [`${prefix}${part}`]
    })
  }).join(', ')
}
