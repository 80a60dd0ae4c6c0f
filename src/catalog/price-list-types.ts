import type { Provenance } from './provenance.js'

/** How rows of AWS's price list become prices of the book: rules of one offer. */
export interface PriceListOffer extends Provenance {
  /** AWS's code of the offer: `AmazonVPC`. */
  readonly offer: string
  readonly title: string
  /** One file for all regions. */
  readonly whole: boolean
  readonly rules: readonly PriceListRule[]
}

export interface PriceListRule {
  /** A price key; `{Instance Type}` stands for that column's value. */
  readonly key: string
  /** The book's unit of the key. */
  readonly unit: string
  /** Pattern for the whole usage type, without the letters of the region that it begins with (`EUC1-`). */
  readonly usage: string
  /** Product families; undefined: any. */
  readonly family?: readonly string[]
  readonly operation?: readonly string[]
  /** Values that a column may have, by its name; a name that ends in `?` is a column that a list may lack. */
  readonly where?: Readonly<Record<string, readonly string[]>>
  /** Units that the list may say, where they do not follow from `unit`. */
  readonly listUnits?: readonly string[]
  /** Where the tier begins, where each tier has a usage type of its own. */
  readonly from?: string
  /** One unit of the list is that many of ours. */
  readonly per?: number
  /** A price of 0 is meant; elsewhere it is what AWS gives away. */
  readonly free?: true
  /** Where the price holds, when it is no region: `global`, or a zone of CloudFront. */
  readonly place?: string
}

/** Everything that is known of AWS's price list. */
export interface PriceList {
  readonly offers: readonly PriceListOffer[]
  /** What usage types of a region begin with: `EU-` in eu-west-1. */
  readonly letters: Readonly<Record<string, readonly string[]>>
}
