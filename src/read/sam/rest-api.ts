import type { Source } from './types.js'
import { restDomain } from './domains.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { s3Location } from './locations.js'
import { addCors } from './rest-cors.js'
import { addAuth } from './rest-auth.js'
import { addModels, addParameters } from './rest-models.js'
import { API, conditionsOf, routesOf, sharedPolicies } from './routes.js'
import { sharedCondition } from './shared-condition.js'
import { usagePlan } from './usage-plan.js'
import {
  alphanumeric,
  hashOf,
  isIntrinsic,
  isObj,
  listOf,
  type Obj,
  obj,
  objOr,
  pick,
  ref,
  tagList,
  text,
  type Value,
  when,
} from './values.js'

/** Properties that change the definition, and so need one that stands in the template. */
const NEED_BODY: Readonly<Record<string, string>> = {
  Cors: 'inline Swagger',
  GatewayResponses: 'inline Swagger',
  Models: 'inline Swagger',
  DisableExecuteApiEndpoint: "the 'DefinitionBody' property",
}

const emptyBody = (): Obj => ({ swagger: '2.0', info: { version: '1.0', title: ref('AWS::StackName') }, paths: {} })

/** Expands `AWS::Serverless::Api`. */
export function expandApi(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  const stageName = properties['StageName']
  if (stageName === undefined) return expansion.reject(id, "missing required property 'StageName'", ['Properties'])
  if (properties['DefinitionBody'] !== undefined && properties['DefinitionUri'] !== undefined)
    return expansion.reject(id, "specify either 'DefinitionUri' or 'DefinitionBody' property and not both", ['Properties'])
  const version = properties['OpenApiVersion'] === undefined ? undefined : expansion.resolve(properties['OpenApiVersion'])
  if (version !== undefined && typeof version !== 'string' && typeof version !== 'number')
    return expansion.reject(id, "property 'OpenApiVersion' should be a string", ['Properties', 'OpenApiVersion'])
  const body = definition(expansion, source)
  const implicit = id === 'ServerlessRestApi' ? conditionsOf(routesOf(expansion, id)) : undefined
  const policies = id === 'ServerlessRestApi' ? sharedPolicies(routesOf(expansion, id)) : {}
  const resource = {
    ...source.resource,
    ...policies,
    ...(implicit === undefined ? {} : { Condition: sharedCondition(expansion, `${id}Condition`, implicit) }),
  }
  putApi(expansion, { ...source, resource }, { body, stageName, version: version === undefined ? undefined : versionText(version) })
}

function versionText(version: string | number): string {
  return typeof version === 'number' && Number.isInteger(version) ? version.toFixed(1) : String(version)
}

interface Parts {
  readonly body: Value | undefined
  readonly stageName: Value
  readonly version: string | undefined
}

function definition(expansion: Expansion, source: Source): Value | undefined {
  const { properties, id } = source
  const given = properties['DefinitionBody']
  if (properties['DefinitionUri'] !== undefined) {
    for (const [key, needs] of Object.entries(NEED_BODY))
      if (properties[key] !== undefined)
        expansion.reject(id, `${key} works only with ${needs}: move the definition to 'DefinitionBody'`, ['Properties', key])
    return undefined
  }
  const body = given ?? emptyBody()
  if (!isObj(body) || isIntrinsic(body)) return body
  if (given === undefined) addRoutes(expansion, source, body)
  if (!checkPaths(expansion, source, body)) return body
  addCors(expansion, source, body)
  addAuth(expansion, source, body)
  addGatewayResponses(expansion, source, body)
  addModels(expansion, source, body)
  const media = properties['BinaryMediaTypes']
  if (media !== undefined)
    body['x-amazon-apigateway-binary-media-types'] = listOf(expansion.resolve(media)).map((type) =>
      typeof type === 'string' ? type.replaceAll('~1', '/') : type,
    )
  const closed = properties['DisableExecuteApiEndpoint']
  if (closed !== undefined) body['x-amazon-apigateway-endpoint-configuration'] = { disableExecuteApiEndpoint: closed }
  return body
}

