import type { Expansion } from './expansion.js'
import { isIntrinsic, isList, isObj, type Obj, objOr, type Value } from './values.js'

/** The sections of `Globals` and the resource types they are for. */
const SECTIONS: Readonly<Record<string, string>> = {
  Function: 'AWS::Serverless::Function',
  Api: 'AWS::Serverless::Api',
  HttpApi: 'AWS::Serverless::HttpApi',
  WebSocketApi: 'AWS::Serverless::WebSocketApi',
  SimpleTable: 'AWS::Serverless::SimpleTable',
  StateMachine: 'AWS::Serverless::StateMachine',
  LayerVersion: 'AWS::Serverless::LayerVersion',
  CapacityProvider: 'AWS::Serverless::CapacityProvider',
}

/** Properties that a section cannot set. Source: AWS SAM developer guide, "Globals section of the AWS SAM template", read 2026-11-21. */
const NOT_GLOBAL: Readonly<Record<string, readonly string[]>> = {
  Function: ['FunctionName', 'Policies', 'Role', 'Events', 'InlineCode', 'ImageUri', 'ImageConfig', 'VersionDescription', 'Connectors'],
  Api: ['StageName', 'DefinitionBody', 'Description', 'Mode', 'Models'],
  HttpApi: ['DefinitionBody', 'DefinitionUri', 'StageName', 'Description', 'Name'],
}

/** Puts what `Globals` says under every resource it is for, and takes the section out of the template. */
export function applyGlobals(expansion: Expansion): void {
  const { template } = expansion
  const globals = template['Globals']
  delete template['Globals']
  if (globals === undefined) return
  if (!isObj(globals)) return expansion.reject(undefined, 'Globals must be a map of sections', ['Globals'])
  for (const [section, defaults] of Object.entries(globals)) {
    const type = SECTIONS[section]
    if (type === undefined) {
      expansion.reject(undefined, `Globals has no section "${section}"; it has ${Object.keys(SECTIONS).join(', ')}`, ['Globals', section])
      continue
    }
    if (!isObj(defaults)) {
      expansion.reject(undefined, `the section "${section}" of Globals must be a map`, ['Globals', section])
      continue
    }
    const wrong = (NOT_GLOBAL[section] ?? []).filter((key) => defaults[key] !== undefined)
    for (const key of wrong)
      expansion.reject(undefined, `"${key}" cannot stand in the section "${section}" of Globals; give it to each resource`, [
        'Globals',
        section,
        key,
      ])
    mergeInto(expansion, type, defaults)
  }
}

function mergeInto(expansion: Expansion, type: string, defaults: Obj): void {
  const { IgnoreGlobals: _all, ...rest } = defaults
  for (const resource of Object.values(expansion.resources)) {
    if (!isObj(resource) || resource['Type'] !== type) continue
    const ignored = resource['IgnoreGlobals']
    delete resource['IgnoreGlobals']
    if (ignored === '*') continue
    const names = isList(ignored) ? ignored : []
    const used = Object.fromEntries(Object.entries(rest).filter(([key]) => !names.includes(key)))
    const own = resource['Properties']
    if (own === undefined || own === null || isObj(own)) resource['Properties'] = merged(used, objOr(own))
  }
}

/** Maps are joined, lists put one after the other, all else is the resource's. */
function merged(globals: Obj, own: Obj): Obj {
  const out: Obj = { ...structuredClone(globals) }
  for (const [key, value] of Object.entries(own)) {
    const base = out[key]
    out[key] = base === undefined ? value : mergedValue(base, value)
  }
  return out
}

function mergedValue(base: Value, own: Value): Value {
  if (isList(base) && isList(own)) return [...base, ...own]
  if (isObj(base) && isObj(own) && !isIntrinsic(base) && !isIntrinsic(own)) return merged(base, own)
  return own
}
