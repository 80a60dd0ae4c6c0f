import type { Value } from './value.js'
import { valuesAt } from './paths.js'

/** One statement of an IAM policy document. What cannot be read as text is undefined in its list. */
export interface Statement {
  readonly effect: string | undefined
  readonly actions: readonly (string | undefined)[]
  readonly notActions: readonly (string | undefined)[]
  readonly resources: readonly Value[]
  readonly notResources: readonly Value[]
  readonly principal: Value | undefined
  readonly condition: Value | undefined
  readonly path: string
  readonly value: Value
}

function listAt(statement: Value, key: string): readonly Value[] {
  return valuesAt(statement, key).flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]))
}

function textAt(value: Value): string | undefined {
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}

function first(statement: Value, key: string): Value | undefined {
  return valuesAt(statement, key)[0]?.value
}

/** The statements of a policy document; a single statement may stand without a list, as IAM allows. */
export function statementsOf(document: Value): readonly Statement[] {
  return valuesAt(document, 'Statement').flatMap(({ value }) => {
    const items =
      value.kind === 'list'
        ? value.items.map((item, index) => ({ item, path: `Statement.${index}` }))
        : [{ item: value, path: 'Statement' }]
    return items.map(({ item, path }) => {
      const effect = first(item, 'Effect')
      return {
        effect: effect === undefined ? undefined : textAt(effect),
        actions: listAt(item, 'Action').map(textAt),
        notActions: listAt(item, 'NotAction').map(textAt),
        resources: listAt(item, 'Resource'),
        notResources: listAt(item, 'NotResource'),
        principal: first(item, 'Principal'),
        condition: first(item, 'Condition'),
        path,
        value: item,
      }
    })
  })
}
