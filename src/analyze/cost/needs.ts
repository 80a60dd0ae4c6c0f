import type { Resource } from '#graph/index.js'
import type { DataModel, DataNeed, Traffic } from '#spec/index.js'

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/**
 * Which data a store holds: the need whose name is in its logical id, else the need that stands at its place among the
 * `stores` that no name decides. Undefined when the requirements name no such data.
 */
export function needOf(traffic: Traffic, node: Resource, model: DataModel, stores: readonly Resource[]): DataNeed | undefined {
  const needs = traffic.data.filter((need) => need.model === model)
  if (needs.length === 0) return undefined
  const named = (store: Resource): DataNeed | undefined => needs.find((need) => plain(store.id).includes(plain(need.name)))
  const own = named(node)
  if (own !== undefined) return own
  const taken = new Set(stores.flatMap((store) => named(store) ?? []))
  const place = stores.filter((store) => named(store) === undefined).findIndex((store) => store.id === node.id)
  return needs.filter((need) => !taken.has(need))[place]
}
