import type { Source } from './types.js'
import { ANY, branchesOf, isDefinition } from './definition.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isObj, type Obj, objOr, type Value, isThere, thereOr } from './values.js'

const ALL = 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'
const SETTINGS = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials']
const ANYONE = "'*'"

/** Adds the preflight answer of `Cors` to every path that has none. */
export function addCors(expansion: Expansion, source: Source, body: Obj): void {
  const given = source.properties['Cors']
  if (!isThere(given)) return
  const cors: Obj = isObj(given) && !isIntrinsic(given) ? given : { AllowOrigin: given }
  const problem = problemOf(cors, body)
  if (problem !== undefined) return expansion.reject(source.id, problem, ['Properties', 'Cors'])
  const done = new Set<string>()
  for (const [path, item] of Object.entries(objOr(body['paths']))) {
    // API Gateway takes /path and /path/ for one resource: it gets one answer.
    const place = path === '/' ? path : path.replace(/\/+$/, '')
    if (!done.has(place)) addOptions(branchesOf(item), cors)
    done.add(place)
  }
}

/** What is wrong with the settings, or the definition they go to; undefined: nothing. */
function problemOf(cors: Obj, body: Obj): string | undefined {
  const wrong = Object.keys(cors).filter((key) => !SETTINGS.includes(key))
  if (wrong.length > 0) return `invalid value for 'Cors' property: ${wrong.join(', ')} is none of ${SETTINGS.join(', ')}`
  if (!isDefinition(body)) return "unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition"
  const origin = cors['AllowOrigin'] ?? ANYONE
  if (cors['AllowCredentials'] === true && (origin === ANYONE || origin === '*'))
    return "unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set"
  return isThere(origin) ? undefined : "'AllowOrigin' of 'Cors' is empty"
}

/** One answer for all branches of a path: it speaks of the methods of the first. */
function addOptions(items: readonly Obj[], cors: Obj): void {
  const bare = items.filter((item) => item['options'] === undefined)
  const [first] = bare
  if (first === undefined) return
  const methods = thereOr(cors['AllowMethods']) ?? methodsOf(first)
  for (const item of bare) item['options'] = options(methods, cors)
}

function methodsOf(item: Obj): string {
  const names = Object.keys(item)
  if (names.includes(ANY)) return `'${ALL}'`
  return `'${[...new Set([...names, 'options'].map((name) => name.toUpperCase()))].sort().join(',')}'`
}

function options(methods: Value, cors: Obj): Obj {
  const given: readonly (readonly [string, Value | undefined, string])[] = [
    ['Origin', cors['AllowOrigin'] ?? ANYONE, 'string'],
    ['Headers', thereOr(cors['AllowHeaders']), 'string'],
    ['Methods', methods, 'string'],
    ['Credentials', cors['AllowCredentials'] === true ? "'true'" : undefined, 'string'],
  ]
  const age = cors['MaxAge']
  const headers = [
    ...given.map(([name, value, type]) => [`Access-Control-Allow-${name}`, value, type] as const),
    ['Access-Control-Max-Age', age === null ? undefined : age, 'integer'] as const,
  ]
  const parameters: Obj = {}
  const described: Obj = {}
  for (const [name, value, type] of headers) {
    if (value === undefined) continue
    parameters[`method.response.header.${name}`] = value
    described[name] = { type }
  }
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: { default: { statusCode: '200', responseParameters: parameters, responseTemplates: { 'application/json': '{}\n' } } },
    },
    responses: { '200': { description: 'Default response for CORS method', headers: described } },
  }
}
