import { childrenOf, literalText, type Value } from './value.js'

type Truth = boolean | undefined
type Conditions = ReadonlyMap<string, Value>
type Truths = ReadonlyMap<string, Truth>

/**
 * Decides every condition of a template once, those it stands on first, however many stand on each other.
 * One that stands on itself is not decided, unless it comes out the same either way. `resolve` may read what is decided so far.
 */
export function decideConditions(conditions: Conditions, resolve: (value: Value) => Value, decided: Map<string, Truth>): void {
  const entered = new Set<string>()
  const waiting = [...conditions.keys()].toReversed()
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const condition = conditions.get(name)
    const open = condition === undefined || entered.has(name) ? [] : namesIn(condition).filter((each) => !entered.has(each))
    entered.add(name)
    if (open.length > 0) {
      waiting.push(...open)
      continue
    }
    waiting.pop()
    if (condition !== undefined && !decided.has(name)) decided.set(name, holds(condition, decided, resolve))
  }
}

/** Conditions that a condition names, in `Condition` and in `Fn::If`. */
function namesIn(value: Value): readonly string[] {
  const named = value.kind === 'map' ? value.entries.get('Condition') : undefined
  const own = named?.kind === 'literal' ? [literalText(named)] : value.kind === 'choice' ? [value.condition] : []
  return [...own, ...childrenOf(value).flatMap(namesIn)]
}

function holds(value: Value, decided: Truths, resolve: (value: Value) => Value): Truth {
  if (value.kind === 'map') {
    const named = value.entries.get('Condition')
    return named?.kind === 'literal' ? decided.get(literalText(named)) : undefined
  }
  if (value.kind !== 'call') return undefined
  const each = (): readonly Truth[] => value.args.map((arg) => holds(arg, decided, resolve))
  switch (value.name) {
    case 'Fn::Equals':
      return equal(value.args.map(resolve))
    case 'Fn::Not':
      return not(each()[0])
    case 'Fn::And':
      return every(each())
    case 'Fn::Or':
      return not(every(each().map(not)))
    default:
      return undefined
  }
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(undefined) ? undefined : true
}

function equal([left, right]: readonly Value[]): Truth {
  if (left?.kind !== 'literal' || right?.kind !== 'literal') return undefined
  return literalText(left) === literalText(right)
}
