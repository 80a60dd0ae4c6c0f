import type { PriceBook } from '#catalog/index.js'
import type { Bill } from '../bill.js'
import type { CostNote } from './note.js'
import { NOTES } from './notes/all.js'
import type { AskedStack } from './situation.js'

/** The hidden costs of a bill, the dearest first; those without an amount at the end. */
export function notesOf(bill: Bill, asked: readonly AskedStack[], book: PriceBook): readonly CostNote[] {
  const stacks = asked.map(({ stack: { name }, q }) => ({ name, q }))
  const unitPrice = (key: string, region: string): CostNote['monthly'] => book.tiers(key, region)?.[0]?.price
  const notes = NOTES.flatMap(({ id, look }) => look({ bill, stacks, unitPrice }).map((found): CostNote => ({ id, ...found })))
  const amount = ({ monthly = -1n }: { readonly monthly?: bigint }): bigint => monthly
  return notes.toSorted((a, b) => (amount(a) < amount(b) ? 1 : amount(a) > amount(b) ? -1 : 0))
}
