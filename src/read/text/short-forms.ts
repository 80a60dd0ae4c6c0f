import type { MapEntry, Span, Tree } from '#core/index.js'

/**
 * Functions that have a short form in YAML (`!Sub`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html, read 2026-11.
 */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetAtt',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
] as const

const BARE: ReadonlySet<string> = new Set(['Ref', 'Condition'])

export const SHORT_FORMS: ReadonlySet<string> = new Set([...FUNCTIONS, ...BARE])

/** The long form of a short one: `!Sub x` is `{ 'Fn::Sub': x }`, `!Ref x` is `{ Ref: x }`, `!GetAtt a.b` is `{ 'Fn::GetAtt': ['a', 'b'] }`. */
export function longForm(name: string, value: Tree, spans: { tag: Span; whole: Span }): Tree {
  const key = BARE.has(name) ? name : `Fn::${name}`
  const entry: MapEntry = { key, value: name === 'GetAtt' ? attributeOf(value) : value, keySpan: spans.tag }
  return { kind: 'map', entries: [entry], span: spans.whole }
}

// The first dot parts the resource from the attribute: `!GetAtt Database.Endpoint.Address`.
function attributeOf(value: Tree): Tree {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return value
  const dot = value.value.indexOf('.')
  if (dot < 0) return value
  const text = value.value
  const part = (from: number, to: number): Tree => ({
    kind: 'scalar',
    value: text.slice(from, to),
    ...partSpan(value.span, text.length, { from, to }),
  })
  return { kind: 'list', items: [part(0, dot), part(dot + 1, text.length)], ...(value.span === undefined ? {} : { span: value.span }) }
}

function partSpan(span: Span | undefined, length: number, part: { from: number; to: number }): { span?: Span } {
  if (span === undefined) return {}
  // Quoted or broken over lines: the whole is the nearest true place.
  if (span.line !== span.endLine || span.endColumn - span.column !== length) return { span }
  return { span: { ...span, column: span.column + part.from, endColumn: span.column + part.to } }
}
