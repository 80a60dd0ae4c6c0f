import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { isIntrinsic, isList, isObj, type Obj, objOr, type Value, isThere } from './values.js'

const SETTINGS = ['AllowOrigins', 'AllowHeaders', 'AllowMethods', 'ExposeHeaders', 'MaxAge', 'AllowCredentials']
const CORS = 'x-amazon-apigateway-cors'

/** Writes `CorsConfiguration` into the definition. */
export function addHttpCors(expansion: Expansion, source: Source, body: Obj): void {
  const given = expansion.resolve(source.properties['CorsConfiguration'] ?? null)
  if (!isThere(given)) return
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'CorsConfiguration'])
  const before = body[CORS]
  if (isThere(before) && !isObj(before)) return reject(`the value of '${CORS}' in the definition must be a map`)
  const cors = corsOf(given)
  if (typeof cors === 'string') return reject(cors)
  body[CORS] = { ...objOr(before), ...cors }
}

/** The settings as the definition has them; a text says what is wrong. */
function corsOf(given: Value): Obj | string {
  if (given === true || given === 'true') return { allowOrigins: ['*'] }
  if (!isObj(given)) return `'CorsConfiguration' must be true or a map of ${SETTINGS.join(', ')}`
  if (isIntrinsic(given)) return objOr(renamed(given))
  const wrong = Object.keys(given).filter((key) => !SETTINGS.includes(key))
  if (wrong.length > 0) return `'CorsConfiguration' has no ${wrong.join(', ')}; it has ${SETTINGS.join(', ')}`
  const { AllowCredentials: credentials, AllowOrigins: origins } = given
  if (credentials === true && isList(origins) && origins.length === 1 && origins[0] === '*')
    return "'AllowCredentials' can not be true when 'AllowOrigins' is '*'"
  if (isIntrinsic(origins)) return objOr(renamed(origins ?? null))
  const entries = Object.entries(given).filter(([key, value]) =>
    key === 'MaxAge' ? value !== null : key === 'AllowCredentials' ? value === true : isThere(value),
  )
  return Object.fromEntries(entries.map(([key, value]) => [lower(key), value]))
}

function lower(key: string): string {
  return `${key.charAt(0).toLowerCase()}${key.slice(1)}`
}

/** A computed value with the settings in it named as the definition names them. */
function renamed(value: Value): Value {
  if (isList(value)) return value.map(renamed)
  if (!isObj(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [SETTINGS.includes(key) ? lower(key) : key, renamed(inner)]))
}
