import { type Json, MAX_NESTING, type Span } from '#core/index.js'
import { valuesAt } from './paths.js'
import { type Branch, branchesOf, bothGuards, type Guard, type Value } from './value.js'

/** One statement of an IAM policy document. What cannot be read as text is undefined in its list. */
export interface Statement {
  /** Undefined when it is not given, not text, or hangs on a condition. */
  readonly effect: string | undefined
  /** With the branches of every choice: what may be meant in some world. */
  readonly actions: readonly (string | undefined)[]
  readonly notActions: readonly (string | undefined)[]
  readonly resources: readonly Value[]
  readonly notResources: readonly Value[]
  readonly principal: Value | undefined
  readonly condition: Value | undefined
  readonly path: string
  readonly value: Value
  /** The choices that the statement stands in. */
  readonly guards: readonly Guard[]
}

/** One or many values under a key of a statement, each with the choices it stands in. */
export function elementsAt(statement: Value, key: string): readonly Branch[] {
  return valuesAt(statement, key).flatMap(({ value, guards }) =>
    value.kind === 'list' ? value.items.flatMap((item) => branchesOf(item, guards)) : [{ value, guards }],
  )
}

function valuesOf(statement: Value, key: string): readonly Value[] {
  return elementsAt(statement, key).flatMap(({ value }) => (value.kind === 'absent' ? [] : [value]))
}

export function plainText(value: Value): string | undefined {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}

function entry(statement: Value, key: string): Value | undefined {
  return statement.kind === 'map' ? statement.entries.get(key) : undefined
}

/**
 * The statements of a policy document; a single statement may stand without a list, as IAM allows, and the document may be
 * written as one JSON text, as CloudFormation allows.
 */
export function statementsOf(document: Value): readonly Statement[] {
  return valuesAt(unfolded(document), 'Statement').flatMap(({ value, guards }) => {
    const items =
      value.kind === 'list'
        ? value.items.map((item, index) => ({ item, path: `Statement.${index}` }))
        : [{ item: value, path: 'Statement' }]
    return items.flatMap(({ item, path }) =>
      branchesOf(item, guards).flatMap((branch) => (branch.value.kind === 'absent' ? [] : [statementOf(branch, path)])),
    )
  })
}

/** The value that a JSON text stands for; every other value is itself. */
function unfolded(document: Value): Value {
  const text = plainText(document)
  if (text === undefined || !text.trimStart().startsWith('{')) return document
  try {
    return valueOfJson(JSON.parse(text), document.span)
  } catch (error) {
    if (error instanceof SyntaxError) return document
    throw error
  }
}

/** What stands in a JSON text; what lies deeper than `MAX_NESTING` is unknown. */
export function valueOfJson(json: Json, span: Span | undefined, depth = 0): Value {
  if (json === null || typeof json !== 'object') return { kind: 'literal', value: json, span }
  if (depth > MAX_NESTING) return { kind: 'unknown', why: `nested more than ${MAX_NESTING} levels deep`, span }
  const inner = (each: Json): Value => valueOfJson(each, span, depth + 1)
  if (Array.isArray(json)) return { kind: 'list', items: json.map(inner), span }
  return { kind: 'map', entries: new Map(Object.entries(json).map(([key, each]) => [key, inner(each)])), span }
}

function statementOf({ value, guards }: Branch, path: string): Statement {
  const effects = new Set(valuesOf(value, 'Effect').map(plainText))
  return {
    effect: effects.size === 1 ? [...effects][0] : undefined,
    actions: valuesOf(value, 'Action').map(plainText),
    notActions: valuesOf(value, 'NotAction').map(plainText),
    resources: valuesOf(value, 'Resource'),
    notResources: valuesOf(value, 'NotResource'),
    principal: entry(value, 'Principal'),
    condition: entry(value, 'Condition'),
    path,
    value,
    guards,
  }
}

/** Guards of several things that have to be there together; undefined when they cannot. */
export function allGuards(...groups: readonly (readonly Guard[])[]): readonly Guard[] | undefined {
  return groups.reduce<readonly Guard[] | undefined>((all, group) => (all === undefined ? undefined : bothGuards(all, group)), [])
}
