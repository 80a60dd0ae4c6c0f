/** A map over another one that stays as it is: what is tried out is thrown away without a copy. */
export class Layered<T> {
  private readonly own = new Map<string, T>()
  private readonly below: Layered<T> | undefined

  constructor(below?: Layered<T>) {
    this.below = below
  }

  get(key: string): T | undefined {
    return this.own.get(key) ?? this.below?.get(key)
  }

  set(key: string, value: T): void {
    this.own.set(key, value)
  }

  /** Every key once, with its topmost value. */
  entries(): ReadonlyMap<string, T> {
    return this.below === undefined ? this.own : new Map([...this.below.entries(), ...this.own])
  }
}
