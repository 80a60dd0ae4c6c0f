/** Where a fact comes from. `basis` says how far to trust it: measured by us, read in a document, or knowledge without a source. */
export interface Provenance {
  readonly source: string
  /** `YYYY-MM-DD`: the date of the source, or where it bears none the day the row was reviewed. */
  readonly asOf: string
  readonly basis: 'measured' | 'document' | 'knowledge'
  /** What a reader must know to trust the figure: how it was derived, when it does not hold. */
  readonly note?: string
}
