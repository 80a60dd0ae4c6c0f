/** What someone pays instead of the list price: so much less, or so much for a unit. */
export interface PrivateRate {
  /** A price key, a service, or how keys begin; the longest that fits counts. */
  readonly keys: string
  /** A fraction of the list price that is taken off. */
  readonly off?: number
  /** US dollars for a unit, as decimal text; it holds for every tier. */
  readonly price?: string
  /** `YYYY-MM-DD`, both included. */
  readonly from?: string
  readonly until?: string
}
