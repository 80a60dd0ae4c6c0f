import type { FreeTier, PriceBook } from '#catalog/index.js'
import { changedGraph, type Graph, type GraphChange, type Query, queryOf } from '#graph/index.js'
import { type GivenTraffic, scaledEntries, type TrafficPoints, type Usage } from '#spec/index.js'
import { openAccount } from '../account.js'
import type { Bill } from '../bill.js'
import { billOf, mergeBills } from '../bill-of.js'
import { quantitiesBetween, quantitiesOf } from '../derive.js'
import type { Quantities } from '../quantities.js'

/** A stack with all that its price depends on, but for the prices. */
export interface PricedStack {
  /** Of a second stack. */
  readonly name: string | undefined
  readonly graph: Graph
  readonly region: string
  readonly parameters: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  /** Undefined where quantities are taken as they are stated. */
  readonly traffic: GivenTraffic | undefined
  /** Both ends of `traffic`, which is the expected one, where a range was asked for. */
  readonly points?: TrafficPoints | undefined
  readonly stated: Usage
}

/** Everything that decides a bill. Answers change one thing of it and price it again. */
export interface Situation {
  /** They share one account: its tiers and free tiers. */
  readonly stacks: readonly PricedStack[]
  readonly book: PriceBook
  readonly freeTiers: readonly FreeTier[]
  readonly asOf: string
}

export interface AskedStack {
  readonly stack: PricedStack
  readonly q: Query
}

/** A situation that is priced at several rates: what does not depend on the rate is computed once. */
export interface Priced {
  readonly stacks: readonly AskedStack[]
  /** What each stack uses, at the traffic of the situation or at so many requests a second where it has traffic. */
  quantities(perSecond?: number): readonly Quantities[]
  bill(perSecond?: number): Bill
}

/**
 * `before` is what the situation was changed from: resources that are in both, and of which nothing can be derived any more, are used
 * as they were. A change replaces what it says, and not what the rest does.
 */
export function priced({ stacks, book, freeTiers, asOf }: Situation, before?: Priced): Priced {
  const asked = stacks.map((stack): AskedStack => ({ stack, q: queryOfStack(stack, asOf) }))
  const known = new Map<number | undefined, readonly Quantities[]>()
  const quantitiesAt = (perSecond: number | undefined): readonly Quantities[] => {
    const kept = before?.quantities(perSecond)
    return asked.map(({ stack: { name, traffic, points, stated }, q }, index) => {
      const at = traffic === undefined || perSecond === undefined ? traffic : scaledEntries(traffic, perSecond)
      const derived =
        at !== undefined && at === points?.expected ? quantitiesBetween(q, points, stated, name) : quantitiesOf(q, at, stated, name)
      const missing = [...(kept?.[index] ?? [])].filter(([id]) => !derived.has(id) && q.get(id) !== undefined)
      return missing.length === 0 ? derived : new Map([...derived, ...missing])
    })
  }
  const quantities = (perSecond?: number): readonly Quantities[] => {
    const used = known.get(perSecond) ?? quantitiesAt(perSecond)
    known.set(perSecond, used)
    return used
  }
  return {
    stacks: asked,
    quantities,
    bill(perSecond) {
      const account = openAccount(book, freeTiers)
      const used = quantities(perSecond)
      return mergeBills(
        asked.map(({ stack: { name }, q }, index) =>
          billOf(q, used[index] ?? new Map(), book, { account, ...(name === undefined ? {} : { stack: name }) }),
        ),
      )
    },
  }
}

function queryOfStack({ graph, region, parameters, secrets }: PricedStack, asOf: string): Query {
  return queryOf(graph, { region, asOf, parameters, secrets })
}

/** The same situation with the graph of each stack changed; undefined when none is. */
export function withChanges(
  situation: Situation,
  asked: readonly AskedStack[],
  change: (asked: AskedStack) => GraphChange | undefined,
): Situation | undefined {
  let some = false
  const stacks = asked.map((each) => {
    const made = change(each)
    if (made === undefined) return each.stack
    some = true
    return { ...each.stack, graph: changedGraph(each.stack.graph, made) }
  })
  return some ? { ...situation, stacks } : undefined
}
