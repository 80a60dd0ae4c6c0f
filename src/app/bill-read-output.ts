import * as z from 'zod'

const CHARGE_TOTALS = z.array(z.object({ charge: z.string(), cost: z.string(), lines: z.number() }))

const GROUP = z.object({
  keys: z.array(z.string()).describe('a value for each of groupBy; empty: the lines have none'),
  cost: z.string(),
  lines: z.number(),
  quantity: z.string().optional(),
  unit: z.string().optional(),
})

const CURRENCY_BILL = z.object({
  currency: z.string().describe('empty: the bill does not say'),
  total: z.string().describe('groups and apart together'),
  grouped: z.string().describe('sum of the groups'),
  groups: z.array(GROUP),
  charges: CHARGE_TOTALS.describe('what the groups are made of'),
  apart: CHARGE_TOTALS.describe('tax, credits, refunds, adjustments'),
})

const HIDDEN = z.object({
  id: z.string(),
  title: z.string(),
  currency: z.string(),
  cost: z.string(),
  avoidable: z.string().optional(),
  quantity: z.string().optional(),
  unit: z.string().optional(),
  account: z.string().describe('where most of it is'),
  region: z.string(),
  usageTypes: z.array(z.string()),
  fix: z.string(),
  ref: z.string(),
})

const COMPARED = z.object({
  is: z.enum(['both', 'only-estimated', 'only-billed', 'no-meter']),
  region: z.string(),
  service: z.string(),
  usageTypes: z.array(z.string()),
  prices: z.array(z.string()).describe('keys of the price book'),
  resources: z.array(z.string()),
  estimated: z.string().optional(),
  actual: z.string().optional(),
  ratio: z.number().optional().describe('actual to estimated'),
  estimatedQuantity: z.string().optional(),
  actualQuantity: z.string().optional(),
  unit: z.string(),
})

/** What a bill says: money as exact decimal text in its own currency. */
export const BILL_READ = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      format: z.string(),
      lines: z.number(),
      counted: z.number(),
      duplicates: z.number(),
      withoutCost: z.number(),
      from: z.string().optional(),
      to: z.string().optional(),
    }),
  ),
  from: z.string().optional().describe('first day'),
  to: z.string().optional(),
  days: z.number(),
  cost: z.enum(['unblended', 'amortized']),
  groupBy: z.array(z.string()),
  bills: z.array(CURRENCY_BILL).describe('one for each currency'),
  hidden: z.array(HIDDEN),
  comparison: z
    .object({
      estimate: z.string(),
      estimated: z.string(),
      actual: z.string().describe('of what both have, a month of 730 hours'),
      lines: z.array(COMPARED),
    })
    .optional(),
  notes: z.array(z.string()),
})
export type BillReadOutput = z.output<typeof BILL_READ>
