import { NAMES, type NameRow } from '#catalog/index.js'
import type { Resource } from './graph.js'
import { valuesAt } from './paths.js'
import { literalText, type Value } from './value.js'

/** What is not known of a text stands between these: `\u0001AWS.Region\u0002`. No text of a template may hold them. */
const OPEN = '\u0001'
const CLOSE = '\u0002'
const RESERVED = new RegExp(`[${OPEN}${CLOSE}]`)

function token(name: string): string {
  // Without colons, so that an ARN still has its six parts.
  return `${OPEN}${name.replaceAll('::', '.')}${CLOSE}`
}

/**
 * A value as a text in which what is not known has a name: two values with the same text are the same in every world.
 * Undefined where that cannot be said: lists, choices, functions that are not computed.
 */
export function namedText(value: Value): string | undefined {
  switch (value.kind) {
    case 'literal': {
      const text = literalText(value)
      return value.value === null || RESERVED.test(text) ? undefined : text
    }
    case 'parameter':
      return token(value.name)
    case 'pseudo':
      return token(value.name)
    case 'reference':
      return token(`@${value.target}${value.attribute === undefined ? '' : `.${value.attribute}`}`)
    case 'text': {
      const parts = value.parts.map(namedText)
      return parts.includes(undefined) ? undefined : parts.join('')
    }
    default:
      return undefined
  }
}

interface Arn {
  readonly service: string
  readonly resource: string
}

const REGIONS = new Set(['', '*', token('AWS::Region')])
const ACCOUNTS = new Set(['', '*', token('AWS::AccountId')])

/** The ARN of something in the region and account of the template; undefined when it may be another's. */
export function ownArn(text: string): Arn | undefined {
  const [start, , service, region, account, ...rest] = text.split(':')
  if (start !== 'arn' || service === undefined || region === undefined || account === undefined || rest.length === 0) return undefined
  return REGIONS.has(region) && ACCOUNTS.has(account) ? { service, resource: rest.join(':') } : undefined
}

const rowsByType: ReadonlyMap<string, NameRow> = new Map(NAMES.map((row) => [row.type, row]))

/** How a resource type is called in ARNs: service, and what stands before and after the name. */
export function arnFormOf(type: string): { readonly service: string; readonly before: string; readonly after: string } | undefined {
  const arn = rowsByType.get(type)?.arn
  if (arn === undefined) return undefined
  const [before = '', after = ''] = arn.resource.split('{name}')
  return { service: arn.service, before, after }
}

/** What a text may name. */
export interface Naming {
  /** A bare name is one of a resource of this type. */
  readonly names?: string | undefined
  /** What stands around the name: `/aws/lambda/{name}`. */
  readonly form?: string | undefined
}

/** The resources of a template by the names that they give themselves. */
export interface NameIndex {
  /** Ids of what a text names: by its ARN, an address, or its bare name. */
  find(text: string, naming?: Naming): readonly string[]
  /** Ids of resources with this bare name whose type begins so. */
  named(types: string, name: string): readonly string[]
  /** The name that a resource gives itself. */
  nameOf(id: string): string | undefined
}

/** These differ from stack to stack: where several are one graph, equal texts are not equal names. */
const OF_ONE_STACK = ['AWS::StackName', 'AWS::StackId'].map(token)

const NONE: readonly string[] = []
/** An ARN may go on behind the name: an index, an object, a version. No resource part has more pieces than these that matter. */
const MOST_PIECES = 8

export function nameIndexOf(resources: ReadonlyMap<string, Resource>): NameIndex {
  const names = new Map<string, string>()
  const byType = new Map<string, Map<string, string[]>>()
  const byArn = new Map<string, string[]>()
  for (const { id, type, properties, origin } of resources.values()) {
    const row = rowsByType.get(type)
    const name = row === undefined ? undefined : nameIn(valuesAt(properties, row.property))
    if (row === undefined || name === undefined || (origin.stack !== undefined && OF_ONE_STACK.some((each) => name.includes(each))))
      continue
    names.set(id, name)
    const ofType = byType.get(type) ?? new Map<string, string[]>()
    byType.set(type, ofType)
    add(ofType, name, id)
    if (row.arn !== undefined) add(byArn, `${row.arn.service}:${row.arn.resource.replace('{name}', () => name)}`, id)
  }
  const inType = (type: string, name: string): readonly string[] => byType.get(type)?.get(name) ?? NONE
  const byAddress = (text: string): readonly string[] => {
    for (const { type, addresses } of NAMES) {
      if (addresses === undefined || !byType.has(type)) continue
      for (const address of addresses) {
        const name = address.exec(text)?.[1]
        const found = name === undefined ? NONE : inType(type, name)
        if (found.length > 0) return found
      }
    }
    return NONE
  }
  return {
    find(text, { names: type, form } = {}) {
      if (form !== undefined) {
        const name = inside(text, form)
        return name === undefined || type === undefined ? NONE : inType(type, name)
      }
      if (names.size === 0) return NONE
      if (text.startsWith('arn:')) return byOwnArn(text, byArn)
      const bare = type === undefined ? NONE : inType(type, text)
      return bare.length > 0 ? bare : byAddress(text)
    },
    named: (types, name) => [...byType].flatMap(([type, ofType]) => (type.startsWith(types) ? (ofType.get(name) ?? []) : [])),
    nameOf: (id) => names.get(id),
  }
}

function add(map: Map<string, string[]>, key: string, id: string): void {
  const ids = map.get(key)
  if (ids === undefined) map.set(key, [id])
  else ids.push(id)
}

/** A name that hangs on a condition is none that another text can be compared with. */
function nameIn(found: readonly { readonly value: Value; readonly guards: readonly unknown[] }[]): string | undefined {
  const [only] = found
  const text = only === undefined || found.length > 1 || only.guards.length > 0 ? undefined : namedText(only.value)
  return text === '' ? undefined : text
}

function byOwnArn(text: string, byArn: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const arn = ownArn(text)
  if (arn === undefined) return NONE
  const pieces = arn.resource.split(/(?=[/:])/, MOST_PIECES)
  for (let length = pieces.length; length > 0; length -= 1) {
    const found = byArn.get(`${arn.service}:${pieces.slice(0, length).join('')}`)
    if (found !== undefined) return found
  }
  return NONE
}

/** What stands for the name in a text of this form. */
export function inside(text: string, form: string): string | undefined {
  const [before = '', after = ''] = form.split('{name}')
  const fits = text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
  return fits ? text.slice(before.length, text.length - after.length) : undefined
}

/** Whether a text of the form that `namedText` gives is a reference to this resource and nothing else. */
export function isReferenceTo(text: string, id: string): boolean {
  return text === token(`@${id}`)
}

/** Whether a pattern with `*` and `?` covers a text. Takes time in proportion to both lengths. */
export function covers(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0]
  for (let position = 0; position < text.length; ) {
    const wanted = pattern[at]
    if (wanted === '*') {
      star = at
      mark = position
      at += 1
    } else if (wanted === text[position] || wanted === '?') {
      at += 1
      position += 1
    } else if (star >= 0) {
      at = star + 1
      mark += 1
      position = mark
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
