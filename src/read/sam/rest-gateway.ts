import type { Source } from './types.js'
import { isDefinition } from './definition.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, type Obj, obj, objOr, type Value, isThere } from './values.js'

const SETTINGS = ['ResponseParameters', 'ResponseTemplates', 'StatusCode']
const PARAMETERS: Readonly<Record<string, string>> = { Headers: 'header', Paths: 'path', QueryStrings: 'querystring' }

/** Writes the answers that the gateway gives itself into the definition. */
export function addGatewayResponses(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['GatewayResponses']
  if (!isThere(given)) return
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'GatewayResponses'])
  if (!isObj(given) || isIntrinsic(given)) return reject("'GatewayResponses' must be a map of responses")
  if (!isDefinition(body))
    return reject("unable to add GatewayResponses because 'DefinitionBody' does not contain a valid Swagger definition")
  const made = objOr(body['x-amazon-apigateway-gateway-responses'])
  for (const [type, response] of Object.entries(given)) {
    const problem = problemOf(response)
    if (problem === undefined) made[type] = responseOf(objOr(response))
    else reject(`the response ${type} of 'GatewayResponses' ${problem}`)
  }
  body['x-amazon-apigateway-gateway-responses'] = made
}

/** What is wrong with a response; undefined: nothing. */
function problemOf(response: Value): string | undefined {
  if (!isObj(response) || isIntrinsic(response)) return 'should be a map, not a function or anything else'
  const wrong = Object.keys(response).filter((key) => !SETTINGS.includes(key))
  if (wrong.length > 0) return `has no property ${wrong.join(', ')}; it has ${SETTINGS.join(', ')}`
  const { ResponseParameters: parameters, StatusCode: status } = response
  if (isThere(parameters) && !isObj(parameters)) return "has 'ResponseParameters' that are no map"
  const kinds = Object.keys(objOr(parameters)).filter((key) => PARAMETERS[key] === undefined)
  if (kinds.length > 0) return `has the response parameter ${kinds.join(', ')}; there are ${Object.keys(PARAMETERS).join(', ')}`
  if (Object.values(objOr(parameters)).some((values) => !isObj(values))) return "has 'ResponseParameters' that are no maps"
  return isThere(status) && !/^\d{1,3}$/.test(JSON.stringify(status).replaceAll('"', ''))
    ? "has a 'StatusCode' that is no number"
    : undefined
}

function responseOf(response: Obj): Obj {
  const parameters: Obj = {}
  for (const [kind, prefix] of Object.entries(PARAMETERS))
    for (const [name, value] of Object.entries(objOr(objOr(response['ResponseParameters'])[kind])))
      parameters[`gatewayresponse.${prefix}.${name}`] = value
  const status = response['StatusCode']
  return {
    responseParameters: parameters,
    responseTemplates: response['ResponseTemplates'] ?? {},
    ...obj({ statusCode: isThere(status) ? JSON.stringify(status).replaceAll('"', '') : undefined }),
  }
}
