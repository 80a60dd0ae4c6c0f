import { join } from 'node:path'
import * as z from 'zod'
import type { Bill, BilledStack } from '#analyze/cost/index.js'
import type { Usage } from '#spec/index.js'
import { BILL } from '../bill-output.js'
import { billedStacks } from '../billed-stacks.js'
import { COMPARE_INPUTS, COMPARE_PLACEHOLDERS, compareInput } from '../compare-input.js'
import { COMPARISON } from '../compare-output.js'
import { comparedCosts } from '../cost-compare.js'
import { kindOf } from '../discover.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { type Context, defineOperation } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { stacksOf } from '../stacks.js'
import { PRICES, withPrices } from '../synced-prices.js'
import { requireTemplates } from '../templates.js'
import { refuseUnread } from '../usage-check.js'
import { NO_USAGE, readUsage, USAGE_FILE, usageIn } from '../usage-file.js'

export const cost = defineOperation({
  name: 'cost',
  about: 'Price templates and designs by the month, line by line, with the source and date of every price.',
  effect: 'reads',
  input: z.strictObject({
    paths: PATHS,
    usage: z.string().min(1).optional().describe('Usage file (YAML). A design brings its own.'),
    traffic: z
      .string()
      .min(1)
      .optional()
      .describe('Average requests or messages to price at, for example 100/s; what follows from traffic is derived again.'),
    ...PARAMETER_INPUTS,
    region: REGION,
    freeTier: z.boolean().default(false).describe('Take off what AWS gives every account for ever.'),
    prices: PRICES,
    estimate: z.boolean().default(false).describe('Price what has no figure in the region after that of another, and say so.'),
    asOf: AS_OF,
    ...COMPARE_INPUTS,
  }),
  output: z.object({ asOf: z.string(), pricesAsOf: z.string(), ...BILL.shape, comparison: COMPARISON.optional() }),
  examples: [
    { about: 'What a design costs at ten times the traffic', command: 'stanchion cost out/orders --traffic 200/s' },
    { about: 'A template with a usage file', command: 'stanchion cost template.yaml --usage usage.yaml --region eu-west-1' },
    { about: 'What a change costs', command: 'stanchion cost --compare main infra/template.yaml --region eu-west-1' },
  ],
  cli: {
    positional: 'paths',
    placeholders: {
      paths: 'PATH',
      usage: 'FILE',
      traffic: 'RATE',
      prices: 'DIR',
      asOf: 'DATE',
      ...PARAMETER_PLACEHOLDERS,
      ...COMPARE_PLACEHOLDERS,
    },
  },
  async run({ paths, parameter, parameters, usage, traffic, region, freeTier, prices, estimate, asOf: day, ...changes }, given) {
    const context = await withPrices(given, prices)
    checkRegion(region, context)
    const asOf = asOfOr(day, context)
    const shared = usage === undefined ? undefined : await readUsage(context, usage)
    const values = await givenParameters(context, { parameter, parameters })
    const compare = compareInput(changes)
    if (compare !== undefined)
      return comparedCosts(context, { ...compare, paths, usage, given: values, traffic, region, freeTier, estimate, asOf })
    const templates = await requireTemplates(context, paths, { given: values, region })
    const { mergeBills } = await import('#analyze/cost/index.js')
    const bills: Bill[] = []
    const stacks: BilledStack[] = []
    for (const path of paths) {
      const of = templates.filter(({ from }) => from === path)
      const stated = shared ?? (await ownUsage(context, path))
      const own = await stacksOf(context, of, region ?? stated.region)
      const priced = await billedStacks(context, own, { stated, traffic, freeTier, estimate, asOf })
      bills.push(...priced.map(({ bill }) => bill))
      stacks.push(...priced)
      if (shared === undefined) await refuseUnread(join(path, USAGE_FILE), stated, priced)
    }
    if (usage !== undefined && shared !== undefined) await refuseUnread(usage, shared, stacks)
    const bill = mergeBills(bills)
    const { billJson, billText } = await import('#write/report/index.js')
    return {
      output: { asOf, pricesAsOf: context.catalog().prices.asOf, ...BILL.parse(billJson(bill)) },
      exit: 0,
      human: (page) => billText(bill, page),
    }
  },
})

async function ownUsage(context: Context, path: string): Promise<Usage> {
  const found = (await kindOf(context.files, path)) === 'folder' ? await usageIn(context, path) : undefined
  return found ?? NO_USAGE
}
