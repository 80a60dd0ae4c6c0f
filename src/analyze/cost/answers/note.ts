import type { Query } from '#graph/index.js'
import { addUsd, type JsonObject, type Usd } from '#core/index.js'
import type { Bill, BillLine } from '../bill.js'

/** A cost that people do not expect, with its amount where that is known. */
export interface CostNote {
  readonly id: string
  /** What it is about: resources, in the order of the bill. */
  readonly resources: readonly string[]
  readonly message: string
  /** A month; undefined where it is not known. */
  readonly monthly?: Usd
}

export interface Stacks {
  readonly bill: Bill
  /** Of each stack, with the name that its resources bear on the bill. */
  readonly stacks: readonly { readonly name: string | undefined; readonly q: Query }[]
  /** What a unit costs in the region of a line, lowest tier; undefined when the book has no price. */
  readonly unitPrice: (key: string, region: string) => Usd | undefined
}

export type Found = Omit<CostNote, 'id'>

/** A template and what is stated of it, with what the note says of it: the amount and the resources. */
export interface NoteExample {
  readonly name: string
  readonly resources: Readonly<Record<string, readonly [type: string, properties?: JsonObject]>>
  readonly usage?: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Absent: it says nothing. */
  readonly says?: { readonly of: readonly string[]; readonly monthly?: string }
}

/** A rule for one kind of hidden cost. */
export interface NoteRule {
  readonly id: string
  readonly refs: readonly string[]
  /** In us-east-1. They are its tests. */
  readonly examples: readonly NoteExample[]
  readonly look: (stacks: Stacks) => readonly Found[]
}

export function defineNote(note: NoteRule): NoteRule {
  return note
}

/** The lines that a note is about, as one: their resources and their sum. Undefined when there are none. */
export function summed(lines: readonly BillLine[]): { readonly resources: readonly string[]; readonly monthly?: Usd } | undefined {
  if (lines.length === 0) return undefined
  const resources = [...new Set(lines.map(({ resource, source }) => source ?? resource))]
  const known = lines.flatMap(({ monthly }) => (monthly === undefined ? [] : [monthly]))
  return known.length === 0 ? { resources } : { resources, monthly: addUsd(...known) }
}
