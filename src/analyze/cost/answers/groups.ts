import { addUsd, divideHalfEven, type Usd, usdOf, ZERO_USD } from '#core/index.js'
import { journeysOf, type Query, type Resource } from '#graph/index.js'
import type { Bill, BillLine } from '../bill.js'
import { idIn } from '../quantities.js'
import type { AskedStack } from './situation.js'

export type Grouping = { readonly by: 'service' | 'resource' | 'type' | 'journey' } | { readonly by: 'tag'; readonly key: string }

export interface Group {
  readonly name: string
  readonly monthly: Usd
  /** Lines that it holds or has a share of, and those of them that have no price. */
  readonly lines: number
  readonly leftOut: number
}

/** How a line is shared among journeys, in words. */
export const JOURNEY_RULE =
  'what several journeys use is shared evenly among them; what none uses goes to the journeys of what it is related to, at most two relations away; events of AWS itself take a share only where no other journey does'

const NO_JOURNEY = 'no journey'

/** The dearest first. The groups of a bill add up to it, to the last digit. */
export function groupsOf(bill: Bill, grouping: Grouping, stacks: readonly AskedStack[]): readonly Group[] {
  const owners = ownersOf(grouping, stacks)
  const groups = new Map<string, { monthly: Usd; lines: number; leftOut: number }>()
  for (const line of bill.lines) {
    const names = owners(line)
    const shares = line.monthly === undefined ? undefined : sharesOf(line.monthly, names.length)
    names.forEach((name, index) => {
      const group = groups.get(name) ?? { monthly: ZERO_USD, lines: 0, leftOut: 0 }
      group.monthly = addUsd(group.monthly, shares?.[index] ?? ZERO_USD)
      group.lines += 1
      if (shares === undefined) group.leftOut += 1
      groups.set(name, group)
    })
  }
  return [...groups]
    .map(([name, group]) => ({ name, ...group }))
    .toSorted((a, b) => (a.monthly === b.monthly ? (a.name < b.name ? -1 : 1) : a.monthly < b.monthly ? 1 : -1))
}

/** Even shares that add up to the whole. */
function sharesOf(whole: Usd, count: number): readonly Usd[] {
  let left: bigint = whole
  return Array.from({ length: count }, (_, index) => {
    const share = divideHalfEven(left, BigInt(count - index))
    left -= share
    return usdOf(`${share}e-12`)
  })
}

function ownersOf(grouping: Grouping, stacks: readonly AskedStack[]): (line: BillLine) => readonly string[] {
  if (grouping.by === 'service') return (line) => [serviceOf(line)]
  if (grouping.by === 'type') return ({ type }) => [type]
  if (grouping.by === 'resource') return ({ resource }) => [resource]
  const resources = new Map<string, { readonly q: Query; readonly node: Resource; readonly stack: string | undefined }>()
  for (const { stack, q } of stacks) for (const node of q.all()) resources.set(idIn(stack.name, node.id), { q, node, stack: stack.name })
  const journeys = grouping.by === 'journey' ? journeyNames(stacks) : undefined
  return ({ resource, source }) => {
    const found = resources.get(source ?? resource)
    if (found === undefined) return [grouping.by === 'tag' ? `no tag ${grouping.key}` : NO_JOURNEY]
    if (grouping.by === 'tag') return [tagOf(found.q, found.node, grouping.key)]
    return journeys?.get(source ?? resource) ?? [NO_JOURNEY]
  }
}

/** As price keys begin; where no key is known, the service in the name of the type. */
function serviceOf({ key, type }: BillLine): string {
  const [service = ''] = key.split('.')
  return service === '' ? (type.split('::')[1] ?? type).toLowerCase() : service
}

function tagOf(q: Query, node: Resource, key: string): string {
  const tags = q.read(node, 'Tags')
  if (!tags.known) return `tag ${key} not known`
  const { value } = tags
  if (value instanceof Map) return tagText(q.read(node, `Tags.${key}`), key)
  if (Array.isArray(value))
    for (const item of value) {
      const name = q.read(item, 'Key')
      if (name.known && name.value === key) return tagText(q.read(item, 'Value'), key)
    }
  return `no tag ${key}`
}

function tagText(read: ReturnType<Query['read']>, key: string): string {
  if (!read.known) return `tag ${key} not known`
  return typeof read.value === 'object' || read.value === undefined ? `no tag ${key}` : String(read.value)
}

/** Alarms and what AWS tells of itself: they set little work going. */
const EVENTS = 'events of AWS'
const FARTHEST = 2

function journeyNames(stacks: readonly AskedStack[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>()
  for (const { stack, q } of stacks) {
    const journeys = journeysOf(q)
    const direct = new Map<string, string[]>()
    for (const entry of journeys.entries) {
      const name = entry.kind === 'event' ? EVENTS : idIn(stack.name, entry.resource.id)
      const members = new Set([entry.resource.id, ...journeys.from(entry).steps.map(({ to }) => to.id)])
      for (const id of members) direct.set(id, shared([...(direct.get(id) ?? []), name]))
    }
    for (const node of q.all()) {
      const own = direct.get(node.id) ?? nearby(node, q, direct)
      if (own.length > 0) names.set(idIn(stack.name, node.id), own)
    }
  }
  return names
}

/** The journeys of the nearest related resources that have some; networks, which contain, relate nothing. */
function nearby(node: Resource, q: Query, direct: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set([node.id])
  let border: readonly Resource[] = [node]
  for (let distance = 0; distance < FARTHEST; distance += 1) {
    const next = border.flatMap((each) => related(each, q).filter(({ id }) => !seen.has(id)))
    for (const { id } of next) seen.add(id)
    const found = new Set(next.flatMap(({ id }) => direct.get(id) ?? []))
    if (found.size > 0) return shared([...found].toSorted())
    border = next
  }
  return []
}

function related(node: Resource, q: Query): readonly Resource[] {
  const around = [
    ...q.edges({ from: node }).map((edge) => ({ edge, other: edge.to })),
    ...q.edges({ to: node }).map((edge) => ({ edge, other: edge.from })),
  ]
  return around.flatMap(({ edge, other }) => (edge.kind === 'contains' || edge.kind === 'depends' ? [] : [other]))
}

/** Each once; events only where there is nothing else. */
function shared(names: readonly string[]): string[] {
  const others = [...new Set(names)].filter((name) => name !== EVENTS)
  return others.length === 0 ? [EVENTS] : others
}
