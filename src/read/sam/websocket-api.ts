import type { Source } from './types.js'
import { httpDomain } from './domains.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, type Obj, obj, objOr, pick, ref, sub, text, type Value } from './values.js'

const OWN_TAG = 'websocketapi:createdBy'
/** Not `$default` as with HTTP APIs: that is the name of a route here. */
const DEFAULT_STAGE = 'default'
const AUTH_TYPES = ['NONE', 'AWS_IAM', 'CUSTOM']
const DROPPED = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata']
const SPECIAL_ROUTES = ['$connect', '$disconnect', '$default']
const CALL_FUNCTION = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/'

/** Expands `AWS::Serverless::WebSocketApi`. */
export function expandWebSocketApi(expansion: Expansion, given: Source): void {
  // The reference gives none of the attributes on but DependsOn.
  const dependent = pick(given.resource, ['DependsOn'])
  reportDropped(expansion, given)
  const source = { ...given, resource: {} }
  const { properties, id } = source
  const routes = Object.entries(objOr(expansion.resolve(properties['Routes'] ?? null)))
  checkApi(expansion, source, routes.length)
  const tags = { ...objOr(properties['Tags']), [OWN_TAG]: 'SAM' }
  const own = properties['PropagateTags'] === true ? tags : { [OWN_TAG]: 'SAM' }
  const api = {
    Name: properties['Name'] ?? id,
    ProtocolType: 'WEBSOCKET',
    Tags: tags,
    ...pick(properties, [
      'RouteSelectionExpression',
      'ApiKeySelectionExpression',
      'Description',
      'DisableExecuteApiEndpoint',
      'DisableSchemaValidation',
      'IpAddressType',
    ]),
  }
  expansion.put(id, { Type: 'AWS::ApiGatewayV2::Api', ...dependent, Properties: api }, source)
  const auth = authOf(expansion, source)
  const made = routes.flatMap(([key, route]) => putRoute(expansion, source, { key, route, auth }) ?? [])
  if (routes.some(([key]) => key === '$connect')) putAuthorizer(expansion, source, auth)
  httpDomain(expansion, source, putStage(expansion, source, { tags: own, routes: made }), own)
}

function reportDropped(expansion: Expansion, { id, resource }: Source): void {
  for (const attribute of DROPPED) {
    const message = `SAM drops the ${attribute} of a WebSocket API; write its parts as AWS::ApiGatewayV2 resources where it must stay`
    if (resource[attribute] !== undefined) expansion.lose(id, message, [attribute])
  }
}

function checkApi(expansion: Expansion, source: Source, routes: number): void {
  const { properties, id } = source
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  if (routes === 0) reject('a WebSocket API must have at least one route', 'Routes')
  const address = properties['IpAddressType']
  if (address !== undefined && !isIntrinsic(address) && address !== 'ipv4' && address !== 'dualstack')
    reject(`'IpAddressType' is ${JSON.stringify(address)}; it must be ipv4 or dualstack`, 'IpAddressType')
  if (objOr(properties['Domain'])['MutualTlsAuthentication'] !== undefined)
    reject('WebSocket APIs have no mutual TLS; remove MutualTlsAuthentication', 'Domain')
  if (properties['StageName'] === '$default') reject('the stage of a WebSocket API cannot be named $default', 'StageName')
}

/** `Auth`, when it is sound; reports what is wrong with it. */
function authOf(expansion: Expansion, source: Source): Obj | undefined {
  const given = source.properties['Auth']
  if (given === undefined) return undefined
  const auth = objOr(expansion.resolve(given))
  if (Object.keys(auth).length === 0) return undefined
  const reject = (message: string): undefined => expansion.reject(source.id, message, ['Properties', 'Auth'])
  if (objOr(source.properties['Routes'])['$connect'] === undefined) return reject('authorization needs a route $connect')
  const { AuthType: type, AuthArn: arn } = auth
  const known = text(type)
  if (known === undefined) return reject("'AuthType' must be specified for additional auth configurations")
  if (!AUTH_TYPES.includes(known.toUpperCase())) return reject(`AuthType "${known}" is not one of ${AUTH_TYPES.join(', ')}`)
  if (known.toUpperCase() === 'CUSTOM') return arn === undefined ? reject("'AuthArn' must be specified if AuthType is CUSTOM") : auth
  return Object.keys(auth).length > 1 ? reject(`there is nothing to configure with AuthType ${known}`) : auth
}

function routeName(key: string): string | undefined {
  const name = SPECIAL_ROUTES.includes(key) ? key.slice(1) : key
  if (!/^[\p{L}\p{N}]+$/u.test(name)) return undefined
  return `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`
}

