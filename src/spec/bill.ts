/** What a line of a bill is a charge for. `other` is a kind that AWS made after this was written. */
export const CHARGES = ['usage', 'commitment', 'fee', 'discount', 'tax', 'credit', 'refund', 'adjustment', 'other'] as const
export type Charge = (typeof CHARGES)[number]

/** Of these a bill's groups are made; the others are no costs of a service and are shown apart. */
export const GROUPED_CHARGES: ReadonlySet<string> = new Set<Charge>(['usage', 'commitment', 'fee', 'discount', 'other'])

/** What lines of a bill can be told apart by. `tag:` is followed by the key of a tag; `words` are all that a person may call a line by. */
export type BillDimension =
  | 'charge'
  | 'currency'
  | 'service'
  | 'account'
  | 'usage-type'
  | 'operation'
  | 'region'
  | 'unit'
  | 'resource'
  | 'day'
  | 'month'
  | 'words'
  | `tag:${string}`

/** Lines of a bill that are equal in some dimensions, added up. Money is in units of 1e-12 of the currency, amounts of 1e-9. */
export interface BillCell {
  /** Empty where the lines have none. */
  readonly values: Readonly<Partial<Record<BillDimension, string>>>
  readonly cost: bigint
  /** undefined where the source does not say one. */
  readonly quantity: bigint | undefined
  readonly lines: number
}