/** Says what in the paths of a definition is no map; the reference answers these for the whole template. */
function checkPaths(expansion: Expansion, source: Source, body: Obj): boolean {
  const paths = body['paths']
  if (paths === undefined) return true
  const reject = (message: string): false => {
    expansion.reject(source.id, message, ['Properties', 'DefinitionBody', 'paths'])
    return false
  }
  if (!isObj(paths)) return reject("'paths' of the definition must be a map")
  for (const [path, item] of Object.entries(paths)) {
    if (!isObj(item)) return reject(`value of '${path}' path must be a map`)
    if (isIntrinsic(item)) continue
    for (const [method, operation] of Object.entries(item))
      if (!isObj(operation) && !NOT_METHODS.test(method))
        return reject(`definition of method '${method}' for path '${path}' should be a map`)
  }
  return true
}
/** Fields of a path item that are no methods. Source: OpenAPI Specification 3.0.1. */
const NOT_METHODS = /^(?:parameters|servers|summary|description|\$ref|x-(?!amazon-apigateway-any-method$).*)$/

function addRoutes(expansion: Expansion, source: Source, body: Obj): void {
  const paths = objOr(body['paths'])
  const routes = routesOf(expansion, source.id)
  for (const route of routes) {
    const item = objOr(paths[route.path])
    paths[route.path] = { ...item, [route.method]: route.operation }
    addParameters(expansion, source, route, body)
  }
}

/** Paths that only conditional functions serve exist under their condition. */
function conditionalPaths(expansion: Expansion, source: Source, body: Obj): void {
  const paths = objOr(body['paths'])
  const all = routesOf(expansion, source.id)
  for (const path of new Set(all.map((route) => route.path))) {
    const routes = all.filter((route) => route.path === path)
    const conditions = conditionsOf(routes)
    const item = paths[path]
    if (conditions !== undefined && item !== undefined)
      paths[path] = when(sharedCondition(expansion, `${source.id}${alphanumeric(path)}PathCondition`, conditions), item)
  }
}

function addGatewayResponses(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['GatewayResponses']
  if (given === undefined) return
  if (!isObj(given) || isIntrinsic(given))
    return expansion.reject(source.id, "'GatewayResponses' must be a map of responses", ['Properties', 'GatewayResponses'])
  const made: Obj = {}
  for (const [type, response] of Object.entries(given)) {
    if (!isObj(response) || isIntrinsic(response)) {
      expansion.reject(source.id, `property 'GatewayResponses.${type}' should be a map`, ['Properties', 'GatewayResponses', type])
      continue
    }
    const parameters: Obj = {}
    for (const [kind, prefix] of [
      ['Headers', 'header'],
      ['Paths', 'path'],
      ['QueryStrings', 'querystring'],
    ] as const)
      for (const [name, value] of Object.entries(objOr(objOr(response['ResponseParameters'])[kind])))
        parameters[`gatewayresponse.${prefix}.${name}`] = value
    const status = response['StatusCode']
    made[type] = {
      responseParameters: parameters,
      responseTemplates: response['ResponseTemplates'] ?? {},
      ...obj({ statusCode: typeof status === 'number' ? String(status) : status }),
    }
  }
  body['x-amazon-apigateway-gateway-responses'] = made
}

