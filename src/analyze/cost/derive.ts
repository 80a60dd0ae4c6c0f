import { amountOf, invariant } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import type { ResourceUsage, Traffic, Usage, UsageValue } from '#spec/index.js'
import type { FlowQuantity } from './flow.js'
import { FLOWS } from './flows/all.js'
import { MODELS } from './models/all.js'
import { propagate } from './propagate.js'
import { idIn, type Quantities, type Quantity, quantityOf } from './quantities.js'

/**
 * What each resource uses in a month. With `traffic` everything that follows from it is derived by walking the graph from its
 * entries, and derived values of `stated` are not used; without it the values of `stated` are taken as they are. What someone
 * stated always wins. `stack` is the name of a second stack: its resources stand in `stated` as `stack/Id`.
 */
export function quantitiesOf(q: Query, traffic: Traffic | undefined, stated: Usage, stack?: string): Quantities {
  const derived = traffic === undefined ? undefined : propagate(q, traffic, FLOWS)
  const all = new Map<string, ReadonlyMap<string, Quantity>>()
  for (const node of q.all()) {
    const named = new Map<string, Quantity>()
    for (const quantity of derived?.get(node.id)?.quantities ?? []) named.set(quantity.name, derivedQuantity(node, quantity))
    for (const [name, value] of statedOf(stated.resources[idIn(stack, node.id)], traffic !== undefined))
      named.set(name, quantityOf(value, MODELS.get(node.type)?.usage[name]?.unit ?? ''))
    if (named.size > 0) all.set(node.id, named)
  }
  return all
}

function derivedQuantity(node: Resource, { name, value, unit, formula, origin }: FlowQuantity): Quantity {
  invariant(Number.isFinite(value) && value >= 0, `${node.id}.${name} is not an amount: ${value}`)
  // Twelve digits: what binary fractions add beyond them is noise.
  return { value: amountOf(Number(value.toPrecision(12))), unit, from: 'derived', formula, origin }
}

function statedOf(usage: ResourceUsage | undefined, derivedAnew: boolean): readonly (readonly [string, UsageValue])[] {
  const values = Object.entries(usage ?? {})
  return derivedAnew ? values.filter(([, { from }]) => from === 'stated') : values
}
