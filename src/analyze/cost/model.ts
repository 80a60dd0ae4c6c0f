import type { Query, Resource } from '#graph/index.js'
import type { Measure, Unresolved } from './measure.js'

export interface UsageEntry {
  readonly unit: string
  readonly about: string
}
/** Quantities that the template does not decide, by name. */
export type UsageTable = Readonly<Record<string, UsageEntry>>
/** What a model gets: each name of its table is a quantity, or the note that it is needed. */
export type ModelUsage = Readonly<Record<string, Measure>>

/** One thing that is metered. */
export interface Meter {
  /** For people: "Requests", "NAT gateway hours". */
  readonly name: string
  /** Key of the price book. */
  readonly price: string | Unresolved
  /** Unit of `quantity`: the unit that the price is paid for. */
  readonly unit: string
  /** A month. Undefined where the model's `usage` table was asked for a name that it does not have. */
  readonly quantity: Measure | undefined
  /** How a number that follows from the template came about. */
  readonly formula?: string | undefined
  /** Where the price stands when that is not the region of the stack: a zone of CloudFront. */
  readonly region?: string
}

/** A flow of data that is billed although no resource stands for it: it leaves through an edge model. */
export interface Transfer {
  /** Id of the edge model. */
  readonly over: string
  /** Name of the quantity in the model's `usage` table. */
  readonly usage: string
  /** Whether this resource has the flow at all; where it is false, only a known quantity is billed. */
  readonly expected: (node: Resource, q: Query) => boolean
}

/** How much of what one resource type uses; what it costs is the price book's business. */
export interface PriceModel {
  readonly type: string
  readonly refs: readonly string[]
  readonly usage: UsageTable
  readonly transfers?: readonly Transfer[]
  meters(node: Resource, usage: ModelUsage, q: Query): readonly Meter[]
}

export function definePriceModel(model: PriceModel): PriceModel {
  return model
}

/** Data that crosses a border of price and belongs to no resource type. One line for each resource that it comes from. */
export interface EdgeModel {
  /** As it stands on the bill: `internet egress`. */
  readonly id: string
  readonly refs: readonly string[]
  readonly price: string
  readonly unit: string
  /** How often each gigabyte is billed: 2 where both directions pay. */
  readonly times: number
  readonly about: string
}

export function defineEdgeModel(model: EdgeModel): EdgeModel {
  return model
}
