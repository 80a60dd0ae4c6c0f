import { isJsonObject, type Json, type JsonObject } from '#core/index.js'
import type { Catalog } from '#catalog/index.js'
import { type Call, FUNCTIONS, type Yield } from './functions.js'
import type { Declared } from './template.js'

const LIST_PARAMETER = /^(CommaDelimitedList|List<.*>|AWS::SSM::Parameter::Value<(List<.*>|CommaDelimitedList)>)$/

const PSEUDO = /^AWS::./

/** What a function gives in this template, as far as that is certain. */
export function yieldsOf(call: Call, declared: Declared, catalog: Catalog): Yield {
  const { name, argument } = call
  if (name === 'Ref') return argument.kind === 'scalar' ? yieldsOfName(String(argument.value), declared) : 'any'
  if (name === 'Fn::GetAtt' && argument.kind === 'list') {
    const [target, ...rest] = argument.items.map((item) => (item.kind === 'scalar' ? String(item.value) : undefined))
    return target === undefined || rest.includes(undefined) ? 'any' : yieldsOfAttribute(target, rest.join('.'), { declared, catalog })
  }
  return FUNCTIONS[name]?.yields ?? 'any'
}

function yieldsOfName(name: string, { parameters, parameterType, resources }: Declared): Yield {
  if (name === 'AWS::NotificationARNs') return 'list'
  if (PSEUDO.test(name)) return 'text'
  if (parameters.has(name)) return LIST_PARAMETER.test(parameterType(name) ?? '') ? 'list' : 'text'
  return resources.has(name) ? 'text' : 'any'
}

function yieldsOfAttribute(target: string, attribute: string, { declared, catalog }: { declared: Declared; catalog: Catalog }): Yield {
  const type = declared.typeOf(target)
  const root = type === undefined ? undefined : catalog.schema(type)?.schema
  if (root === undefined) return 'any'
  let at: Json | undefined = root
  for (const step of attribute.split('.')) {
    const schema = settled(at, root)
    const properties: Json | undefined = schema?.['properties']
    at = isJsonObject(properties) ? properties[step] : undefined
  }
  const type_ = settled(at, root)?.['type']
  if (type_ === 'array') return 'list'
  return typeof type_ === 'string' && type_ !== 'object' ? 'text' : 'any'
}

function settled(schema: Json | undefined, root: JsonObject): JsonObject | undefined {
  if (!isJsonObject(schema)) return undefined
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  const definitions = root['definitions']
  const target = isJsonObject(definitions) ? definitions[reference.replace('#/definitions/', '')] : undefined
  return isJsonObject(target) ? target : undefined
}
