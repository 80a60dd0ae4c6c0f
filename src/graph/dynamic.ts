import type { Span } from '#core/index.js'
import { type DynamicService, type DynamicValue, literalText, type LiteralValue, type TextValue, type Value } from './value.js'

/**
 * Begin of a reference that CloudFormation replaces at deployment: `{{resolve:ssm:name:version}}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html, read 2026-11.
 */
const OPENING = '{{resolve:'
const BEGIN = /\{\{resolve:(ssm|ssm-secure|secretsmanager):/
const CLOSING = '}}'

const SOURCES: Readonly<Record<DynamicService, string>> = {
  ssm: 'Parameter Store',
  'ssm-secure': 'Parameter Store (a secure string)',
  secretsmanager: 'Secrets Manager',
}

/** A text made of parts; one that is nothing but a dynamic reference is that reference. */
export function textOf(parts: readonly Value[], span: Span | undefined): TextValue | DynamicValue {
  const all = withDynamics(parts)
  const [only] = all
  return all.length === 1 && only?.kind === 'dynamic' ? { ...only, span } : { kind: 'text', parts: all, span }
}

/** A text as it is, or what it is made of when it holds dynamic references. */
export function dynamicIn(literal: LiteralValue): Value {
  const parts = withDynamics([literal])
  return parts.length === 1 && parts[0] === literal ? literal : textOf(parts, literal.span)
}

function mayBeDynamic(text: string): boolean {
  return text.includes(OPENING)
}

/** The parts of a text with each dynamic reference as a value of its own, whatever parts it is made of. */
function withDynamics(parts: readonly Value[]): readonly Value[] {
  if (!parts.some((part) => part.kind === 'literal' && mayBeDynamic(literalText(part)))) return parts
  const found: Value[] = []
  const rest = parts.toReversed()
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    const begin = part.kind === 'literal' ? BEGIN.exec(literalText(part)) : null
    const service = serviceOf(begin?.[1])
    if (part.kind !== 'literal' || begin === null || service === undefined) {
      found.push(part)
      continue
    }
    const text = literalText(part)
    const after = text.slice(begin.index + begin[0].length)
    const reference = takeReference(service, pieceOf(part, after), rest)
    // Nothing closes this one, so nothing closes a later one.
    if (reference === undefined) return [...found, part, ...rest.toReversed()]
    if (begin.index > 0) found.push(pieceOf(part, text.slice(0, begin.index)))
    found.push(reference)
  }
  return found
}

function serviceOf(name: string | undefined): DynamicService | undefined {
  return name === 'ssm' || name === 'ssm-secure' || name === 'secretsmanager' ? name : undefined
}

function pieceOf({ span }: LiteralValue, text: string): LiteralValue {
  return { kind: 'literal', value: text, span }
}

/** The reference that begins with `first`; what follows it is left on `rest`, which is in reverse order. */
function takeReference(service: DynamicService, first: LiteralValue, rest: Value[]): DynamicValue | undefined {
  const parts: Value[] = []
  let next: Value | undefined = first
  for (let left = rest.length; next !== undefined; left -= 1, next = rest[left]) {
    const text: string = next.kind === 'literal' ? literalText(next) : ''
    const end = text.indexOf(CLOSING)
    if (next.kind !== 'literal' || end < 0) {
      if (next.kind !== 'literal' || text !== '') parts.push(next)
      continue
    }
    if (end > 0) parts.push(pieceOf(next, text.slice(0, end)))
    rest.length = left
    const after = text.slice(end + CLOSING.length)
    if (after !== '') rest.push(pieceOf(next, after))
    return { kind: 'dynamic', service, parts, span: first.span }
  }
  return undefined
}

/** Why its value is not known: where AWS reads it at deployment. Never what it would be. */
export function whyDynamic({ service, parts }: DynamicValue): string {
  const name = parts.map((part) => (part.kind === 'literal' ? literalText(part) : nameOf(part))).join('')
  return `it is read from ${SOURCES[service]} at deployment ("${name}")`
}

function nameOf(part: Value): string {
  if (part.kind === 'reference') return `\${${part.attribute === undefined ? part.target : `${part.target}.${part.attribute}`}}`
  return part.kind === 'parameter' || part.kind === 'pseudo' ? `\${${part.name}}` : '${…}'
}
