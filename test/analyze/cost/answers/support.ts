import { type Asked, type Bill, CHANGES, type Facts, priced, type Priced, type Situation } from '#analyze/cost/index.js'
import { treeOf, type Json } from '#core/index.js'
import { graphOf } from '#graph/index.js'
import type { Traffic, Usage } from '#spec/index.js'
import { testCatalog } from '../../../support/catalog.js'
import { AS_OF, NO_USAGE, type Stack } from '../support.js'

export const catalog = testCatalog()

export interface Given {
  readonly region?: string
  readonly traffic?: Traffic | undefined
  readonly stated?: Usage
}

export function situationOf(stack: Stack, { region = 'us-east-1', traffic, stated = NO_USAGE }: Given = {}): Situation {
  const bodies = Object.entries(stack).map(([id, [Type, Properties]]): [string, Json] => [
    id,
    Properties === undefined ? { Type } : { Type, Properties },
  ])
  const graph = graphOf(treeOf({ Resources: Object.fromEntries(bodies) }))
  return {
    stacks: [{ name: undefined, graph, region, parameters: {}, secrets: {}, traffic, stated }],
    book: catalog.prices,
    freeTiers: [],
    asOf: AS_OF,
  }
}

const FACTS: Facts = {
  discounts: (key) => catalog.discounts(key),
  regionNames: () => catalog.regions().map(({ name }) => name),
  available: (type, region) => catalog.available(type, region),
}

export function asked(situation: Situation): { readonly asked: Omit<Asked, 'value'>; readonly before: Priced; readonly bill: Bill } {
  const before = priced(situation)
  const bill = before.bill()
  return { asked: { situation, stacks: before.stacks, bill, facts: FACTS }, before, bill }
}

export function changedBy(id: string, situation: Situation, value = ''): Situation {
  const outcome = CHANGES.find((change) => change.id === id)!.apply({ ...asked(situation).asked, value })
  if (outcome.is === 'no' || outcome.situation === undefined) throw new Error(`${id} changes nothing`)
  return outcome.situation
}
