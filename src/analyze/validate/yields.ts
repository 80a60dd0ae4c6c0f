import { entryOf, isJsonObject, type Json, type JsonObject, type Tree } from '#core/index.js'
import type { Catalog, ResourceSchema } from '#catalog/index.js'
import { type Call, FUNCTIONS, presence, type Yield } from './functions.js'
import type { Declared, Member } from './template.js'
import { isFreeAttribute, nameAmong, schemaTypeOf } from './types/own.js'
import { isServerless, schemaBehind } from './types/serverless.js'

const LIST_PARAMETER = /^(CommaDelimitedList|List<.*>|AWS::SSM::Parameter::Value<(List<.*>|CommaDelimitedList)>)$/

const PSEUDO = /^AWS::./

/** What a function gives in this template, as far as that is certain. */
export interface Given {
  readonly yields: Yield
  /** Formats of the registry (`AWS::EC2::Subnet.Id`), one of which the value has; undefined: it may have any. */
  readonly formats: readonly string[] | undefined
  /** What it gives when nobody gives the parameter another value. */
  readonly byDefault?: { readonly parameter: string; readonly tree: Tree } | undefined
}

interface Known {
  readonly declared: Declared
  readonly catalog: Catalog
}

const ANYTHING: Given = { yields: 'any', formats: undefined }

export function givenBy(call: Call, known: Known): Given {
  const { name, argument } = call
  if (name === 'Ref') return argument.kind === 'scalar' ? givenByName(String(argument.value), known) : ANYTHING
  if (name === 'Fn::GetAtt' && argument.kind === 'list') {
    const [target, ...rest] = argument.items.map((item) => (item.kind === 'scalar' ? String(item.value) : undefined))
    return target === undefined || rest.includes(undefined) ? ANYTHING : givenByAttribute(target, rest.join('.'), known)
  }
  return { yields: FUNCTIONS[name]?.yields ?? 'any', formats: undefined }
}

function givenByName(name: string, known: Known): Given {
  const { parameters, parameterType, resources } = known.declared
  if (name === 'AWS::NotificationARNs') return { yields: 'list', formats: undefined }
  if (PSEUDO.test(name)) return { yields: 'text', formats: undefined }
  if (parameters.has(name)) {
    const type = parameterType(name) ?? ''
    const yields = LIST_PARAMETER.test(type) ? 'list' : 'text'
    return { yields, formats: formatsOfParameter(type), byDefault: defaultOf(name, yields, known) }
  }
  const member = resources.get(name)
  return member === undefined ? ANYTHING : { yields: 'text', formats: formatsOfReference(member, known) }
}

/** The default of a parameter; an empty one stands for none, and that of Parameter Store is only a name there. */
function defaultOf(name: string, yields: Yield, { declared }: Known): Given['byDefault'] {
  const value = entryOf(declared.parameters.get(name)?.tree, 'Default')?.value
  if (
    value?.kind !== 'scalar' ||
    value.value === null ||
    value.value === '' ||
    FROM_PARAMETER_STORE.test(declared.parameterType(name) ?? '')
  )
    return undefined
  const items = (value.raw ?? String(value.value)).split(',').map((item): Tree => ({ kind: 'scalar', value: item.trim() }))
  return { parameter: name, tree: yields === 'list' ? { kind: 'list', items } : value }
}

const FROM_PARAMETER_STORE = /^AWS::SSM::./

/** A parameter of type `AWS::EC2::Subnet::Id`, or a list of them, holds what the registry calls `AWS::EC2::Subnet.Id` or `.Ids`. */
const SPECIFIC = /^(?:AWS::SSM::Parameter::Value<)?(List<)?(AWS::\w+::\w+)::(?:Group)?(Id|Name)>*$/

function formatsOfParameter(type: string): readonly string[] | undefined {
  const [, list, thing, part] = SPECIFIC.exec(type) ?? []
  return thing === undefined || part === undefined ? undefined : [`${thing}.${part}${list === undefined ? '' : 's'}`]
}

/** What the registry says of a resource; for one of SAM what it becomes. */
function schemaOf({ id }: Member, { declared, catalog }: Known): ResourceSchema | undefined {
  const type = declared.typeOf(id)
  if (type === undefined) return undefined
  return isServerless(type) ? schemaBehind(type, catalog)?.whole : catalog.schema(schemaTypeOf(type))
}

/** `Ref` gives what identifies a resource. */
function formatsOfReference(member: Member, known: Known): readonly string[] | undefined {
  const schema = schemaOf(member, known)
  const identifier = schema?.schema['primaryIdentifier']
  if (schema === undefined || isFree(schema) || !Array.isArray(identifier) || identifier.length === 0) return undefined
  const [first] = identifier
  const part = identifier.length === 1 && typeof first === 'string' ? partAt(schema.schema, first.split('/').slice(2)) : undefined
  const formats = part === undefined ? [] : formatsIn(part)
  const properties = entryOf(member.tree, 'Properties')?.value
  return nameAmong(schema.type, formats, (property) => {
    const value = entryOf(properties, property)?.value
    return value === undefined ? 'absent' : presence(value)
  })
}

/** Its author decides what the resource is identified by. */
function isFree({ attributes }: ResourceSchema): boolean {
  return attributes.some((name) => name.includes('*'))
}

function givenByAttribute(target: string, attribute: string, known: Known): Given {
  const member = known.declared.resources.get(target)
  const schema = member === undefined ? undefined : schemaOf(member, known)
  if (schema === undefined) return ANYTHING
  const part = partAt(schema.schema, attribute.split('.'))
  const type = part?.['type']
  const yields = type === 'array' ? 'list' : typeof type === 'string' && type !== 'object' ? 'text' : 'any'
  const free = part === undefined || isFree(schema) || isFreeAttribute(schema.type, attribute)
  return { yields, formats: free ? undefined : formatsIn(part) }
}

/** The way to get a format of a resource: `Ref`, or an attribute; undefined when it has none. */
export function waysTo(format: string, target: string, known: Known): string | undefined {
  const member = known.declared.resources.get(target)
  const schema = member === undefined ? undefined : schemaOf(member, known)
  if (member === undefined || schema === undefined) return undefined
  if (formatsOfReference(member, known)?.includes(format) === true) return `Ref: ${target}`
  const attribute = schema.attributes.find((name) => formatsIn(partAt(schema.schema, name.split('.')) ?? {}).includes(format))
  return attribute === undefined ? undefined : `Fn::GetAtt: ${target}.${attribute}`
}

function partAt(root: JsonObject, path: readonly string[]): JsonObject | undefined {
  let at: Json | undefined = root
  for (const step of path) {
    const properties: Json | undefined = settled(at, root)?.['properties']
    at = isJsonObject(properties) ? properties[step] : undefined
  }
  return settled(at, root)
}

function formatsIn(part: JsonObject): readonly string[] {
  const { format, anyOf } = part
  const others = Array.isArray(anyOf) ? anyOf.flatMap((each) => (isJsonObject(each) ? formatsIn(each) : [])) : []
  return typeof format === 'string' ? [format, ...others] : others
}

function settled(schema: Json | undefined, root: JsonObject): JsonObject | undefined {
  if (!isJsonObject(schema)) return undefined
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  const definitions = root['definitions']
  const target = isJsonObject(definitions) ? definitions[reference.replace('#/definitions/', '')] : undefined
  return isJsonObject(target) ? target : undefined
}
