import { type Board, STEPS } from './board.js'
import { GRID, type Point, type Rect } from './geometry.js'

const STEP = 10
const BEND = 35
const CROSSING = 45
const SHARED = 900
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

/** A queue of whole numbers by small whole costs. */
class Buckets {
  readonly #buckets: number[][] = []
  #lowest = 0
  #size = 0

  push(cost: number, value: number): void {
    const bucket = this.#buckets[cost]
    if (bucket === undefined) this.#buckets[cost] = [value]
    else bucket.push(value)
    if (cost < this.#lowest) this.#lowest = cost
    this.#size += 1
  }

  pop(): { readonly cost: number; readonly value: number } | undefined {
    if (this.#size === 0) return undefined
    while ((this.#buckets[this.#lowest]?.length ?? 0) === 0) this.#lowest += 1
    const value = this.#buckets[this.#lowest]?.pop()
    this.#size -= 1
    return value === undefined ? undefined : { cost: this.#lowest, value }
  }
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
    if (!board.inside(port.column, port.row)) continue
    const at = board.index(port.column, port.row)
    // Arrivals are keyed by the direction of travel: into the node.
    ends.set(at * 4 + ((port.direction + 2) % 4), port.cost)
  }
  const queue = new Buckets()
  const best = new Map<number, number>()
  const came = new Map<number, number>()
  const offer = (state: number, cost: number, previous: number): void => {
    if (cost >= (best.get(state) ?? Number.POSITIVE_INFINITY)) return
    best.set(state, cost)
    came.set(state, previous)
    queue.push(cost, state)
  }
  for (const port of from.flatMap(portsOf)) {
    const at = board.index(port.column, port.row)
    offer(at * 4 + port.direction, port.cost + (board.usedAlong(at, port.direction) ? SHARED : 0), -1)
  }
  const arrived = search(board, { queue, best, ends, offer })
  return arrived === undefined ? undefined : pointsOf(board, came, arrived)
}

interface Search {
  readonly queue: Buckets
  readonly best: ReadonlyMap<number, number>
  readonly ends: ReadonlyMap<number, number>
  readonly offer: (state: number, cost: number, previous: number) => void
}

/** States are lattice point x 4 + direction of travel. Gives the state in which the arrow has arrived. */
function search(board: Board, { queue, best, ends, offer }: Search): number | undefined {
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { cost, value: state } = next
    if (ends.has(state)) return state
    if (cost > (best.get(state) ?? 0)) continue
    for (const { to, price } of stepsFrom(board, state)) {
      const arrival = ends.get(to)
      if (arrival !== undefined) offer(to, cost + price + arrival, state)
      else if (!board.isBlocked(Math.floor(to / 4))) offer(to, cost + price, state)
    }
  }
  return undefined
}

function stepsFrom(board: Board, state: number): readonly { readonly to: number; readonly price: number }[] {
  const from = Math.floor(state / 4)
  const direction = state % 4
  const atPort = board.isBlocked(from)
  return STEPS.flatMap((step, turn) => {
    // From its port an arrow leaves straight; nowhere does it turn back.
    if ((atPort && turn !== direction) || turn === (direction + 2) % 4) return []
    const column = (from % board.columns) + step.x
    const row = Math.floor(from / board.columns) + step.y
    if (!board.inside(column, row)) return []
    const to = board.index(column, row)
    return [{ to: to * 4 + turn, price: stepCost(board, { to, turn, bends: turn !== direction, from }) }]
  })
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

function pointsOf(board: Board, came: ReadonlyMap<number, number>, end: number): readonly Point[] {
  const states: number[] = []
  for (let state = end; state !== -1; state = came.get(state) ?? -1) states.unshift(state)
  const points = states.map((state) => {
    const at = Math.floor(state / 4)
    return { x: (at % board.columns) * GRID, y: Math.floor(at / board.columns) * GRID }
  })
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (before === undefined || after === undefined) return true
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}
