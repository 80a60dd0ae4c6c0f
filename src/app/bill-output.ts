import * as z from 'zod'

const TIER = z.object({
  price: z.string(),
  unit: z.string(),
  from: z.string().describe('where the tier begins'),
  how: z.enum(['listed', 'computed', 'estimated']),
  source: z.string(),
  asOf: z.string(),
  sku: z.string().optional(),
  note: z.string().optional(),
  list: z.string().optional().describe('the list price, where the price is a private rate'),
})

const POINT = z.object({ quantity: z.string(), monthly: z.string() })

const LINE = z.object({
  resource: z.string(),
  type: z.string(),
  source: z.string().optional().describe('resource that a flow of data comes from'),
  name: z.string(),
  status: z.enum(['priced', 'needs-usage', 'no-price']),
  region: z.string(),
  price: z.string().describe('key of the price book'),
  unit: z.string(),
  quantity: z.string().optional().describe('a month'),
  monthly: z.string().optional(),
  from: z.enum(['template', 'derived', 'stated']),
  formula: z.string().optional(),
  origin: z.string().optional(),
  range: z.object({ low: POINT, high: POINT }).optional(),
  hint: z.string().optional().describe('what is missing'),
  tiers: z.array(TIER),
})

/** A bill as it leaves an operation, the same as in `cost.json`: US dollars and quantities as exact decimal text. */
export const BILL = z.object({
  currency: z.literal('USD'),
  monthly: z.string().optional().describe('absent when nothing could be priced'),
  range: z.object({ low: z.string(), high: z.string() }).optional(),
  leftOut: z.number().describe('lines that are not in it: read it as "at least"'),
  lines: z.array(LINE),
})
