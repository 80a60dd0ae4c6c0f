import { type Units, UnitSum } from '#core/index.js'
import type { BillCell, BillDimension } from '#spec/index.js'
import type { Dictionary } from './dictionary.js'

/** More than any dimension has values; times the number of cells it is still a safe integer. */
const WIDTH = 2 ** 26

/** Finds the number of a combination step by step: the combination so far and the next value give the next one. */
class Step {
  readonly #next = new Map<number, number>()
  /** Combination and value that led to each. */
  readonly from: number[] = []
  readonly value: number[] = []

  take(from: number, value: number): number {
    const key = from * WIDTH + value
    const known = this.#next.get(key)
    if (known !== undefined) return known
    const made = this.from.length
    this.#next.set(key, made)
    this.from.push(from)
    this.value.push(value)
    return made
  }
}

/** Adds lines up that are equal in all dimensions. */
export class Ledger {
  readonly #dimensions: readonly BillDimension[]
  readonly #dictionaries: readonly Dictionary[]
  readonly #steps: readonly Step[]
  readonly #costs: UnitSum[] = []
  readonly #quantities: (UnitSum | undefined)[] = []
  readonly #lines: number[] = []

  constructor(dimensions: readonly (readonly [BillDimension, Dictionary])[]) {
    this.#dimensions = dimensions.map(([dimension]) => dimension)
    this.#dictionaries = dimensions.map(([, dictionary]) => dictionary)
    this.#steps = dimensions.map(() => new Step())
  }

  /** The cell of row `row`, where each dimension has a list of codes by row. */
  cellOf(codes: readonly Int32Array[], row: number): number {
    let cell = 0
    for (let at = 0; at < this.#steps.length; at += 1) cell = this.#steps[at]?.take(cell, codes[at]?.[row] ?? 0) ?? cell
    return cell
  }

  add(cell: number, cost: Units, quantity: Units | undefined): void {
    const costs = (this.#costs[cell] ??= new UnitSum())
    costs.add(cost)
    this.#lines[cell] = (this.#lines[cell] ?? 0) + 1
    if (quantity !== undefined) (this.#quantities[cell] ??= new UnitSum()).add(quantity)
  }

  cells(): readonly BillCell[] {
    return this.#costs.map((cost, cell) => ({
      values: this.#valuesOf(cell),
      cost: cost.total,
      quantity: this.#quantities[cell]?.total,
      lines: this.#lines[cell] ?? 0,
    }))
  }

  #valuesOf(cell: number): Partial<Record<BillDimension, string>> {
    const values: Partial<Record<BillDimension, string>> = {}
    let at = cell
    for (let index = this.#steps.length - 1; index >= 0; index -= 1) {
      const step = this.#steps[index]
      const dimension = this.#dimensions[index]
      if (step === undefined || dimension === undefined) break
      values[dimension] = this.#dictionaries[index]?.valueOf(step.value[at] ?? 0) ?? ''
      at = step.from[at] ?? 0
    }
    return values
  }
}
