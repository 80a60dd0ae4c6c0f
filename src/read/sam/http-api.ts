import type { Source } from './types.js'
import { isThree, pathsProblem } from './definition.js'
import { httpDomain } from './domains.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { addHttpAuth } from './http-auth.js'
import { addHttpCors } from './http-cors.js'
import { addHttpRoutes, routeSettings } from './http-routes.js'
import { s3Location } from './locations.js'
import { conditionsOf, HTTP_API, routesOf, sharedPolicies } from './routes.js'
import { sharedCondition } from './shared-condition.js'
import { hashOf, isIntrinsic, isList, isObj, listOf, type Obj, obj, objOr, pick, ref, text, type Value, isThere } from './values.js'

const OWN_TAG = 'httpapi:createdBy'
/** Properties that are written into the definition, and so need one that stands in the template. */
const WRITTEN = ['Tags', 'CorsConfiguration', 'Auth', 'Name', 'Description', 'DisableExecuteApiEndpoint']

/** Expands `AWS::Serverless::HttpApi`. */
export function expandHttpApi(expansion: Expansion, given: Source): void {
  const source = asShared(expansion, given)
  const { properties, id } = source
  const reject = (message: string, key: string): void => expansion.reject(id, message, ['Properties', key])
  const inS3 = properties['DefinitionUri'] !== undefined
  if (properties['DefinitionBody'] !== undefined && inS3)
    return reject("specify either 'DefinitionUri' or 'DefinitionBody' property and not both", 'DefinitionUri')
  const wrong = inS3 ? WRITTEN.filter((key) => isThere(properties[key])) : []
  for (const key of wrong) reject(`${key} works only with inline OpenApi specified in the 'DefinitionBody' property`, key)
  if (wrong.length > 0) return
  const tags = { ...objOr(properties['Tags']), [OWN_TAG]: 'SAM' }
  const location = inS3 ? s3Location(expansion, source, 'DefinitionUri') : undefined
  const body = inS3 ? undefined : bodyOf(expansion, source, tags)
  const fail = properties['FailOnWarnings']
  const api = obj({ Body: body, BodyS3Location: location, FailOnWarnings: isThere(fail) ? fail : undefined })
  expansion.put(id, { Type: 'AWS::ApiGatewayV2::Api', ...kept(source), Properties: api }, source)
  const tagged = isObj(body) && isObj(body['paths']) && isThree(body['openapi'])
  const stageId = putStage(expansion, source, tagged ? tags : undefined)
  httpDomain(expansion, source, stageId, tags)
}

/** The API that events without one share exists when one of them does, and has the tags that they give on. */
function asShared(expansion: Expansion, source: Source): Source {
  if (source.id !== HTTP_API.implicit) return source
  const routes = routesOf(expansion, source.id)
  const conditions = conditionsOf(routes)
  const condition = conditions === undefined ? {} : { Condition: sharedCondition(expansion, `${source.id}Condition`, conditions) }
  const giving = routes.filter((route) => route.source.properties['PropagateTags'] === true)
  const tags = Object.assign({}, ...giving.map((route) => objOr(route.source.properties['Tags'])), objOr(source.properties['Tags']))
  return {
    ...source,
    properties: Object.keys(tags).length === 0 ? source.properties : { ...source.properties, Tags: tags },
    resource: { ...source.resource, ...sharedPolicies(routes), ...condition },
  }
}

