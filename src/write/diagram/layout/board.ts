import { Frontier } from './frontier.js'
import { GRID, type Rect } from './geometry.js'

/** The lattice that arrows run on: what is blocked, and what other arrows use already. */
export class Board {
  readonly columns: number
  readonly rows: number
  /** Nodes, titles and labels: no arrow may enter. */
  readonly #blocked: Uint8Array
  /** Points beside a node: an arrow keeps its distance when it can. */
  readonly #near: Uint8Array
  /** Arrows that pass level (bit 1) or upright (bit 2). */
  readonly #used: Uint8Array
  /** Boxes that hold neither end of the arrow at hand. */
  readonly #foreign: Uint8Array
  readonly frontier: Frontier

  constructor(size: { readonly w: number; readonly h: number }) {
    this.columns = Math.floor(size.w / GRID) + 1
    this.rows = Math.floor(size.h / GRID) + 1
    this.#blocked = new Uint8Array(this.columns * this.rows)
    this.#near = new Uint8Array(this.columns * this.rows)
    this.#used = new Uint8Array(this.columns * this.rows)
    this.#foreign = new Uint8Array(this.columns * this.rows)
    this.frontier = new Frontier(this.columns * this.rows * 4)
  }

  index(column: number, row: number): number {
    return row * this.columns + column
  }

  /** The next point to the right (0), down (1), to the left (2) or up (3); -1 beyond the border. */
  neighbour(at: number, direction: number): number {
    const column = at % this.columns
    if (direction === 0) return column + 1 < this.columns ? at + 1 : -1
    if (direction === 2) return column > 0 ? at - 1 : -1
    const to = direction === 1 ? at + this.columns : at - this.columns
    return to < 0 || to >= this.columns * this.rows ? -1 : to
  }

  inside(column: number, row: number): boolean {
    return column >= 0 && row >= 0 && column < this.columns && row < this.rows
  }

  /** Every lattice point in or on a rectangle. */
  #fill(marks: Uint8Array, rect: Rect): void {
    const right = Math.min(this.columns - 1, Math.floor((rect.x + rect.w) / GRID))
    const bottom = Math.min(this.rows - 1, Math.floor((rect.y + rect.h) / GRID))
    for (let row = Math.max(0, Math.ceil(rect.y / GRID)); row <= bottom; row += 1)
      for (let column = Math.max(0, Math.ceil(rect.x / GRID)); column <= right; column += 1) marks[this.index(column, row)] = 1
  }

  block(rect: Rect): void {
    this.#fill(this.#blocked, rect)
  }

  markNear(rect: Rect): void {
    this.#fill(this.#near, rect)
  }

  setForeign(rects: readonly Rect[]): void {
    this.#foreign.fill(0)
    for (const rect of rects) this.#fill(this.#foreign, rect)
  }

  isForeign(at: number): boolean {
    return this.#foreign[at] === 1
  }

  isBlocked(at: number): boolean {
    return this.#blocked[at] === 1
  }

  isNear(at: number): boolean {
    return this.#near[at] === 1
  }

  usedAlong(at: number, direction: number): boolean {
    return ((this.#used[at] ?? 0) & (direction % 2 === 0 ? 1 : 2)) !== 0
  }

  usedAcross(at: number, direction: number): boolean {
    return ((this.#used[at] ?? 0) & (direction % 2 === 0 ? 2 : 1)) !== 0
  }

  use(at: number, direction: number): void {
    this.#used[at] = (this.#used[at] ?? 0) | (direction % 2 === 0 ? 1 : 2)
  }
}
