import { type Block, type PlacedBlock, together } from './block.js'
import { snap } from './geometry.js'

/** Distances between the items of one level: more room where labels found none. */
export interface Gaps {
  readonly row: number
  readonly column: number
}

export interface Item {
  readonly id: string
  readonly block: Block
}

export interface ItemEdge {
  readonly from: string
  readonly to: string
  /** Where the arrow stands, from the middle of its item: what it leads to may be deep inside. */
  readonly fromAt: number
  readonly toAt: number
  /** How much it pulls its ends below each other. */
  readonly weight: number
}

/** Rows wider than this are broken. */
export const WIDEST_ROW = 1100
const SWEEPS = 6

/** Row of each item: below everything that leads to it. An edge that closes a circle counts for nothing. */
export function ranksOf(ids: readonly string[], edges: readonly Pick<ItemEdge, 'from' | 'to'>[]): ReadonlyMap<string, number> {
  const targets = new Map(ids.map((id) => [id, edges.filter(({ from, to }) => from === id && to !== id).map(({ to }) => to)]))
  const forward = new Map<string, string[]>()
  const state = new Map<string, 'open' | 'done'>()
  const order: string[] = []
  const visit = (id: string): void => {
    state.set(id, 'open')
    const kept: string[] = []
    for (const to of targets.get(id) ?? []) {
      if (state.get(to) === 'open') continue
      kept.push(to)
      if (!state.has(to)) visit(to)
    }
    forward.set(id, kept)
    state.set(id, 'done')
    order.unshift(id)
  }
  const entered = new Set(edges.map(({ to }) => to))
  for (const id of [...ids.filter((each) => !entered.has(each)), ...ids]) if (!state.has(id)) visit(id)
  const ranks = new Map(ids.map((id) => [id, 0]))
  for (const id of order) for (const to of forward.get(id) ?? []) ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1))
  return ranks
}

/** Items that hang together, in the order of their first member. */
export function componentsOf(items: readonly Item[], edges: readonly ItemEdge[]): readonly (readonly Item[])[] {
  const leader = new Map(items.map(({ id }) => [id, id]))
  const find = (id: string): string => {
    let at = id
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up
    return at
  }
  for (const { from, to } of edges) if (leader.has(from) && leader.has(to)) leader.set(find(to), find(from))
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(find(item.id)) ?? []
    group.push(item)
    groups.set(find(item.id), group)
  }
  return [...groups.values()]
}

type Row = readonly Item[]

function rowsOf(items: readonly Item[], edges: readonly ItemEdge[], gap: number): readonly Row[] {
  const ranks = ranksOf(
    items.map(({ id }) => id),
    edges,
  )
  const rows: Item[][] = []
  for (const item of items) {
    const rank = ranks.get(item.id) ?? 0
    while (rows.length <= rank) rows.push([])
    rows[rank]?.push(item)
  }
  return rows.flatMap((row) => brokenRow(row, gap))
}

function brokenRow(row: Row, gap: number): readonly Row[] {
  const rows: Item[][] = [[]]
  let width = 0
  for (const item of row) {
    const last = rows.at(-1)
    if (width > 0 && width + item.block.w > WIDEST_ROW) {
      rows.push([item])
      width = 0
    } else last?.push(item)
    width += item.block.w + gap
  }
  return rows
}

interface Pull {
  readonly other: string
  /** Middle of this item less the middle of the other, when the arrow between them is upright. */
  readonly shift: number
  readonly weight: number
}

function pullsOf(edges: readonly ItemEdge[]): ReadonlyMap<string, readonly Pull[]> {
  const all = new Map<string, Pull[]>()
  const add = (id: string, pull: Pull): void => void all.set(id, [...(all.get(id) ?? []), pull])
  for (const { from, to, fromAt, toAt, weight } of edges) {
    add(from, { other: to, shift: toAt - fromAt, weight })
    add(to, { other: from, shift: fromAt - toAt, weight })
  }
  return all
}

/** Centres of the items of one row: as near to the wanted ones as their widths allow. */
function spread(row: readonly { readonly item: Item; readonly want: number }[], gap: number): ReadonlyMap<string, number> {
  const sorted = row.toSorted((a, b) => a.want - b.want)
  const spots: { readonly id: string; readonly want: number; at: number }[] = []
  let edge = Number.NEGATIVE_INFINITY
  for (const { item, want } of sorted) {
    const half = item.block.w / 2
    const at = Math.max(want, edge + half)
    spots.push({ id: item.id, want, at })
    edge = at + half + gap
  }
  const drift = spots.reduce((sum, { at, want }) => sum + at - want, 0) / Math.max(1, spots.length)
  return new Map(spots.map(({ id, at }) => [id, at - drift]))
}

/** Items in rows that follow the arrows downwards, each near what it is joined to. */
export function layered(items: readonly Item[], edges: readonly ItemEdge[], gaps: Gaps): Block {
  const rows = rowsOf(items, edges, gaps.column)
  const joined = pullsOf(edges)
  let centres = new Map<string, number>()
  for (const row of rows)
    for (const [id, at] of spread(
      row.map((item, index) => ({ item, want: index })),
      gaps.column,
    ))
      centres.set(id, at)
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const row of sweep % 2 === 0 ? rows : rows.toReversed()) {
      const wants = row.map((item) => ({ item, want: wanted(item.id, row, { joined, centres, down: sweep % 2 === 0, rows }) }))
      centres = new Map([...centres, ...spread(wants, gaps.column)])
    }
  }
  return placed(rows, centres, gaps)
}

function wanted(
  id: string,
  row: Row,
  context: {
    readonly joined: ReadonlyMap<string, readonly Pull[]>
    readonly centres: ReadonlyMap<string, number>
    readonly down: boolean
    readonly rows: readonly Row[]
  },
): number {
  const { joined, centres, down, rows } = context
  const at = rows.indexOf(row)
  const seen = new Set((down ? rows.slice(0, at) : rows.slice(at + 1)).flatMap((each) => each.map((item) => item.id)))
  const pulls = (joined.get(id) ?? []).filter(({ other }) => seen.has(other))
  const weight = pulls.reduce((sum, pull) => sum + pull.weight, 0)
  if (weight === 0) return centres.get(id) ?? 0
  return pulls.reduce((sum, pull) => sum + pull.weight * ((centres.get(pull.other) ?? 0) + pull.shift), 0) / weight
}

function placed(rows: readonly Row[], centres: ReadonlyMap<string, number>, gaps: Gaps): Block {
  const left = ({ id, block }: Item): number => snap((centres.get(id) ?? 0) - block.w / 2)
  const start = Math.min(...rows.flat().map(left))
  const parts: PlacedBlock[] = []
  let y = 0
  for (const row of rows) {
    for (const item of row) parts.push({ block: item.block, at: { x: left(item) - start, y } })
    y += Math.max(...row.map(({ block }) => block.h)) + gaps.row
  }
  const w = Math.max(...parts.map(({ block, at }) => at.x + block.w))
  return together({ w, h: y - gaps.row }, parts)
}
