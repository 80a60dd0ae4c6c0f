import type { Route, Source } from './types.js'
import { INTEGRATION, isDefinition, isThree, operationsAt } from './definition.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, listOf, type Obj, obj, objOr, text, type Value, isThere } from './values.js'

const VALIDATORS = 'x-amazon-apigateway-request-validators'

/** Writes the `Models` of an API into its definition. */
export function addModels(expansion: Expansion, source: Source, body: Obj): void {
  const models = source.properties['Models']
  if (!isThere(models)) return
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Models'])
  if (!isDefinition(body))
    return reject("unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition")
  if (!isObj(models) || !Object.values(models).every(isObj)) return reject("invalid value for 'Models' property: it must be a map of maps")
  const definitions = objOr(body['definitions'])
  for (const [name, schema] of Object.entries(models)) {
    if (!isThere(objOr(schema)['type'])) reject(`the schema of the model ${name} has no 'type'`)
    definitions[name.toLowerCase()] = schema
  }
  body['definitions'] = definitions
}

/** Request model and request parameters of one route. */
export function addRequest(expansion: Expansion, source: Source, route: Route, body: Obj): void {
  const { RequestModel: model, RequestParameters: parameters } = route.event.properties
  if (isThere(model)) addModel(expansion, source, route, { body, given: model })
  if (isThere(parameters)) addParameters(expansion, route, body, parameters)
}

function addParameters(expansion: Expansion, route: Route, body: Obj, given: Value): void {
  const wanted = listOf(given).flatMap((entry) => parameterOf(expansion, route, entry) ?? [])
  for (const operation of operationsAt(body, route.path, route.method)) {
    operation['parameters'] = [...listOf(operation['parameters']), ...wanted.map(({ parameter }) => ({ ...parameter }))]
    const cached = wanted.filter(({ caching }) => caching).map(({ name }) => name)
    const integration = objOr(operation[INTEGRATION])
    if (cached.length > 0) integration['cacheKeyParameters'] = [...listOf(integration['cacheKeyParameters']), ...cached]
  }
}

interface Parameter {
  readonly name: string
  readonly caching: boolean
  readonly parameter: Obj
}

function parameterOf(expansion: Expansion, route: Route, entry: Value): Parameter | undefined {
  const reject = (message: string): undefined => expansion.rejectEvent(route.source, route.event.name, message)
  const [name, settings]: readonly [string, Value] = typeof entry === 'string' ? [entry, {}] : (Object.entries(objOr(entry))[0] ?? ['', {}])
  const [, place, key] = /^method\.request\.(querystring|path|header)\.(.+)$/.exec(name) ?? []
  if (place === undefined || key === undefined)
    return reject(`'${name}' of RequestParameters is not of the form method.request.querystring|path|header.NAME`)
  if (!isObj(settings) || Object.keys(settings).some((setting) => setting !== 'Required' && setting !== 'Caching'))
    return reject(`the settings of '${name}' in RequestParameters must be a map of Required and Caching`)
  const { Required: required = false, Caching: caching } = settings
  return {
    name,
    caching: isThere(caching),
    parameter: { in: place === 'querystring' ? 'query' : place, name: key, required, type: 'string' },
  }
}

function addModel(
  expansion: Expansion,
  source: Source,
  route: Route,
  { body, given }: { readonly body: Obj; readonly given: Value },
): void {
  const reject = (message: string): void =>
    expansion.rejectEvent(
      route.source,
      route.event.name,
      `unable to set RequestModel on API method [${route.method}] for path [${route.path}]: ${message}`,
    )
  if (!isObj(given)) return reject("'RequestModel' should be a map")
  if (!isThere(given['Model'])) return
  const problem = modelProblem(given, source.properties['Models'])
  const name = text(given['Model'])
  if (problem !== undefined || name === undefined) return reject(problem ?? '')
  const id = name.toLowerCase()
  const required = obj({ required: given['Required'] })
  for (const operation of operationsAt(body, route.path, route.method)) {
    if (body['swagger'] !== undefined)
      operation['parameters'] = [
        ...listOf(operation['parameters']),
        { in: 'body', name: id, schema: { $ref: `#/definitions/${id}` }, ...required },
      ]
    else if (isThree(body['openapi']))
      operation['requestBody'] = { content: { 'application/json': { schema: { $ref: `#/components/schemas/${id}` } } }, ...required }
  }
  addValidator(route, body, given)
}

/** What is wrong with a request model; undefined: nothing. */
function modelProblem(given: Obj, models: Value | undefined): string | undefined {
  const { Model: model, ValidateBody: validateBody, ValidateParameters: validateParameters } = given
  const name = text(model)
  if (!isThere(models)) return 'the related API does not define any Models'
  if (!isObj(models) || isIntrinsic(models)) return 'the related API Models are no map'
  if (name === undefined) return 'the related API does not contain valid Models'
  if (!isThere(models[name])) return `[${name}] was not defined in the API's Models`
  const flags = [validateBody, validateParameters].every((flag) => flag === undefined || flag === null || typeof flag === 'boolean')
  return flags ? undefined : 'ValidateBody and ValidateParameters must be true or false'
}

function addValidator(route: Route, body: Obj, { ValidateBody: validateBody, ValidateParameters: validateParameters }: Obj): void {
  if ((validateBody ?? validateParameters) === undefined) return
  const both = { validateRequestBody: validateBody === true, validateRequestParameters: validateParameters === true }
  const names = both.validateRequestBody ? ['body-and-params', 'body-only'] : ['params-only', 'no-validation']
  const validator = names[both.validateRequestParameters ? 0 : 1] ?? ''
  body[VALIDATORS] = { [validator]: both, ...objOr(body[VALIDATORS]) }
  for (const operation of operationsAt(body, route.path, route.method)) operation['x-amazon-apigateway-request-validator'] = validator
}
