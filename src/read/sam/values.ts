import { createHash } from 'node:crypto'
import { isJsonObject, type Json } from '#core/index.js'

/** JSON that a translation may change while it works. */
export type Value = null | boolean | number | string | Value[] | Obj
export interface Obj {
  [key: string]: Value
}

export function isObj(value: unknown): value is Obj {
  return isJsonObject(value)
}

export function isList(value: Value | undefined): value is Value[] {
  return Array.isArray(value)
}

/** A copy of its own, free to change. */
export function copyOf(json: Json): Value {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) return json.map(copyOf)
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, copyOf(value)]))
}

/** An object without the fields that are undefined. */
export function obj(fields: Readonly<Record<string, Value | undefined>>): Obj {
  const out: Obj = {}
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) out[key] = value
  return out
}

export function pick(from: Obj, keys: readonly string[]): Obj {
  return obj(Object.fromEntries(keys.map((key) => [key, from[key]])))
}

export function objOr(value: Value | undefined): Obj {
  return isObj(value) ? value : {}
}

export function listOf(value: Value | undefined): Value[] {
  if (value === undefined || value === null) return []
  return isList(value) ? value : [value]
}

export function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** An intrinsic function: one key, `Ref`, `Condition` or `Fn::…`. */
export function isIntrinsic(value: Value | undefined): boolean {
  if (!isObj(value)) return false
  const keys = Object.keys(value)
  const [key] = keys
  return keys.length === 1 && key !== undefined && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))
}

export function isNoValue(value: Value | undefined): boolean {
  return isObj(value) && value['Ref'] === 'AWS::NoValue'
}

export const ref = (id: string): Obj => ({ Ref: id })
export const getAtt = (id: string, attribute: string): Obj => ({ 'Fn::GetAtt': [id, attribute] })
export const sub = (form: string, variables?: Obj): Obj => ({ 'Fn::Sub': variables === undefined ? form : [form, variables] })
export const when = (condition: string, value: Value): Obj => ({ 'Fn::If': [condition, value, ref('AWS::NoValue')] })

/** The logical id that a `Ref` names. */
export function refOf(value: Value | undefined): string | undefined {
  return isObj(value) ? text(value['Ref']) : undefined
}

/** The logical id that a `Ref` or a `Fn::GetAtt` names. */
export function referred(value: Value | undefined): string | undefined {
  if (!isObj(value) || Object.keys(value).length !== 1) return undefined
  const got = value['Fn::GetAtt']
  return refOf(value) ?? (isList(got) ? text(got[0]) : text(got)?.split('.')[0])
}

/** What a table of ours has for a name that the user gives. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** JSON with sorted keys and no spaces: the same data gives the same text. */
function canonical(value: Value): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObj(value)) return JSON.stringify(value)
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`)
  return `{${fields.join(',')}}`
}

/** The SHA-1 that hashed logical ids are made of, in hexadecimal; text counts as it stands. */
export function hashOf(value: Value): string {
  return createHash('sha1')
    .update(typeof value === 'string' ? value : canonical(value))
    .digest('hex')
}

export const alphanumeric = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '')

/** The tag list of CloudFormation, SAM's own tag first. */
export function tagList(tags: Value | undefined, first?: string): Value {
  const ours: Obj[] = first === undefined ? [] : [{ Key: first, Value: 'SAM' }]
  return [...ours, ...Object.entries(objOr(tags)).map(([Key, value]) => ({ Key, Value: value ?? '' }))]
}

/** The value, where there is one that counts. */
export function thereOr(value: Value | undefined): Value | undefined {
  return isThere(value) ? value : undefined
}

/** Whether a value counts as there: empty maps, lists and texts do not. */
export function isThere(value: Value | undefined): value is Value {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false
  return isList(value) ? value.length > 0 : !isObj(value) || Object.keys(value).length > 0
}

/** A policy document that lets AWS services take a role. */
export function assumedBy(service: string): Obj {
  return {
    Version: '2012-10-17',
    Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }],
  }
}