/** Route, integration and permission of one route; its logical id. */
function putRoute(
  expansion: Expansion,
  source: Source,
  { key, route, auth }: { readonly key: string; readonly route: Value; readonly auth: Obj | undefined },
): string | undefined {
  const { id, properties } = source
  const path = ['Properties', 'Routes', key]
  const name = routeName(key)
  const fields = objOr(route)
  const called = fields['FunctionArn']
  if (name === undefined)
    return expansion.reject(id, `the route key "${key}" must be letters and digits, or one of ${SPECIAL_ROUTES.join(', ')}`, path)
  if (called === undefined) return expansion.reject(id, `the route "${key}" must have a 'FunctionArn'`, path)
  if (fields['RequestParameters'] !== undefined && key !== '$connect')
    return expansion.reject(id, "'RequestParameters' are for the route $connect only", path)
  const put = (suffix: string, Type: string, fieldsOf: Obj): void =>
    expansion.put(`${id}${name}${suffix}`, { Type, Properties: fieldsOf }, source)
  put('Route', 'AWS::ApiGatewayV2::Route', {
    RouteKey: key,
    ApiId: ref(id),
    ...pick(fields, [
      'ApiKeyRequired',
      'ModelSelectionExpression',
      'OperationName',
      'RequestModels',
      'RequestParameters',
      'RouteResponseSelectionExpression',
    ]),
    ...(key === '$connect' ? authorization(id, auth) : {}),
    Target: { 'Fn::Join': ['/', ['integrations', ref(`${id}${name}Integration`)]] },
  })
  put('Integration', 'AWS::ApiGatewayV2::Integration', {
    ApiId: ref(id),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: sub(`${CALL_FUNCTION}\${FunctionArn}/invocations`, { FunctionArn: called }),
    ...obj({ TimeoutInMillis: fields['IntegrationTimeout'] }),
  })
  const stage = properties['StageName'] ?? DEFAULT_STAGE
  const start = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}.ApiId}/`
  put('Permission', 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: called,
    Principal: 'apigateway.amazonaws.com',
    SourceArn:
      typeof stage === 'string' ? sub(`${start}${stage}/${key}`) : sub(`${start}\${__StageName__}/${key}`, { __StageName__: stage }),
  })
  return `${id}${name}Route`
}

function authorization(id: string, auth: Obj | undefined): Obj {
  if (auth === undefined) return {}
  if (auth['AuthType'] === 'CUSTOM') return { AuthorizationType: 'CUSTOM', AuthorizerId: ref(`${id}ConnectAuthorizer`) }
  return { AuthorizationType: auth['AuthType'] === 'AWS_IAM' ? 'AWS_IAM' : 'NONE' }
}

function putAuthorizer(expansion: Expansion, source: Source, auth: Obj | undefined): void {
  const { id } = source
  if (auth?.['AuthType'] !== 'CUSTOM') return
  const { AuthArn: arn, InvokeRole: role, IdentitySource: identity, Name: name } = auth
  const authorizer = {
    ApiId: ref(id),
    AuthorizerType: 'REQUEST',
    AuthorizerUri: sub(`${CALL_FUNCTION}\${AuthArn}/invocations`, { AuthArn: arn ?? null }),
    Name: name ?? `${id}ConnectAuthorizer`,
    ...obj({ AuthorizerCredentialsArn: role, IdentitySource: identity }),
  }
  expansion.put(`${id}ConnectAuthorizer`, { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: authorizer }, source)
  if (role !== undefined) return
  const permission = {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn ?? null,
    Principal: 'apigateway.amazonaws.com',
    SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*', {
      __ApiId__: ref(id),
    }),
  }
  expansion.put(`${id}AuthorizerPermission`, { Type: 'AWS::Lambda::Permission', Properties: permission }, source)
}

function putStage(expansion: Expansion, source: Source, given: { readonly tags: Obj; readonly routes: readonly string[] }): string {
  const { properties, id } = source
  const stage = properties['StageName'] ?? DEFAULT_STAGE
  const name = text(stage) ?? ''
  const stageId = `${id}${name === DEFAULT_STAGE ? 'Default' : name}Stage`
  const settings = properties['RouteSettings']
  // Settings of a route can only be set once the route is there.
  const waits = isObj(settings) && Object.keys(settings).length > 0 && given.routes.length > 0 ? { DependsOn: [...given.routes] } : {}
  const made = {
    ApiId: ref(id),
    StageName: stage,
    AutoDeploy: true,
    Tags: given.tags,
    ...pick(properties, ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings']),
  }
  expansion.put(stageId, { Type: 'AWS::ApiGatewayV2::Stage', ...waits, Properties: made }, source)
  return stageId
}