function bodyOf(expansion: Expansion, source: Source, tags: Obj): Value {
  const { properties, id } = source
  const managed = properties['DefinitionBody'] === undefined
  const body: Value = properties['DefinitionBody'] ?? {
    openapi: '3.0.1',
    info: { version: '1.0', title: ref('AWS::StackName') },
    paths: {},
  }
  if (!isObj(body)) return body
  const reject = (message: string): Value => {
    expansion.reject(id, message, ['Properties', 'DefinitionBody'])
    return body
  }
  if (!isObj(body['paths']) || !isThree(body['openapi'])) {
    const needed = isThere(properties['Tags']) || routesOf(expansion, id).length > 0 || WRITTEN.some((key) => isThere(properties[key]))
    return needed ? reject("invalid OpenApi document: invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'") : body
  }
  const problem = pathsProblem(body) ?? partsProblem(body)
  if (problem !== undefined) return reject(problem)
  addHttpRoutes(expansion, source, body, managed)
  addHttpCors(expansion, source, body)
  addHttpAuth(expansion, source, body)
  body['tags'] = withTags(listOf(body['tags']), tags)
  closeEndpoint(body, properties['DisableExecuteApiEndpoint'])
  describe(expansion, source, body)
  const paths = objOr(body['paths'])
  if (isThere(properties['FailOnWarnings']) && paths['$default'] !== undefined) {
    const { $default: fallback, ...others } = paths
    body['paths'] = { ...others, '/$default': fallback }
  }
  return body
}

function partsProblem(body: Obj): string | undefined {
  const { tags, servers, info, components } = body
  if (isThere(tags) && !(isList(tags) && tags.every(isObj))) return "'tags' of the definition must be a list of maps"
  if (isThere(servers) && !(isList(servers) && servers.every(isObj))) return "'servers' of the definition must be a list of maps"
  if (isThere(info) && !isObj(info)) return "'info' of the definition must be a map"
  return isThere(components) && !isObj(components) ? "'components' of the definition must be a map" : undefined
}

/** Tags are names in the definition, with their values beside them. */
function withTags(before: Value[], tags: Obj): Value[] {
  const added = Object.entries(tags).flatMap(([name, value]): Value[] => {
    const known = before.find((tag): tag is Obj => isObj(tag) && tag['name'] === name)
    if (known === undefined) return [{ name, 'x-amazon-apigateway-tag-value': value }]
    known['x-amazon-apigateway-tag-value'] = value
    return []
  })
  return [...before, ...added]
}

const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration'

function closeEndpoint(body: Obj, closed: Value | undefined): void {
  if (closed === undefined) return
  const servers = listOf(body['servers'] ?? [{}]).map(objOr)
  body['servers'] = servers.map((server) => ({ ...server, [ENDPOINT]: { ...objOr(server[ENDPOINT]), disableExecuteApiEndpoint: closed } }))
}

/** Name and description, where the definition has none of its own. */
function describe(expansion: Expansion, source: Source, body: Obj): void {
  const { Name: name, Description: description } = source.properties
  const info = objOr(body['info'])
  const reject = (key: string): void =>
    expansion.reject(source.id, `unable to set ${key} because it is already defined within 'DefinitionBody'`, ['Properties', key])
  if (isThere(name)) {
    const title = info['title']
    if (isObj(title) && title['Ref'] === 'AWS::StackName') info['title'] = name
    else reject('Name')
  }
  if (isThere(description)) {
    if (isThere(info['description'])) reject('Description')
    else info['description'] = description
  }
  if (Object.keys(info).length > 0) body['info'] = info
}

function putStage(expansion: Expansion, source: Source, tags: Obj | undefined): string {
  const { properties, id } = source
  const given = isThere(properties['StageName']) ? properties['StageName'] : '$default'
  const name = text(given) ?? ''
  const stageId =
    name === '$default'
      ? `${id}ApiGatewayDefaultStage`
      : /^[A-Za-z0-9]+$/.test(name)
        ? `${id}${name}Stage`
        : `${id}Stage${name === '' ? '' : hashOf(name).slice(0, 10)}`
  const settings = routeSettings(expansion, source)
  const made = {
    ApiId: ref(id),
    StageName: given,
    AutoDeploy: true,
    ...obj({ Tags: tags }),
    ...pick(properties, ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings']),
    ...(isIntrinsic(properties['RouteSettings']) ? pick(properties, ['RouteSettings']) : {}),
    ...(Object.keys(settings).length === 0 ? {} : { RouteSettings: settings }),
  }
  expansion.put(stageId, { Type: 'AWS::ApiGatewayV2::Stage', ...passedOn(source), Properties: made }, source)
  return stageId
}
