import type { Board } from './board.js'
import type { Frontier } from './frontier.js'
import { GRID, type Point, type Rect } from './geometry.js'

const STEP = 10
const BEND = 35
const CROSSING = 45
const SHARED = 300
const BESIDE_NODE = 4
const FOREIGN_BOX = 12
const OFF_CENTRE = 3
const FARTHEST_OFF_CENTRE = 6

/** A place where an arrow may leave or enter a node: a point of its side, and the direction out of it. */
interface Port {
  readonly column: number
  readonly row: number
  readonly direction: number
  readonly cost: number
}

function offCentre(at: number, start: number, length: number): number {
  return Math.min(FARTHEST_OFF_CENTRE, Math.round(Math.abs(at - (start + length / 2)))) * OFF_CENTRE
}

function portsOf(rect: Rect): readonly Port[] {
  const [left, top, w, h] = [rect.x / GRID, rect.y / GRID, rect.w / GRID, rect.h / GRID]
  const ports: Port[] = []
  for (let column = left + 2; column <= left + w - 2; column += 1) {
    const cost = offCentre(column, left, w)
    ports.push({ column, row: top + h, direction: 1, cost }, { column, row: top, direction: 3, cost })
  }
  for (let row = top + 1; row < top + h; row += 1) {
    const cost = offCentre(row, top, h)
    ports.push({ column: left + w, row, direction: 0, cost }, { column: left, row, direction: 2, cost })
  }
  return ports
}

/** Marks what a route uses, so that later ones keep away from it. */
export function occupy(board: Board, points: readonly Point[]): void {
  for (const [index, end] of points.entries()) {
    const start = points[index - 1]
    if (start === undefined) continue
    const direction = start.y === end.y ? 0 : 1
    const steps = Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y)) / GRID
    for (let step = 0; step <= steps; step += 1) {
      const column = (start.x + ((end.x - start.x) * step) / Math.max(1, steps)) / GRID
      const row = (start.y + ((end.y - start.y) * step) / Math.max(1, steps)) / GRID
      board.use(board.index(column, row), direction)
    }
  }
}

/**
 * The cheapest way from one node to another: short, few bends, few crossings, along no other arrow. Undefined when every way is blocked.
 * `from` and `to` are the rectangles of a node, one for each time it is drawn.
 */
export function route(board: Board, from: readonly Rect[], to: readonly Rect[]): readonly Point[] | undefined {
  const ends = new Map<number, number>()
  for (const port of to.flatMap(portsOf)) {
    // Arrivals are keyed by the direction of travel: into the node.
    if (board.inside(port.column, port.row)) ends.set(board.index(port.column, port.row) * 4 + ((port.direction + 2) % 4), port.cost)
  }
  const search: Search = { board, ends, targets: to.map(latticeRect), frontier: board.frontier }
  search.frontier.begin()
  for (const port of from.flatMap(portsOf)) {
    const at = board.index(port.column, port.row)
    const cost = port.cost + (board.usedAlong(at, port.direction) ? SHARED : 0)
    search.frontier.offer(at * 4 + port.direction, { cost, rest: restOf(search, at), from: -1 })
  }
  const arrived = searchFrom(search)
  return arrived === undefined ? undefined : pointsOf(board, arrived)
}

/** States are lattice point x 4 + direction of travel. */
interface Search {
  readonly board: Board
  /** States in which the arrow has arrived, with what the port costs. */
  readonly ends: ReadonlyMap<number, number>
  readonly targets: readonly Rect[]
  readonly frontier: Frontier
}

function latticeRect({ x, y, w, h }: Rect): Rect {
  return { x: x / GRID, y: y / GRID, w: w / GRID, h: h / GRID }
}

/** What the rest of the way costs at least: straight to the nearest target. */
function restOf({ board, targets }: Search, at: number): number {
  const column = at % board.columns
  const row = (at - column) / board.columns
  let least = Number.POSITIVE_INFINITY
  for (const { x, y, w, h } of targets) {
    const across = Math.max(0, x - column, column - x - w)
    const down = Math.max(0, y - row, row - y - h)
    least = Math.min(least, (across + down) * STEP)
  }
  return least
}

function searchFrom(search: Search): number | undefined {
  const { frontier, ends } = search
  for (let state = frontier.next(); state !== undefined; state = frontier.next()) {
    if (ends.has(state)) return state
    goOn(search, state)
  }
  return undefined
}

/** Offers every step that leads on from a state. */
function goOn(search: Search, state: number): void {
  const { board, ends, frontier } = search
  const direction = state % 4
  const from = (state - direction) / 4
  const atPort = board.isBlocked(from)
  const cost = frontier.costOf(state)
  for (let turn = 0; turn < 4; turn += 1) {
    // From its port an arrow leaves straight; nowhere does it turn back.
    if ((atPort && turn !== direction) || turn === (direction + 2) % 4) continue
    const to = board.neighbour(from, turn)
    const arrival = ends.get(to * 4 + turn)
    if (to < 0 || (arrival === undefined && board.isBlocked(to))) continue
    const price = cost + stepCost(board, { to, turn, bends: turn !== direction, from }) + (arrival ?? 0)
    frontier.offer(to * 4 + turn, { cost: price, rest: arrival === undefined ? restOf(search, to) : 0, from: state })
  }
}

function stepCost(
  board: Board,
  step: { readonly to: number; readonly from: number; readonly turn: number; readonly bends: boolean },
): number {
  const { to, from, turn, bends } = step
  let cost = STEP
  // Where an arrow turns it takes both directions of the point.
  if (bends) cost += BEND + (board.usedAlong(from, turn) || board.usedAcross(from, turn) ? SHARED : 0)
  if (board.usedAlong(to, turn)) cost += SHARED
  if (board.usedAcross(to, turn)) cost += CROSSING
  if (board.isNear(to)) cost += BESIDE_NODE
  if (board.isForeign(to)) cost += FOREIGN_BOX
  return cost
}

function pointsOf(board: Board, end: number): readonly Point[] {
  const points = board.frontier.wayTo(end).map((state) => {
    const at = Math.floor(state / 4)
    return { x: (at % board.columns) * GRID, y: Math.floor(at / board.columns) * GRID }
  })
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (before === undefined || after === undefined) return true
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}
