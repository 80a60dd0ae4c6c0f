import type { Source } from './types.js'
import { httpDomain } from './domains.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { addHttpAuth } from './http-auth.js'
import { s3Location } from './locations.js'
import { sharedCondition } from './shared-condition.js'
import { conditionsOf, routesOf } from './routes.js'
import { alphanumeric, isIntrinsic, isNoValue, isObj, listOf, type Obj, obj, objOr, pick, ref, text, type Value } from './values.js'

const OWN_TAG = 'httpapi:createdBy'

/** Expands `AWS::Serverless::HttpApi`. */
export function expandHttpApi(expansion: Expansion, given: Source): void {
  const { properties, id } = given
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  if (properties['DefinitionBody'] !== undefined && properties['DefinitionUri'] !== undefined)
    return reject("specify either 'DefinitionUri' or 'DefinitionBody' property and not both", 'DefinitionUri')
  const conditions = id === 'ServerlessHttpApi' ? conditionsOf(routesOf(expansion, id)) : undefined
  const resource =
    conditions === undefined ? given.resource : { ...given.resource, Condition: sharedCondition(expansion, `${id}Condition`, conditions) }
  const source = { ...given, resource }
  const tags = { ...objOr(properties['Tags']), [OWN_TAG]: 'SAM' }
  const location = properties['DefinitionUri'] === undefined ? undefined : s3Location(expansion, source, 'DefinitionUri')
  if (properties['DefinitionUri'] !== undefined)
    for (const key of ['Tags', 'CorsConfiguration', 'Auth'])
      if (properties[key] !== undefined)
        return reject(`${key} works only with inline OpenApi specified in the 'DefinitionBody' property`, key)
  const body = properties['DefinitionUri'] === undefined ? bodyOf(expansion, source, tags) : undefined
  const api = {
    ...obj({ Body: body, BodyS3Location: location }),
    ...pick(properties, ['FailOnWarnings', 'DisableExecuteApiEndpoint']),
    ...(body === undefined ? pick(properties, ['Description']) : {}),
  }
  delete api['DisableExecuteApiEndpoint']
  expansion.put(id, { Type: 'AWS::ApiGatewayV2::Api', ...kept(source), Properties: api }, source)
  const stageId = putStage(expansion, source, body === undefined ? undefined : tags)
  httpDomain(expansion, source, stageId, tags)
}

function bodyOf(expansion: Expansion, source: Source, tags: Obj): Value {
  const { properties } = source
  const given: Value = properties['DefinitionBody'] ?? {
    openapi: '3.0.1',
    info: { version: '1.0', title: ref('AWS::StackName') },
    paths: {},
  }
  if (!isObj(given) || isIntrinsic(given)) return given
  if (text(given['openapi']) === undefined || !isObj(given['paths'])) {
    if (Object.keys(given).length > 0)
      expansion.reject(source.id, "invalid OpenApi document: invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'", [
        'Properties',
        'DefinitionBody',
      ])
    return given
  }
  addRoutes(expansion, source, given)
  addHttpAuth(expansion, source, given)
  given['tags'] = [
    ...listOf(given['tags']),
    ...Object.entries(tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value })),
  ]
  const cors = properties['CorsConfiguration']
  if (cors !== undefined) addCors(expansion, source, given)
  if (properties['Name'] !== undefined && isObj(given['info'])) given['info']['title'] = properties['Name']
  const description = properties['Description']
  if (description !== undefined) given['info'] = { ...objOr(given['info']), description }
  const closed = properties['DisableExecuteApiEndpoint']
  if (closed !== undefined)
    given['servers'] = [
      ...listOf(given['servers']),
      { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: closed } },
    ]
  return given
}

function addRoutes(expansion: Expansion, source: Source, body: Obj): void {
  const paths = objOr(body['paths'])
  for (const route of routesOf(expansion, source.id)) {
    const path = route.path === '$default' && source.properties['FailOnWarnings'] === true ? '/$default' : route.path
    const item = objOr(paths[path])
    const before = item[route.method]
    paths[path] = item
    if (!isIntrinsic(item)) item[route.method] = withRoute(before, route.operation)
  }
}

/** The operation with an integration: its own where it has one, in each branch of a conditional one. */
function withRoute(before: Value | undefined, operation: Obj): Value {
  if (!isObj(before)) return operation
  const branches = before['Fn::If']
  if (Array.isArray(branches))
    return {
      'Fn::If': branches.map((branch, index) =>
        index === 0 || !isObj(branch) || isNoValue(branch) ? branch : withRoute(branch, operation),
      ),
    }
  return before['x-amazon-apigateway-integration'] === undefined ? { ...before, ...operation } : before
}

const CORS = ['AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge', 'AllowCredentials']

function addCors(expansion: Expansion, source: Source, body: Obj): void {
  const cors = corsOf(expansion.resolve(source.properties['CorsConfiguration'] ?? null))
  if (cors === undefined)
    expansion.reject(source.id, `'CorsConfiguration' must be true or a map of ${CORS.join(', ')}`, ['Properties', 'CorsConfiguration'])
  else if (cors !== false) body['x-amazon-apigateway-cors'] = cors
}

function corsOf(given: Value): Value | undefined {
  if (given === true || given === 'true') return { allowOrigins: ['*'] }
  if (given === false || given === 'false') return false
  if (!isObj(given)) return undefined
  const branches = given['Fn::If']
  if (Array.isArray(branches))
    return { 'Fn::If': branches.map((branch, index) => (index === 0 || !isObj(branch) ? branch : (corsOf(branch) ?? branch))) }
  if (isIntrinsic(given)) return given
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [`${key.charAt(0).toLowerCase()}${key.slice(1)}`, value]))
}

function putStage(expansion: Expansion, source: Source, tags: Obj | undefined): string {
  const { properties, id } = source
  const given = properties['StageName']
  const name = text(given)
  const stageId =
    given === undefined || name === '$default' ? `${id}ApiGatewayDefaultStage` : `${id}${name === undefined ? '' : alphanumeric(name)}Stage`
  const routes: Obj = { ...objOr(properties['RouteSettings']) }
  for (const { path, method, settings } of routesOf(expansion, id)) {
    if (settings === undefined) continue
    const key = path === '$default' ? path : `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`
    routes[key] = { ...objOr(routes[key]), ...settings }
  }
  const made = {
    ApiId: ref(id),
    StageName: given ?? '$default',
    AutoDeploy: true,
    ...obj({ Tags: tags }),
    ...pick(properties, ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings']),
    ...(Object.keys(routes).length === 0 ? {} : { RouteSettings: routes }),
  }
  expansion.put(stageId, { Type: 'AWS::ApiGatewayV2::Stage', ...passedOn(source), Properties: made }, source)
  return stageId
}
