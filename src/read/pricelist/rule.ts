/** What one file of the list says, ready for the book. */
export interface OfferPrices {
  readonly published: string
  readonly rows: readonly ListedPrice[]
  readonly refused: readonly RefusedPrice[]
  /** Rows that have not as many fields as the header. */
  readonly broken: number
  /** All rows of the file. */
  readonly read: number
}

export interface ListedPrice {
  readonly key: string
  readonly region: string
  readonly unit: string
  /** Decimal text, USD for one unit. */
  readonly price: string
  readonly from: string
  readonly sku: string
}

/** A price that the list did not give exactly once. */
export interface RefusedPrice {
  /** As in the rule, `{Column}` included, when the rule could not be used at all. */
  readonly key: string
  /** `*`: wherever the file has prices. */
  readonly region: string
  readonly why: string
}
