import { isList, isNoValue, isObj, type Obj, objOr, type Value, isThere } from './values.js'

export const ANY = 'x-amazon-apigateway-any-method'
export const INTEGRATION = 'x-amazon-apigateway-integration'
/** Fields of a path item that are no methods. Source: OpenAPI Specification 3.0.1, "Path Item Object". */
const NO_METHODS = ['summary', 'description', 'parameters']

/** A method as a definition names it. */
export function methodName(method: string): string {
  const lower = method.toLowerCase()
  return lower === 'any' ? ANY : lower
}

/** A value, or what stands in the branches of a conditional one. */
function contentsOf(item: Value | undefined): readonly (Value | undefined)[] {
  const conditional = isObj(item) ? item['Fn::If'] : undefined
  return isList(conditional) ? conditional.slice(1).filter((branch) => !isNoValue(branch)) : [item]
}

/** The maps among the contents. */
export function branchesOf(item: Value | undefined): readonly Obj[] {
  return contentsOf(item).filter(isObj)
}

export interface Operation {
  readonly path: string
  readonly method: string
  readonly operation: Obj
}

/** Every operation that has an integration, in the branches of conditional paths and methods too. */
export function operationsOf(body: Obj): readonly Operation[] {
  return Object.entries(objOr(body['paths'])).flatMap(([path, item]) =>
    branchesOf(item).flatMap((methods) =>
      Object.entries(methods)
        .filter(([method]) => !NO_METHODS.includes(method))
        .flatMap(([method, value]) => integrated(value).map((operation) => ({ path, method: methodName(method), operation }))),
    ),
  )
}

/** The operations of one path and method. */
export function operationsAt(body: Obj, path: string, method: string): readonly Obj[] {
  return branchesOf(objOr(body['paths'])[path]).flatMap((methods) => integrated(methods[method]))
}

function integrated(value: Value | undefined): readonly Obj[] {
  return branchesOf(value).filter((operation) => isThere(operation[INTEGRATION]))
}

/** Adds a path and a method where they are not there yet. */
export function addMethod(body: Obj, path: string, method: string): void {
  const paths = objOr(body['paths'])
  body['paths'] = paths
  paths[path] ??= {}
  for (const item of branchesOf(paths[path])) item[method] ??= {}
}

/** Whether every branch of a path has an integration for a method. */
export function hasIntegration(body: Obj, path: string, method: string): boolean {
  const items = contentsOf(own(body, path))
  return items.length > 0 && items.every((item) => isObj(item) && integrated(item[method]).length > 0)
}

function own(body: Obj, path: string): Value | undefined {
  return objOr(body['paths'])[path]
}

const THREE = /^3(?:\.\d)(?:\.\d)?$/

/** Whether a version is one of OpenAPI 3. */
export function isThree(version: Value | undefined): boolean {
  return THREE.test(versionText(version ?? ''))
}

/** Whether a definition is one that can be changed: it has a version and paths. */
export function isDefinition(body: Obj): boolean {
  if (!isObj(body['paths'])) return false
  return isThere(body['swagger']) || isThree(body['openapi'])
}

/** What is wrong with the paths of a definition; undefined: nothing. */
export function pathsProblem(body: Obj): string | undefined {
  for (const [path, item] of Object.entries(objOr(body['paths'])))
    if (!contentsOf(item).every(isObj)) return `value of '${path}' path must be a map`
  return undefined
}

/** What is wrong with the methods of a definition; undefined: nothing. */
export function methodsProblem(body: Obj): string | undefined {
  for (const [path, item] of Object.entries(objOr(body['paths'])))
    for (const methods of branchesOf(item))
      for (const [method, value] of Object.entries(methods))
        if (!NO_METHODS.includes(method) && !contentsOf(value).every(isObj))
          return `definition of method '${method}' for path '${path}' should be a map`
  return undefined
}

/** The security of an operation: a list of maps; undefined: something else stands there. */
export function securityOf(operation: Obj): readonly Obj[] | undefined {
  const { security } = operation
  if (security === undefined) return []
  return isList(security) && security.every(isObj) ? security : undefined
}

/** The scopes of an authorizer. */
export function scopesOf(authorizer: Value | undefined): Value {
  return objOr(authorizer)['AuthorizationScopes'] ?? []
}

/** A version as text: YAML takes 3.0 for a number. */
export function versionText(version: Value): string {
  if (typeof version === 'number') return Number.isInteger(version) ? version.toFixed(1) : `${version}`
  return typeof version === 'string' ? version : ''
}
