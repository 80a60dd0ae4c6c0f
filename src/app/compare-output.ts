import * as z from 'zod'
import { BILL } from './bill-output.js'

const TOTAL = z.object({ monthly: z.string().optional().describe('absent when nothing could be priced'), leftOut: z.number() })
const SIDE = TOTAL.extend({ from: z.string(), commit: z.string().optional() })
const DELTA = z.object({
  monthly: z.string().describe('after minus before, of the lines that have a price on the side that has them'),
  bound: z
    .enum(['exact', 'at-least', 'at-most', 'open'])
    .describe('what the lines without a price make of it: nothing, only more, only less, or either'),
})
const CHANGE = z.enum(['added', 'removed', 'changed', 'unchanged'])
const LINE = BILL.shape.lines.element

/** What `cost --compare` adds to the bill: US dollars as exact decimal text. */
export const COMPARISON = z.object({
  old: SIDE,
  new: SIDE,
  delta: DELTA,
  counts: z.object({ added: z.number(), removed: z.number(), changed: z.number(), unchanged: z.number(), renamed: z.number() }),
  open: z.number().describe('lines whose difference is not known'),
  openAlike: z.number().describe('lines without a price on either side that cost the same on both for the same usage'),
  resources: z
    .array(
      z.object({
        resource: z.string(),
        was: z.string().optional().describe('its name before; a guess by type and equal properties'),
        type: z.string(),
        typeWas: z.string().optional(),
        change: CHANGE,
        old: TOTAL.optional(),
        new: TOTAL.optional(),
        delta: DELTA,
        lines: z.array(z.object({ name: z.string(), change: CHANGE, delta: DELTA, old: LINE.optional(), new: LINE.optional() })),
      }),
    )
    .describe('those that changed or were renamed'),
  assumptions: z.array(z.string()),
  check: z
    .object({ limit: z.string(), is: z.enum(['within', 'exceeded', 'unknown']) })
    .optional()
    .describe('of --fail-on-increase'),
})
