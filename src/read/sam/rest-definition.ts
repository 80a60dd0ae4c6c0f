import type { RestBody, Source } from './types.js'
import { isDefinition, isThree, pathsProblem, versionText } from './definition.js'
import type { Expansion } from './expansion.js'
import { addAuth } from './rest-auth.js'
import { addCors } from './rest-cors.js'
import { addGatewayResponses } from './rest-gateway.js'
import { addModels } from './rest-models.js'
import { addRoutes } from './rest-routes.js'
import { isIntrinsic, isList, isObj, type Obj, objOr, ref, type Value, isThere } from './values.js'

/** Properties that change the definition, and so need one that stands in the template. */
const CLOSED = 'DisableExecuteApiEndpoint'
const CHANGING = ['Cors', 'Auth', 'GatewayResponses', 'Models', CLOSED]

/** The definition of a REST API with all that its properties and the events add; undefined: it stands in S3. */
export function restDefinition(expansion: Expansion, source: Source): Value | undefined {
  const { properties, id } = source
  const given = properties['DefinitionBody']
  if (properties['DefinitionUri'] !== undefined) {
    const wrong = CHANGING.filter((key) => isThere(properties[key]) || (key === CLOSED && properties[key] !== undefined))
    for (const key of wrong)
      expansion.reject(id, `${key} works only with a definition that stands in 'DefinitionBody'`, ['Properties', key])
    return undefined
  }
  const body = given ?? emptyBody(properties['OpenApiVersion'])
  if (!isObj(body) || isIntrinsic(body)) return body
  const problem = changes(source) ? pathsProblem(body) : undefined
  if (problem === undefined)
    change(expansion, source, { body, managed: given === undefined, policy: objOr(body['x-amazon-apigateway-policy']) })
  else expansion.reject(id, problem, ['Properties', 'DefinitionBody', 'paths'])
  return body
}

function change(expansion: Expansion, source: Source, api: RestBody): void {
  const { properties } = source
  const { body } = api
  addRoutes(expansion, source, api)
  addCors(expansion, source, body)
  addAuth(expansion, source, api)
  if (isThere(properties['Auth'])) asOpenApi3(expansion, source, body)
  addGatewayResponses(expansion, source, body)
  addMediaTypes(expansion, source, body)
  addModels(expansion, source, body)
  if (isThere(properties['Models'])) asOpenApi3(expansion, source, body)
  if (properties[CLOSED] !== undefined) closeEndpoint(expansion, source, body)
  asOpenApi3(expansion, source, body)
}

function changes(source: Source): boolean {
  return (
    [...CHANGING, 'BinaryMediaTypes'].some((key) => source.properties[key] !== undefined) ||
    source.properties['DefinitionBody'] === undefined
  )
}

function emptyBody(version: Value | undefined): Obj {
  const info = { version: '1.0', title: ref('AWS::StackName') }
  return isThree(versionText(version ?? null))
    ? { openapi: versionText(version ?? null), info, paths: {} }
    : { swagger: '2.0', info, paths: {} }
}

function addMediaTypes(expansion: Expansion, source: Source, body: Obj): void {
  const media = source.properties['BinaryMediaTypes']
  if (!isThere(media)) return
  if (!isDefinition(body))
    return expansion.reject(
      source.id,
      "unable to add BinaryMediaTypes because 'DefinitionBody' does not contain a valid Swagger definition",
      ['Properties', 'BinaryMediaTypes'],
    )
  body['x-amazon-apigateway-binary-media-types'] = withSlashes(expansion.resolve(media))
}

function withSlashes(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('~1', '/')
  if (isList(value)) return value.map(withSlashes)
  return isObj(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.replaceAll('~1', '/'), withSlashes(inner)]))
    : value
}

const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration'

/** Says that the API is called through its own domain only. */
function closeEndpoint(expansion: Expansion, source: Source, body: Obj): void {
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'DefinitionBody'])
  if (!isDefinition(body)) return reject("DisableExecuteApiEndpoint works only with a 'DefinitionBody' that is a valid Swagger definition")
  const three = isThree(body['openapi'])
  const places = three ? (body['servers'] ?? [{}]) : [body]
  if (!isList(places) || !places.every(isObj)) return reject("'servers' of the definition must be a list of maps")
  if (places.some((place) => isObj(place) && !isObj(place[ENDPOINT] ?? {}))) return reject(`the value of '${ENDPOINT}' should be a map`)
  for (const place of places.filter(isObj))
    place[ENDPOINT] = { ...objOr(place[ENDPOINT]), disableExecuteApiEndpoint: source.properties[CLOSED] ?? null }
  if (three) body['servers'] = places
}

/** Turns what is written for Swagger 2 into OpenAPI 3, in a definition of OpenAPI 3. */
function asOpenApi3(expansion: Expansion, source: Source, body: Obj): void {
  if (body['swagger'] !== undefined && body['swagger'] !== null) return
  if (!isThree(versionText(source.properties['OpenApiVersion'] ?? body['openapi'] ?? null))) return
  for (const [from, to] of [
    ['securityDefinitions', 'securitySchemes'],
    ['definitions', 'schemas'],
  ] as const) {
    const given = body[from]
    if (!isThere(given)) continue
    body['components'] = { ...objOr(body['components']), [to]: given }
    delete body[from]
  }
  for (const [path, item] of Object.entries(objOr(body['paths']))) {
    const problem = isObj(item) ? convertOptions(item['options']) : `value of '${path}' path must be a map`
    if (problem !== undefined)
      expansion.reject(source.id, problem === WRONG ? `${WRONG} for path ${path}` : problem, [
        'Properties',
        'DefinitionBody',
        'paths',
        path,
      ])
  }
}

const WRONG = "'responses' and their 'headers' must be maps in the options method"

/** What is wrong with the options of a path; undefined: nothing. */
function convertOptions(options: Value | undefined): string | undefined {
  if (!isThere(options)) return undefined
  if (!isObj(options)) return WRONG
  delete options['consumes']
  delete options['produces']
  const { responses } = options
  if (responses === undefined) return undefined
  if (!isObj(responses)) return WRONG
  const answer = responses['200']
  if (!isThere(answer)) return undefined
  const headers = isObj(answer) ? answer['headers'] : null
  if (headers === null || (isThere(headers) && !isObj(headers))) return WRONG
  for (const [name, header] of Object.entries(objOr(headers))) objOr(headers)[name] = { schema: header }
  return undefined
}
