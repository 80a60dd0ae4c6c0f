import { type Amount, amountOf, invariant } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import type { GivenTraffic, Point, ResourceUsage, TrafficPoints, Usage, UsageValue } from '#spec/index.js'
import type { FlowQuantity } from './flow.js'
import { FLOWS } from './flows/all.js'
import { MODELS } from './models/all.js'
import { type Entry, entriesIn, propagate } from './propagate.js'
import { idIn, type Quantities, type Quantity, quantityOf } from './quantities.js'
import { statedOf } from './stated.js'

/**
 * What each resource uses in a month. With `traffic` everything that follows from it is derived by walking the graph from its
 * entries, and derived values of `stated` are not used; without it the values of `stated` are taken as they are. What someone
 * stated always wins. `stack` is the name of a second stack: its resources stand in `stated` as `stack/Id`.
 */
export function quantitiesOf(q: Query, traffic: GivenTraffic | undefined, stated: Usage, stack?: string): Quantities {
  const derived = traffic === undefined ? undefined : propagate(q, ownTraffic(traffic, stack), FLOWS)
  const all = new Map<string, ReadonlyMap<string, Quantity>>()
  for (const node of q.all()) {
    const named = new Map<string, Quantity>()
    for (const quantity of derived?.get(node.id)?.quantities ?? []) named.set(quantity.name, derivedQuantity(node, quantity))
    for (const [name, value] of kept(statedOf(stated, idIn(stack, node.id), node.type), traffic !== undefined))
      named.set(name, quantityOf(value, MODELS.get(node.type)?.usage[name]?.unit ?? ''))
    if (named.size > 0) all.set(node.id, named)
  }
  return all
}

/** The same, each derived quantity with the least and the most that the points of the traffic make of it. */
export function quantitiesBetween(q: Query, traffic: TrafficPoints | undefined, stated: Usage, stack?: string): Quantities {
  if (traffic === undefined) return quantitiesOf(q, undefined, stated, stack)
  const at = (point: Point): Quantities => quantitiesOf(q, traffic[point], stated, stack)
  const [low, expected, high] = [at('low'), at('expected'), at('high')]
  const all = new Map<string, ReadonlyMap<string, Quantity>>()
  for (const [id, quantities] of expected) {
    const named = new Map<string, Quantity>()
    for (const [name, quantity] of quantities)
      named.set(
        name,
        quantity.from === 'stated'
          ? quantity
          : spread(
              quantity,
              [low, high].flatMap((other) => other.get(id)?.get(name) ?? []),
            ),
      )
    all.set(id, named)
  }
  return all
}

/** Where the traffic enters, and the rate there. */
export function entriesOfTraffic(q: Query, traffic: GivenTraffic, stack?: string): readonly Entry[] {
  return entriesIn(q, ownTraffic(traffic, stack), FLOWS)
}

function ownTraffic(traffic: GivenTraffic, stack: string | undefined): GivenTraffic {
  if (stack === undefined || traffic.entries === undefined) return traffic
  const own = Object.entries(traffic.entries).flatMap(([id, rate]) =>
    id.startsWith(`${stack}/`) ? [[id.slice(stack.length + 1), rate]] : [],
  )
  return { ...traffic, entries: Object.fromEntries(own) }
}

function spread(quantity: Quantity, others: readonly Quantity[]): Quantity {
  const values = [quantity, ...others].map(({ value }) => value)
  const pick = (better: (a: Amount, b: Amount) => boolean): Amount =>
    values.reduce((best, each) => (better(each, best) ? each : best), quantity.value)
  const [low, high] = [pick((a, b) => a < b), pick((a, b) => a > b)]
  return low === high ? quantity : { ...quantity, low, high }
}

function derivedQuantity(node: Resource, { name, value, unit, formula, origin }: FlowQuantity): Quantity {
  invariant(Number.isFinite(value) && value >= 0, `${node.id}.${name} is not an amount: ${value}`)
  // Twelve digits: what binary fractions add beyond them is noise.
  return { value: amountOf(Number(value.toPrecision(12))), unit, from: 'derived', formula, origin }
}

function kept(usage: ResourceUsage | undefined, derivedAnew: boolean): readonly (readonly [string, UsageValue])[] {
  const values = Object.entries(usage ?? {})
  return derivedAnew ? values.filter(([, { from }]) => from === 'stated') : values
}
