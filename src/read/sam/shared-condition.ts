import type { Expansion } from './expansion.js'

/** The name of a condition that holds when one of several does. */
export function sharedCondition(expansion: Expansion, name: string, conditions: readonly string[]): string {
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined) return only
  expansion.addCondition(name, { 'Fn::Or': conditions.map((condition) => ({ Condition: condition })) })
  return name
}
