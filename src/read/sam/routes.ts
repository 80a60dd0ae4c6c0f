import type { Route } from './types.js'
import type { Expansion } from './expansion.js'
import { isObj, type Obj, objOr, text } from './values.js'

/** The two kinds of API that events make routes of, and the API that stands in where an event names none. */
export const API = { type: 'AWS::Serverless::Api', implicit: 'ServerlessRestApi', event: 'Api', key: 'RestApiId' } as const
export const HTTP_API = { type: 'AWS::Serverless::HttpApi', implicit: 'ServerlessHttpApi', event: 'HttpApi', key: 'ApiId' } as const

export type ApiKind = typeof API | typeof HTTP_API

/** Remembers a route until its API is expanded. */
export function routeTo(expansion: Expansion, api: string, route: Route): void {
  const routes = expansion.routes.get(api) ?? []
  expansion.routes.set(api, routes)
  routes.push(route)
}

export function routesOf(expansion: Expansion, api: string): readonly Route[] {
  return expansion.routes.get(api) ?? []
}

/** The API with an id, of whatever type it is. */
export function apiOf(expansion: Expansion, id: string): { readonly type: string } | undefined {
  const resource = expansion.resource(id)
  return resource === undefined ? undefined : { type: text(resource['Type']) ?? '' }
}

/** Adds the APIs that events without an API of their own stand for. */
export function addImplicitApis(expansion: Expansion): void {
  for (const kind of [API, HTTP_API]) {
    const needed = Object.values(expansion.resources).some((resource) => isObj(resource) && usesImplicit(resource, kind))
    if (!needed || expansion.resources[kind.implicit] !== undefined) continue
    const properties: Obj = kind === API ? { StageName: 'Prod' } : {}
    expansion.resources[kind.implicit] = { Type: kind.type, Properties: properties }
  }
}

function usesImplicit(resource: Obj, kind: ApiKind): boolean {
  const type = text(resource['Type'])
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Serverless::StateMachine') return false
  const events = objOr(objOr(resource['Properties'])['Events'])
  return Object.values(events).some(
    (event) =>
      isObj(event) &&
      event['Type'] === kind.event &&
      (event['Properties'] === undefined || (isObj(event['Properties']) && event['Properties'][kind.key] === undefined)),
  )
}

/** An API that stands for several resources is kept when one of them is. */
export function sharedPolicies(routes: readonly Route[]): Obj {
  const out: Obj = {}
  for (const key of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    const found = ['Retain', 'Delete'].find((policy) => routes.some(({ source }) => source.resource[key] === policy))
    if (found !== undefined) out[key] = found
  }
  return out
}

/** Conditions under which a resource that stands for several others exists: undefined when one of them always does. */
export function conditionsOf(routes: readonly Route[]): readonly string[] | undefined {
  const names = new Set<string>()
  for (const { source } of routes) {
    const condition = text(source.resource['Condition'])
    if (condition === undefined) return undefined
    names.add(condition)
  }
  return names.size === 0 ? undefined : [...names].sort()
}
