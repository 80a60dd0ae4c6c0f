import type { Resource } from '#graph/index.js'
import type { DataModel, DataNeed, GivenTraffic } from '#spec/index.js'
import { resting } from './arithmetic.js'
import type { StoreNeed } from './flow.js'

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/**
 * Which data a store holds: the need whose name is in its logical id, else the need that stands at its place among the
 * `stores` that no name decides. Undefined when the requirements name no such data.
 */
type NeedOf = (node: Resource, model: DataModel, stores: readonly Resource[]) => DataNeed | undefined

/** The needs of one run; what each of a list of stores holds is worked out once. */
function statedNeeds(traffic: GivenTraffic): NeedOf {
  const placed = new Map<DataModel, WeakMap<readonly Resource[], ReadonlyMap<string, DataNeed>>>()
  return (node, model, stores) => {
    const needs = traffic.data.filter((need) => need.model === model)
    if (needs.length === 0) return undefined
    const own = namedIn(needs, node)
    if (own !== undefined) return own
    const lists = placed.get(model) ?? new WeakMap<readonly Resource[], ReadonlyMap<string, DataNeed>>()
    placed.set(model, lists)
    const known = lists.get(stores) ?? byPlace(needs, stores)
    lists.set(stores, known)
    return known.get(node.id)
  }
}

function namedIn(needs: readonly DataNeed[], store: Resource): DataNeed | undefined {
  const id = plain(store.id)
  return needs.find(({ name }) => id.includes(plain(name)))
}

function byPlace(needs: readonly DataNeed[], stores: readonly Resource[]): ReadonlyMap<string, DataNeed> {
  const named = stores.map((store) => ({ store, need: namedIn(needs, store) }))
  const taken = new Set(named.flatMap(({ need }) => need ?? []))
  const left = needs.filter((need) => !taken.has(need))
  const unnamed = named.filter(({ need }) => need === undefined)
  return new Map(left.flatMap((need, at): [string, DataNeed][] => (unnamed[at] === undefined ? [] : [[unnamed[at].store.id, need]])))
}

const CONSISTENCY = { 'key-value': 'eventual', relational: 'transactional', object: 'strong' } as const

/** Where there are no requirements, items of an assumed size; how many of them are kept stays unknown. */
export function needsOf(
  traffic: GivenTraffic,
  assumption: (name: 'item-size' | 'object-size' | 'read-share') => number,
): (...store: Parameters<NeedOf>) => StoreNeed | undefined {
  const needs = statedNeeds(traffic)
  return (node, model, stores) => {
    const stated = needs(node, model, stores)
    if (stated !== undefined) return { ...stated, origin: `data ${stated.name}` }
    if (traffic.plain === undefined) return undefined
    const item = model === 'object' ? 'object-size' : 'item-size'
    return {
      model,
      sizeBytes: undefined,
      itemBytes: assumption(item),
      readShare: assumption('read-share'),
      consistency: CONSISTENCY[model],
      origin: resting('', item, 'read-share').slice(2),
    }
  }
}
