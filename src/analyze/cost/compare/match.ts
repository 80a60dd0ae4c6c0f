import { isJsonObject } from '#core/index.js'
import { plainValue, type Resource } from '#graph/index.js'
import type { BillLine } from '../bill.js'
import type { BilledStack, StackPair } from './comparison.js'

/** What stands on one bill under one name. */
export interface Item {
  /** Number of its pair of stacks. */
  readonly stack: number
  /** Without the name of the stack. */
  readonly id: string
  /** With it. */
  readonly shown: string
  readonly type: string
  readonly lines: readonly BillLine[]
  /** undefined: what costs has no resource (`internet egress`). */
  readonly node: Resource | undefined
}

export interface ItemPair {
  readonly old: Item | undefined
  readonly new: Item | undefined
}

/** Items with the same stack and id belong together, then those of the same type with equal properties. In the order of the bills. */
export function matchItems(pairs: readonly StackPair[]): readonly ItemPair[] {
  const olds = pairs.flatMap((pair, at) => itemsOf(pair.old, at))
  const news = pairs.flatMap((pair, at) => itemsOf(pair.new, at))
  const matched = new Map<Item, Item>()
  const taken = new Set<Item>()
  // A stack may have a name on one side only, or another one.
  for (const nameOf of [({ shown }: Item) => shown, ({ id }: Item) => id]) {
    const place = (item: Item): string => `${item.stack} ${nameOf(item)}`
    const byPlace = new Map(olds.filter((item) => !taken.has(item)).map((item) => [place(item), item]))
    for (const item of news) {
      const before = matched.has(item) ? undefined : byPlace.get(place(item))
      if (before === undefined) continue
      matched.set(item, before)
      taken.add(before)
    }
  }
  const gone = olds.filter((item) => !taken.has(item))
  const come = news.filter((item) => !matched.has(item))
  for (const [before, after] of renamed(gone, come, formsOf(pairs))) {
    matched.set(after, before)
    taken.add(before)
  }
  return [
    ...news.map((item) => ({ old: matched.get(item), new: item })),
    ...gone.filter((item) => !taken.has(item)).map((item) => ({ old: item, new: undefined })),
  ]
}

function itemsOf(priced: BilledStack | undefined, stack: number): readonly Item[] {
  if (priced === undefined) return []
  const lines = new Map<string, BillLine[]>()
  for (const line of priced.bill.lines) {
    const known = lines.get(line.resource)
    if (known === undefined) lines.set(line.resource, [line])
    else known.push(line)
  }
  const prefix = priced.name === undefined ? '' : `${priced.name}/`
  return [...lines].map(([shown, own]) => {
    const id = shown.startsWith(prefix) ? shown.slice(prefix.length) : shown
    const node = priced.q.get(id)
    return { stack, id, shown, type: own[0]?.type ?? '', lines: own, node }
  })
}

/** A resource as text in which names that only one side knows do not stand. */
export type Form = (side: 'old' | 'new', item: Item) => string | undefined

export function formsOf(pairs: readonly StackPair[]): Form {
  const common = pairs.map(({ old: before, new: after }) => {
    const names = new Set(before?.q.all().map(({ id }) => id))
    return new Set(after?.q.all().flatMap(({ id }) => (names.has(id) ? [id] : [])))
  })
  return (side, { stack, node }) => {
    const q = pairs[stack]?.[side]?.q
    if (node === undefined || q === undefined) return undefined
    const aliased = (key: string, value: unknown): unknown => {
      if (key !== '$reference' || typeof value !== 'string') return value
      const [target = '', ...attribute] = value.split('.')
      const known = common[stack]?.has(target) === true ? target : `a ${q.get(target)?.type ?? 'resource'}`
      return [known, ...attribute]
    }
    return `${node.type} ${JSON.stringify(plainValue(node.properties), (key, value: unknown) => inOrder(aliased(key, value)))}`
  }
}

/** In which order properties are written says nothing. */
function inOrder(value: unknown): unknown {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value
}

function renamed(gone: readonly Item[], come: readonly Item[], form: Form): ReadonlyMap<Item, Item> {
  const found = new Map<Item, Item>()
  if (gone.length === 0 || come.length === 0) return found
  const left = new Map<string, Item[]>()
  for (const item of gone) {
    const key = form('old', item)
    if (key !== undefined) left.set(key, [...(left.get(key) ?? []), item])
  }
  const used = new Set<Item>()
  const pair = (sameStack: boolean): void => {
    for (const item of come) {
      if (used.has(item)) continue
      const before = left.get(form('new', item) ?? '')?.find((each) => !found.has(each) && (!sameStack || each.stack === item.stack))
      if (before === undefined) continue
      found.set(before, item)
      used.add(item)
    }
  }
  pair(true)
  // What is left may have moved to another stack.
  pair(false)
  return found
}
