/** Fewer than this share of the places are taken, so that a search ends soon. */
const FULL = 0.5

/** A set of identities in two numbers, of which the first is not 0: 16 bytes a place. */
export class Identities {
  #first: Float64Array
  #second: Float64Array
  #size = 0

  constructor(places = 1024) {
    this.#first = new Float64Array(places)
    this.#second = new Float64Array(places)
  }

  has(first: number, second: number): boolean {
    return this.#first[this.#place(first, second)] !== 0
  }

  add(first: number, second: number): void {
    if (this.#size >= this.#first.length * FULL) this.#grow()
    const place = this.#place(first, second)
    if (this.#first[place] === 0) this.#size += 1
    this.#first[place] = first
    this.#second[place] = second
  }

  /** Where an identity is, or the free place where it would be. */
  #place(first: number, second: number): number {
    const places = this.#first.length
    let place = second % places
    while (this.#first[place] !== 0 && (this.#first[place] !== first || this.#second[place] !== second)) place = (place + 1) % places
    return place
  }

  #grow(): void {
    const [first, second] = [this.#first, this.#second]
    this.#first = new Float64Array(first.length * 2)
    this.#second = new Float64Array(first.length * 2)
    this.#size = 0
    for (const [index, each] of first.entries()) if (each !== 0) this.add(each, second[index] ?? 0)
  }
}
