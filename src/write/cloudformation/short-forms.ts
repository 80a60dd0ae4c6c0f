import { isJsonObject, type Json } from '#core/index.js'
import type { Tagged } from '#write/yaml/index.js'

/**
 * Functions written in their short form when they take text or a list. A function that takes a map or another function stays long:
 * YAML allows no short form directly inside another (`Fn::Base64: !Sub …`), and a long one is always right.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html, read 2026-11.
 */
export const TAGS: ReadonlyMap<string, string> = new Map(
  [
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAZs',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
  ].map((name) => [`Fn::${name}`, `!${name}`] as const),
)

export function shortForm(value: Json): Tagged | undefined {
  if (!isJsonObject(value)) return undefined
  const entries = Object.entries(value)
  const [entry] = entries
  if (entry === undefined || entries.length !== 1) return undefined
  const [name, argument] = entry
  if (name === 'Ref') return typeof argument === 'string' ? { tag: '!Ref', value: argument } : undefined
  if (name === 'Fn::GetAtt') return attribute(argument)
  const tag = TAGS.get(name)
  return tag !== undefined && (typeof argument === 'string' || Array.isArray(argument)) ? { tag, value: argument } : undefined
}

function attribute(argument: Json): Tagged | undefined {
  if (!Array.isArray(argument) || argument.length !== 2) return undefined
  const [resource, name]: readonly Json[] = argument
  const dotted = typeof resource === 'string' && typeof name === 'string' ? dottedAttribute(resource, name) : undefined
  return dotted === undefined ? undefined : { tag: '!GetAtt', value: dotted }
}

// Read back, the first dot parts resource and attribute: a logical id with a dot would come back as another one.
/** `Resource.Attribute`, where it means what the two mean. */
export function dottedAttribute(resource: string, name: string): string | undefined {
  return resource.includes('.') ? undefined : `${resource}.${name}`
}
