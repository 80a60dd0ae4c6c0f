import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, type Obj, obj, objOr, text, type Value } from './values.js'

const ALL = 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'

/** Adds the preflight answer of `Cors` to every path that has none. */
export function addCors(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['Cors']
  if (given === undefined) return
  const cors: Obj = isObj(given) && !isIntrinsic(given) ? given : { AllowOrigin: given }
  const known = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials']
  const wrong = Object.keys(cors).filter((key) => !known.includes(key))
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Cors'])
  if (wrong.length > 0) return reject(`invalid value for 'Cors' property: ${wrong.join(', ')} is none of ${known.join(', ')}`)
  if (body['paths'] === undefined || (body['swagger'] ?? body['openapi']) === undefined)
    return reject("unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition")
  const origin = cors['AllowOrigin']
  if (cors['AllowCredentials'] === true && [undefined, "'*'", '*'].some((any) => any === origin))
    return reject("unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set")
  for (const path of Object.values(objOr(body['paths'])).flatMap(branches)) path['options'] ??= options(body, path, cors)
}

/** The path item, or each branch of a conditional one. */
export function branches(item: Value | undefined): readonly Obj[] {
  if (!isObj(item)) return []
  const conditional = item['Fn::If']
  return Array.isArray(conditional) ? conditional.slice(1).flatMap((branch) => (isIntrinsic(branch) ? [] : branches(branch))) : [item]
}

function methodsOf(path: Obj): string {
  const names = Object.keys(path).map((name) => name.toLowerCase())
  if (names.includes('x-amazon-apigateway-any-method')) return `'${ALL}'`
  const methods = names.filter((name) => /^(?:delete|get|head|patch|post|put)$/.test(name)).map((name) => name.toUpperCase())
  return `'${[...methods, 'OPTIONS'].sort().join(',')}'`
}

function options(body: Obj, path: Obj, cors: Obj): Obj {
  const headers = obj({
    'Access-Control-Allow-Origin': cors['AllowOrigin'] ?? "'*'",
    'Access-Control-Allow-Headers': cors['AllowHeaders'],
    'Access-Control-Allow-Methods': cors['AllowMethods'] ?? methodsOf(path),
    'Access-Control-Max-Age': cors['MaxAge'],
    'Access-Control-Allow-Credentials': cors['AllowCredentials'] === true ? "'true'" : undefined,
  })
  const three = text(body['openapi']) !== undefined
  const names = Object.keys(headers)
  const parameters = Object.fromEntries(names.map((name) => [`method.response.header.${name}`, headers[name] ?? null]))
  const described = Object.fromEntries(
    names.map((name): [string, Value] => [name, three ? { schema: { type: 'string' } } : { type: 'string' }]),
  )
  return {
    summary: 'CORS support',
    ...(three ? {} : { consumes: ['application/json'], produces: ['application/json'] }),
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: { default: { statusCode: '200', responseParameters: parameters, responseTemplates: { 'application/json': '{}\n' } } },
    },
    responses: { '200': { description: 'Default response for CORS method', headers: described } },
  }
}
