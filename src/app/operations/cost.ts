import { join } from 'node:path'
import * as z from 'zod'
import type { Bill, PricedStack } from '#analyze/cost/index.js'
import { withEstimates } from '#catalog/index.js'
import type { Usage } from '#spec/index.js'
import { BILL } from '../bill-output.js'
import { COMPARE_INPUTS, COMPARE_PLACEHOLDERS, compareRequest } from '../compare-input.js'
import { COMPARISON } from '../compare-output.js'
import { compareCosts } from '../cost-compare.js'
import { kindOf } from '../discover.js'
import { stop } from '../failure.js'
import { AS_OF, asOfOr, checkRegion, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, PATHS, REGION } from '../inputs.js'
import { type Context, defineOperation } from '../operation.js'
import { givenParameters } from '../parameters.js'
import { queryOfStack, type Stack, stacksOf } from '../stacks.js'
import { PRICES, withPrices } from '../synced-prices.js'
import { requireTemplates } from '../templates.js'
import { refuseUnread } from '../usage-check.js'
import { NO_USAGE, readUsage, trafficAt, USAGE_FILE, usageIn } from '../usage-file.js'

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
    const compare = compareRequest(changes)
    if (compare !== undefined) {
      const { bill, comparison, ...rest } = await compareCosts(context, {
        ...compare,
        paths,
        given: values,
        region,
        usage: usage === undefined || shared === undefined ? undefined : { file: usage, stated: shared },
        terms: { traffic, freeTier, estimate },
        price: (stacks, stated) => priced(context, stacks, { stated, traffic, region, freeTier, estimate, asOf }),
      })
      return { output: { asOf, pricesAsOf: context.catalog().prices.asOf, ...bill, comparison }, ...rest }
    }
    const templates = await requireTemplates(context, paths, { given: values, region })
    const { mergeBills } = await import('#analyze/cost/index.js')
    const bills: Bill[] = []
    const stacks: PricedStack[] = []
    for (const path of paths) {
      const own = templates.filter(({ from }) => from === path)
      const stated = shared ?? (await ownUsage(context, path))
      const found = await stacksOf(context, own, region ?? stated.region)
      const billed = await priced(context, found, { stated, traffic, region, freeTier, estimate, asOf })
      bills.push(...billed.map(({ bill }) => bill))
      stacks.push(...billed)
      if (shared === undefined) await refuseUnread(join(path, USAGE_FILE), stated, billed)
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

interface Terms {
  readonly stated: Usage
  readonly traffic: string | undefined
  readonly region: string | undefined
  readonly freeTier: boolean
  readonly estimate: boolean
  readonly asOf: string
}

async function ownUsage(context: Context, path: string): Promise<Usage> {
  const found = (await kindOf(context.files, path)) === 'folder' ? await usageIn(context, path) : undefined
  return found ?? NO_USAGE
}

async function priced(context: Context, stacks: readonly Stack[], terms: Terms): Promise<readonly PricedStack[]> {
  const { billOf, quantitiesOf } = await import('#analyze/cost/index.js')
  const { prices } = context.catalog()
  const book = terms.estimate ? withEstimates(prices) : prices
  const traffic = trafficAt(terms.stated, terms.traffic)
  return stacks.map((stack) => {
    const q = queryOfStack(withRegion(stack), terms.asOf)
    const quantities = quantitiesOf(q, traffic, terms.stated, stack.name)
    const bill = billOf(q, quantities, book, {
      freeTier: terms.freeTier,
      ...(stack.name === undefined ? {} : { stack: stack.name }),
    })
    return { name: stack.name, q, quantities, bill }
  })
}

function withRegion(stack: Stack): Stack {
  if (stack.region !== undefined) return stack
  throw stop(
    'usage.bad-argument',
    `prices differ between regions, and nothing says where "${stack.title}" runs`,
    'say --region, for example --region eu-west-1',
  )
}
