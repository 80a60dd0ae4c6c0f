import type { Expansion } from './expansion.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html#intrinsic-function-reference-conditions-or */
const MOST_PARTS = 10

/** The name of a condition that holds when one of several does. `Fn::Or` takes ten of them: more become conditions of ten, numbered downwards. */
export function sharedCondition(expansion: Expansion, name: string, conditions: readonly string[]): string {
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined) return only
  let left = conditions
  // Each group takes ten names away and adds its own.
  for (let groups = Math.ceil((conditions.length - 1) / (MOST_PARTS - 1)) - 1; groups > 0; groups -= 1) {
    const group = `${name}${groups}`
    expansion.addCondition(group, anyOf(left.slice(0, MOST_PARTS)))
    left = [...left.slice(MOST_PARTS), group]
  }
  expansion.addCondition(name, anyOf(left))
  return name
}

function anyOf(conditions: readonly string[]): { 'Fn::Or': { Condition: string }[] } {
  return { 'Fn::Or': conditions.map((condition) => ({ Condition: condition })) }
}
