/** A way of reaching a state: its cost so far, the least that is still to come, and the state before it. */
interface Offer {
  readonly cost: number
  readonly rest: number
  readonly from: number
}

/**
 * What a search for the cheapest way has reached and not yet gone on from. Costs are whole numbers; of two ways that cost the same the
 * later offer is tried first, so that the same offers always give the same way. Made once and used for many searches.
 */
export class Frontier {
  readonly #best: Int32Array
  readonly #before: Int32Array
  /** The search in which a state was last reached. */
  readonly #reachedIn: Uint32Array
  /** The search in which a state was last gone on from. */
  readonly #closedIn: Uint32Array
  #search = 0
  #buckets: number[][] = []
  #lowest = 0
  #waiting = 0

  constructor(states: number) {
    this.#best = new Int32Array(states)
    this.#before = new Int32Array(states)
    this.#reachedIn = new Uint32Array(states)
    this.#closedIn = new Uint32Array(states)
  }

  begin(): void {
    this.#search += 1
    this.#buckets = []
    this.#lowest = 0
    this.#waiting = 0
  }

  offer(state: number, { cost, rest, from }: Offer): void {
    if (this.#reachedIn[state] === this.#search && cost >= (this.#best[state] ?? 0)) return
    this.#reachedIn[state] = this.#search
    this.#best[state] = cost
    this.#before[state] = from
    const bucket = this.#buckets[cost + rest]
    if (bucket === undefined) this.#buckets[cost + rest] = [state]
    else bucket.push(state)
    this.#lowest = Math.min(this.#lowest, cost + rest)
    this.#waiting += 1
  }

  /** The state to go on from: each comes once, by its cheapest way. */
  next(): number | undefined {
    while (this.#waiting > 0) {
      const state = this.#buckets[this.#lowest]?.pop()
      if (state === undefined) {
        this.#lowest += 1
        continue
      }
      this.#waiting -= 1
      if (this.#closedIn[state] === this.#search) continue
      this.#closedIn[state] = this.#search
      return state
    }
    return undefined
  }

  costOf(state: number): number {
    return this.#best[state] ?? 0
  }

  /** The states from the first to this one. */
  wayTo(end: number): readonly number[] {
    const states: number[] = []
    for (let state = end; state >= 0; state = this.#before[state] ?? -1) states.push(state)
    return states.reverse()
  }
}
