import type { RestBody, Source } from './types.js'
import { putAuthorizerPermission } from './authorizers.js'
import { isDefinition, methodsProblem, type Operation, operationsOf, scopesOf, securityOf } from './definition.js'
import type { Expansion } from './expansion.js'
import { addCustomStatements, addPolicy } from './resource-policy.js'
import { authorizerScheme } from './rest-authorizers.js'
import { addApiKey, addIam } from './rest-schemes.js'
import { isObj, type Obj, objOr, text, isThere } from './values.js'

const AUTH_KEYS = [
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'ResourcePolicy',
  'UsagePlan',
]

/** Puts what `Auth` of an API asks for into the definition. */
export function addAuth(expansion: Expansion, source: Source, api: RestBody): void {
  const auth = objOr(source.properties['Auth'])
  if (!isThere(auth)) return
  const problem = problemOf(auth, api.body)
  if (problem !== undefined) return expansion.reject(source.id, problem, ['Properties', 'Auth'])
  const { body } = api
  const authorizers = auth['Authorizers']
  addSchemes(expansion, source, body, objOr(authorizers))
  const fallback = auth['DefaultAuthorizer']
  if (isThere(fallback) && (isThere(authorizers) || fallback === 'AWS_IAM')) setDefault(expansion, source, body, auth)
  if (isThere(auth['ApiKeyRequired'])) requireKey(expansion, source, body, auth)
  const policy = auth['ResourcePolicy']
  if (!isThere(policy)) return
  for (const path of Object.keys(objOr(body['paths'])))
    addPolicy(expansion, source, api, { policy, path, stage: source.properties['StageName'] ?? null })
  if (!isObj(policy)) expansion.reject(source.id, "'ResourcePolicy' must be a map", ['Properties', 'Auth', 'ResourcePolicy'])
  addCustomStatements(api, objOr(policy)['CustomStatements'])
}

/** What is wrong with the settings, or the definition they go to; undefined: nothing. */
function problemOf(auth: Obj, body: Obj): string | undefined {
  const wrong = Object.keys(auth).filter((key) => !AUTH_KEYS.includes(key))
  if (wrong.length > 0) return `invalid value for 'Auth' property: ${wrong.join(', ')}`
  if (!isDefinition(body)) return "unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition"
  return isObj(auth['Authorizers'] ?? {}) ? undefined : 'Authorizers must be a map'
}

function addSchemes(expansion: Expansion, source: Source, body: Obj, authorizers: Obj): void {
  const schemes: Obj = objOr(body['securityDefinitions'])
  if (objOr(source.properties['Auth'])['DefaultAuthorizer'] === 'AWS_IAM') {
    addIam(body)
    Object.assign(schemes, objOr(body['securityDefinitions']))
  }
  for (const [name, authorizer] of Object.entries(authorizers)) {
    const scheme = authorizerScheme(expansion, source, name, authorizer)
    if (scheme === undefined) continue
    schemes[name] = scheme
    const { FunctionArn: called, DisableFunctionDefaultPermissions: disabled } = objOr(authorizer)
    if (disabled !== true) putAuthorizerPermission(expansion, source, { name, called, start: `arn:${expansion.partition}` })
  }
  if (isThere(schemes)) body['securityDefinitions'] = schemes
}

/** The operations to set a default for; undefined after a report. */
function secured(expansion: Expansion, source: Source, body: Obj): readonly Operation[] | undefined {
  const problem = methodsProblem(body)
  if (problem !== undefined) return expansion.reject(source.id, problem, ['Properties', 'DefinitionBody', 'paths'])
  const operations = operationsOf(body)
  const wrong = operations.find(({ operation }) => securityOf(operation) === undefined)
  if (wrong === undefined) return operations
  return expansion.reject(source.id, `the security of path '${wrong.path}' method '${wrong.method}' must be a list of maps`, [
    'Properties',
    'DefinitionBody',
    'paths',
    wrong.path,
  ])
}

/** The default authorizer, for every method that has none of its own. */
function setDefault(expansion: Expansion, source: Source, body: Obj, auth: Obj): void {
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Auth', 'DefaultAuthorizer'])
  const fallback = text(auth['DefaultAuthorizer'])
  if (fallback === undefined) return reject("'DefaultAuthorizer' is not a string")
  const authorizers = objOr(auth['Authorizers'])
  if (fallback !== 'AWS_IAM' && !isThere(authorizers[fallback]))
    return reject(`unable to set DefaultAuthorizer because '${fallback}' was not defined in 'Authorizers'`)
  const names = ['AWS_IAM', ...Object.keys(authorizers)]
  const added = { [fallback]: scopesOf(authorizers[fallback]) }
  for (const { method, operation } of secured(expansion, source, body) ?? []) {
    if (method === 'options' && auth['AddDefaultAuthorizerToCorsPreflight'] === false) continue
    const security = withDefault(securityOf(operation) ?? [], names, added)
    if (security.length === 0) continue
    operation['security'] = [...security]
    if (security[0]?.['AWS_IAM'] !== undefined) addIam(body)
  }
}

/** The security of an operation with the default authorizer, unless it has one, or wants none. */
function withDefault(before: readonly Obj[], names: readonly string[], added: Obj): readonly Obj[] {
  const own = before.filter((entry) => Object.keys(entry).some((name) => names.includes(name)))
  const others = before.filter((entry) => !own.includes(entry))
  const open = others.findIndex((entry) => 'NONE' in entry)
  if (open >= 0) return others.filter((_, index) => index !== open)
  return [...others, ...(own.length > 0 ? own : [added])]
}

/** The API key, for every method that does not do without. */
function requireKey(expansion: Expansion, source: Source, body: Obj, auth: Obj): void {
  addApiKey(body)
  for (const { method, operation } of secured(expansion, source, body) ?? []) {
    const before = securityOf(operation) ?? []
    const others = before.filter((entry) => !('api_key' in entry || 'api_key_false' in entry))
    const without = before.some((entry) => 'api_key_false' in entry)
    const preflight = method === 'options' && auth['AddApiKeyRequiredToCorsPreflight'] === false
    const security = [...others, ...(without || preflight ? [] : [{ api_key: [] }])]
    if (JSON.stringify(security) !== JSON.stringify(before)) operation['security'] = security
  }
}
