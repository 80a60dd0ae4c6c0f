import type { Route, Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, listOf, type Obj, obj, objOr, text, type Value } from './values.js'

/** Writes the `Models` of an API into its definition. */
export function addModels(expansion: Expansion, source: Source, body: Obj): void {
  const models = source.properties['Models']
  if (models === undefined) return
  if (!isObj(models) || isIntrinsic(models))
    return expansion.reject(source.id, "invalid value for 'Models' property: it must be a map", ['Properties', 'Models'])
  if (body['paths'] === undefined || (body['swagger'] === undefined && body['openapi'] === undefined))
    return expansion.reject(
      source.id,
      "unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition",
      ['Properties', 'Models'],
    )
  body['definitions'] = {
    ...objOr(body['definitions']),
    ...Object.fromEntries(Object.entries(models).map(([name, schema]) => [name.toLowerCase(), schema])),
  }
}

/** Request model and request parameters of one route. */
export function addParameters(expansion: Expansion, source: Source, route: Route, body: Obj): void {
  const model = route.event.properties['RequestModel']
  if (model !== undefined) requestModel(expansion, source, route, body)
  const given = route.event.properties['RequestParameters']
  const parameters = listOf(given).flatMap((entry): Obj[] => {
    const [name, settings] = typeof entry === 'string' ? [entry, {}] : (Object.entries(objOr(entry))[0] ?? ['', {}])
    const match = /^method\.request\.(querystring|path|header)\.(.+)$/.exec(name)
    const [, place, key] = match ?? []
    if (place === undefined || key === undefined) {
      expansion.rejectEvent(
        route.source,
        route.event.name,
        `'${name}' of RequestParameters is not of the form method.request.querystring|path|header.NAME`,
      )
      return []
    }
    const { Required, Caching } = objOr(settings)
    if (Caching === true) cache(route.operation, name)
    return [
      { name: key, in: place === 'querystring' ? 'query' : place, type: 'string', required: place === 'path' ? true : (Required ?? false) },
    ]
  })
  if (parameters.length > 0) route.operation['parameters'] = [...listOf(route.operation['parameters']), ...parameters]
}

function cache(operation: Obj, name: string): void {
  const integration = objOr(operation['x-amazon-apigateway-integration'])
  integration['cacheKeyParameters'] = [...listOf(integration['cacheKeyParameters']), name]
}

function requestModel(expansion: Expansion, source: Source, route: Route, body: Obj): void {
  const given = objOr(route.event.properties['RequestModel'])
  const problem = modelProblem(given, source.properties['Models'])
  const name = text(given['Model'])
  if (problem !== undefined || name === undefined)
    return expansion.rejectEvent(
      route.source,
      route.event.name,
      `unable to set RequestModel on API method [${route.method}] for path [${route.path}]: ${problem ?? ''}`,
    )
  const id = name.toLowerCase()
  const required = obj({ required: given['Required'] })
  const version = expansion.resolve(source.properties['OpenApiVersion'] ?? '')
  if (/^"?3/.test(JSON.stringify(version)))
    route.operation['requestBody'] = { content: { 'application/json': { schema: { $ref: `#/components/schemas/${id}` } } }, ...required }
  else route.operation['parameters'] = [{ in: 'body', name: id, schema: { $ref: `#/definitions/${id}` }, ...required }]
  addValidator(route, body, given)
}

/** What is wrong with a request model; undefined: nothing. */
function modelProblem(given: Obj, models: Value | undefined): string | undefined {
  const { Model: model, ValidateBody: validateBody, ValidateParameters: validateParameters } = given
  const name = text(model)
  if (model === undefined) return "it needs 'Model'"
  if (models === undefined) return 'the related API does not define any Models'
  if (name === undefined || !isObj(models)) return 'the related API does not contain valid Models'
  if (models[name] === undefined) return `[${name}] was not defined in the API's Models`
  const flags = [validateBody, validateParameters].every((flag) => flag === undefined || typeof flag === 'boolean')
  return flags ? undefined : 'ValidateBody and ValidateParameters must be true or false'
}

function addValidator(route: Route, body: Obj, { ValidateBody: validateBody, ValidateParameters: validateParameters }: Obj): void {
  if (validateBody === undefined && validateParameters === undefined) return
  const both = { validateRequestBody: validateBody === true, validateRequestParameters: validateParameters === true }
  const names = both.validateRequestBody ? ['body-and-params', 'body-only'] : ['params-only', 'no-validation']
  const validator = names[both.validateRequestParameters ? 0 : 1] ?? ''
  body['x-amazon-apigateway-request-validators'] = { ...objOr(body['x-amazon-apigateway-request-validators']), [validator]: both }
  route.operation['x-amazon-apigateway-request-validator'] = validator
}