function putApi(expansion: Expansion, source: Source, parts: Parts): void {
  const { properties, id } = source
  const body = parts.body
  if (isObj(body)) {
    if (properties['DefinitionBody'] === undefined) conditionalPaths(expansion, source, body)
    convert(body, parts.version)
  }
  const location = properties['DefinitionUri'] === undefined ? undefined : s3Location(expansion, source, 'DefinitionUri')
  const endpoint = endpointOf(properties['EndpointConfiguration'])
  const given = { ...propagated(expansion, id), ...objOr(properties['Tags']) }
  const tags = Object.keys(given).length === 0 ? undefined : tagList(given)
  const api = {
    ...pick(properties, [
      'Name',
      'Description',
      'MinimumCompressionSize',
      'ApiKeySourceType',
      'FailOnWarnings',
      'Mode',
      'SecurityPolicy',
      'EndpointAccessMode',
    ]),
    ...obj({ Body: body, BodyS3Location: location, Tags: tags }),
    ...endpoint,
  }
  expansion.put(id, { Type: 'AWS::ApiGateway::RestApi', ...kept(source), Properties: api }, source)
  const hash = hashOf(body ?? location ?? {})
  const deploymentId = `${id}Deployment${hash.slice(0, 10)}`
  const deployment = {
    Description: `RestApi deployment id: ${hash}`,
    RestApiId: ref(id),
    ...(parts.version === undefined ? { StageName: 'Stage' } : {}),
  }
  expansion.put(deploymentId, { Type: 'AWS::ApiGateway::Deployment', ...passedOn(source), Properties: deployment }, source)
  const name = text(parts.stageName)
  const stageId =
    name === undefined ? `${id}Stage` : /^[A-Za-z0-9]+$/.test(name) ? `${id}${name}Stage` : `${id}Stage${hashOf(name).slice(0, 10)}`
  const stage = {
    DeploymentId: ref(deploymentId),
    RestApiId: ref(id),
    StageName: parts.stageName,
    ...pick(properties, [
      'CacheClusterEnabled',
      'CacheClusterSize',
      'Variables',
      'MethodSettings',
      'AccessLogSetting',
      'CanarySetting',
      'TracingEnabled',
    ]),
    ...obj({ Tags: tags }),
  }
  expansion.put(stageId, { Type: 'AWS::ApiGateway::Stage', ...passedOn(source), Properties: stage }, source)
  restDomain(expansion, source, stageId)
  usagePlan(expansion, source, stageId)
}

/** The tags that resources give on to the API that stands in for theirs. */
function propagated(expansion: Expansion, id: string): Obj {
  if (id !== API.implicit) return {}
  const giving = routesOf(expansion, id).filter(({ source }) => source.properties['PropagateTags'] === true)
  return Object.assign({}, ...giving.map(({ source }) => objOr(source.properties['Tags'])))
}

function endpointOf(given: Value | undefined): Obj {
  if (given === undefined) return {}
  if (!isObj(given) || isIntrinsic(given))
    return { EndpointConfiguration: { Types: [given] }, Parameters: { endpointConfigurationTypes: given } }
  const { Type: type, IpAddressType } = given
  const points = given['VPCEndpointIds'] ?? given['VpcEndpointIds']
  const configuration = obj({ Types: type === undefined ? undefined : [type], VpcEndpointIds: points, IpAddressType })
  return { EndpointConfiguration: configuration, ...(type === undefined ? {} : { Parameters: { endpointConfigurationTypes: type } }) }
}

/** Turns what is written for Swagger 2 into OpenAPI 3 where that is asked for. */
function convert(body: Obj, version: string | undefined): void {
  const written = body['swagger'] === undefined ? text(body['openapi']) : undefined
  const asked = version ?? written
  if (asked === undefined) return
  if (body['swagger'] !== undefined) body['swagger'] = asked
  if (!asked.startsWith('3')) return
  if (body['swagger'] !== undefined) {
    delete body['swagger']
    body['openapi'] = asked
  }
  const { securityDefinitions: schemes, definitions: schemas } = body
  delete body['securityDefinitions']
  delete body['definitions']
  const components = objOr(body['components'])
  if (isObj(schemes)) components['securitySchemes'] = { ...objOr(components['securitySchemes']), ...schemes }
  if (isObj(schemas)) components['schemas'] = { ...objOr(components['schemas']), ...schemas }
  if (Object.keys(components).length > 0) body['components'] = components
  for (const item of Object.values(objOr(body['paths']))) convertOptions(objOr(item)['options'])
}

function convertOptions(options: Value | undefined): void {
  if (!isObj(options)) return
  delete options['consumes']
  delete options['produces']
  const headers = objOr(objOr(objOr(options['responses'])['200'])['headers'])
  for (const [name, header] of Object.entries(headers)) headers[name] = { schema: header }
}
