import { childrenOf, literalText, type Value } from './value.js'

/** Undefined: not decided by what is known. */
export type Truth = boolean | undefined

/** A condition of a template as a formula over comparisons. */
export type Formula =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly op: 'not'; readonly part: Formula }
  | { readonly op: 'condition'; readonly name: string }
  | { readonly op: 'equals'; readonly comparison: Comparison }
  /** Something that is no condition function, so nothing decides it. */
  | { readonly op: 'open' }

/** `Fn::Equals`. One object for each place it is written at. */
export interface Comparison {
  readonly left: Value
  readonly right: Value
}

/** How a run answers what formulas ask. */
export interface Answers {
  readonly truthOf: (condition: string) => Truth
  readonly equal: (comparison: Comparison) => Truth
}

/** A condition as a formula. */
export function formulaOf(value: Value): Formula {
  if (value.kind === 'map') {
    const named = value.entries.get('Condition')
    return named?.kind === 'literal' ? { op: 'condition', name: literalText(named) } : { op: 'open' }
  }
  if (value.kind !== 'call') return { op: 'open' }
  const [first, second] = value.args
  switch (value.name) {
    case 'Fn::Equals':
      return first === undefined || second === undefined ? { op: 'open' } : { op: 'equals', comparison: { left: first, right: second } }
    case 'Fn::Not':
      return first === undefined ? { op: 'open' } : { op: 'not', part: formulaOf(first) }
    case 'Fn::And':
      return { op: 'and', parts: value.args.map(formulaOf) }
    case 'Fn::Or':
      return { op: 'or', parts: value.args.map(formulaOf) }
    default:
      return { op: 'open' }
  }
}

function truthOf(formula: Formula, answers: Answers): Truth {
  switch (formula.op) {
    case 'condition':
      return answers.truthOf(formula.name)
    case 'equals':
      return answers.equal(formula.comparison)
    case 'not':
      return not(truthOf(formula.part, answers))
    case 'and':
      return every(formula.parts, (part) => truthOf(part, answers))
    case 'or':
      return not(every(formula.parts, (part) => not(truthOf(part, answers))))
    case 'open':
      return undefined
  }
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function every(parts: readonly Formula[], ask: (part: Formula) => Truth): Truth {
  let all: Truth = true
  for (const part of parts) {
    const truth = ask(part)
    if (truth === false) return false
    if (truth === undefined) all = undefined
  }
  return all
}

/** Conditions that a condition names, in `Condition` and in `Fn::If`. */
function namesIn(value: Value): readonly string[] {
  const named = value.kind === 'map' ? value.entries.get('Condition') : undefined
  const own = named?.kind === 'literal' ? [literalText(named)] : value.kind === 'choice' ? [value.condition] : []
  return [...own, ...childrenOf(value).flatMap(namesIn)]
}

/** The conditions of a template, read once. */
export interface Conditions {
  /** Each with its formula, those it stands on before it. A condition that stands on itself comes after the others of its circle. */
  readonly formulas: ReadonlyMap<string, Formula>
  /** What each one names. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

const READ = new WeakMap<ReadonlyMap<string, Value>, Conditions>()

/** Reads the conditions of a template, however many stand on each other, once for each graph. */
export function conditionsOf(values: ReadonlyMap<string, Value>): Conditions {
  const known = READ.get(values)
  if (known !== undefined) return known
  const names = new Map([...values].map(([name, value]) => [name, namesIn(value)]))
  const formulas = new Map<string, Formula>()
  for (const name of inOrder(values.keys(), names)) {
    const value = values.get(name)
    if (value !== undefined) formulas.set(name, formulaOf(value))
  }
  const conditions = { formulas, names }
  READ.set(values, conditions)
  return conditions
}

/** Names with all that they stand on, that first, without recursion. */
function inOrder(from: Iterable<string>, names: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const entered = new Set<string>()
  const ordered = new Set<string>()
  const waiting = [...from].toReversed()
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const open = entered.has(name) ? [] : (names.get(name) ?? []).filter((each) => !entered.has(each))
    entered.add(name)
    if (open.length > 0) waiting.push(...open)
    else {
      waiting.pop()
      ordered.add(name)
    }
  }
  return [...ordered]
}

/** Decides conditions in the order they are given, those they stand on before them; `decided` may be looked at meanwhile. */
export function decide(
  ordered: Iterable<string>,
  { formulas }: Conditions,
  { equal, decided }: { readonly equal: Answers['equal']; readonly decided: Map<string, Truth> },
): void {
  const answers: Answers = { equal, truthOf: (name) => decided.get(name) }
  for (const name of ordered) {
    const formula = formulas.get(name)
    if (formula !== undefined) decided.set(name, truthOf(formula, answers))
  }
}
