import * as z from 'zod'
import type { Bill, BillLine } from '#analyze/cost/index.js'
import { amountText, usdText } from '#core/index.js'

const LINE = z.object({
  resource: z.string(),
  type: z.string(),
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
  hint: z.string().optional().describe('what is missing'),
  sources: z.array(z.string()).describe('source and date of each price used'),
})

/** A bill as it leaves an operation: US dollars as exact decimal text. */
export const BILL = z.object({
  monthly: z.string().optional().describe('US dollars a month; absent when nothing could be priced'),
  leftOut: z.number().describe('lines that are not in it: read it as "at least"'),
  lines: z.array(LINE),
})

export function billOutput(bill: Bill): z.output<typeof BILL> {
  return { ...(bill.unknown ? {} : { monthly: usdText(bill.monthly) }), leftOut: bill.leftOut, lines: bill.lines.map(lineOutput) }
}

function lineOutput(line: BillLine): z.output<typeof LINE> {
  const { resource, type, name, status, region, key, unit, quantity, monthly, from, formula, origin, hint, tiers } = line
  return {
    resource,
    type,
    name,
    status,
    region,
    price: key,
    unit,
    ...(quantity === undefined ? {} : { quantity: amountText(quantity) }),
    ...(monthly === undefined ? {} : { monthly: usdText(monthly) }),
    from,
    ...(formula === undefined ? {} : { formula }),
    ...(origin === undefined ? {} : { origin }),
    ...(hint === undefined ? {} : { hint }),
    sources: [...new Set(tiers.map(({ source, asOf }) => `${source} (${asOf})`))],
  }
}
