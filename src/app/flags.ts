import * as z from 'zod'
import { isJsonObject, type JsonObject } from '#core/index.js'
import type { Described } from './described.js'

/** One argument of a command, read from the schema of its input. */
export interface Argument {
  /** Name in the input object: `failOn`. */
  readonly key: string
  /** `--fail-on`, or `PATH` for what is given without a flag. */
  readonly name: string
  readonly short: string | undefined
  /** A switch takes no value. */
  readonly type: 'text' | 'number' | 'switch'
  readonly many: boolean
  readonly required: boolean
  /** The closed list of values, where there is one. */
  readonly values: readonly string[] | undefined
  readonly placeholder: string
  /** What it means without a value; undefined: it needs one. */
  readonly alone: string | undefined
  readonly about: string
  /** As it would be typed; undefined when leaving it out means that it is not there. */
  readonly byDefault: string | undefined
}

export interface CommandShape {
  readonly positional: Argument | undefined
  readonly flags: readonly Argument[]
}

/** `failOn` -> `--fail-on` */
function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `--fail-on`, or `PATH` for the argument that has no flag. */
export function argumentName(described: Described, key: string): string {
  return described.cli.positional === key ? (spelled(described.cli.placeholders, key) ?? key.toUpperCase()) : flagName(key)
}

/** The command line of an operation. Help, parsing and the reference page all use it. */
export function commandShape(described: Described): CommandShape {
  const schema = z.toJSONSchema(described.input, { io: 'input' })
  const required = new Set(schema.required)
  const all = Object.entries(schema.properties ?? {}).map(([key, property]) =>
    argumentOf(described, key, { property: plain(property), required: required.has(key) }),
  )
  const positional = all.find((argument) => argument.key === described.cli.positional)
  return { positional, flags: all.filter((argument) => argument !== positional) }
}

function argumentOf(described: Described, key: string, from: { property: JsonObject; required: boolean }): Argument {
  const { property, required } = from
  const many = property['type'] === 'array'
  const element = many ? plain(property['items']) : property
  const values = Array.isArray(element['enum']) ? element['enum'].map(String) : undefined
  const type = typeOf(element)
  const placeholder = spelled(described.cli.placeholders, key) ?? values?.join('|') ?? (type === 'number' ? 'N' : key.toUpperCase())
  return {
    key,
    name: argumentName(described, key),
    short: spelled(described.cli.short, key),
    type,
    many,
    required,
    values,
    placeholder,
    alone: spelled(described.cli.alone, key),
    about: typeof property['description'] === 'string' ? property['description'] : '',
    byDefault: defaultText(property['default']),
  }
}

function typeOf(schema: JsonObject): Argument['type'] {
  if (schema['type'] === 'boolean') return 'switch'
  return schema['type'] === 'number' || schema['type'] === 'integer' ? 'number' : 'text'
}

function spelled(spellings: Readonly<Record<string, string | undefined>> | undefined, key: string): string | undefined {
  return spellings?.[key]
}

function plain(schema: unknown): JsonObject {
  return isJsonObject(schema) ? schema : {}
}

function defaultText(value: unknown): string | undefined {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
