import type { BilledStack } from '#analyze/cost/index.js'
import { type FreeTierKind, type PriceBook, withEstimates } from '#catalog/index.js'
import type { PrivateRate, Usage } from '#spec/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'
import { queryOfStack, type Stack } from './stacks.js'
import { trafficOfInput } from './usage-traffic.js'

/** How stacks are priced. */
export interface PricingTerms {
  readonly traffic: readonly string[]
  readonly assume: readonly string[]
  readonly freeTiers: readonly FreeTierKind[]
  /** What is paid instead of list prices. */
  readonly rates: readonly PrivateRate[]
  readonly estimate: boolean
  readonly asOf: string
}

export async function bookOf(
  context: Context,
  { estimate, rates, asOf }: Pick<PricingTerms, 'estimate' | 'rates' | 'asOf'>,
): Promise<PriceBook> {
  const { withPrivateRates } = await import('#analyze/cost/index.js')
  const { prices } = context.catalog()
  return withPrivateRates(estimate ? withEstimates(prices) : prices, rates, asOf)
}

/** Throws `usage.bad-argument` when nothing says where a stack runs. */
export async function billedStacks(
  context: Context,
  stacks: readonly Stack[],
  terms: PricingTerms & { readonly stated: Usage },
): Promise<readonly BilledStack[]> {
  const { billOf, openAccount, quantitiesBetween } = await import('#analyze/cost/index.js')
  const book = await bookOf(context, terms)
  const account = openAccount(
    book,
    terms.freeTiers.flatMap((kind) => context.catalog().freeTiers(kind)),
  )
  const points = trafficOfInput(terms.stated, terms)
  return stacks.map((stack) => {
    const q = queryOfStack(withRegion(stack), terms.asOf)
    const quantities = quantitiesBetween(q, points, terms.stated, stack.name)
    const bill = billOf(q, quantities, book, { account, ...(stack.name === undefined ? {} : { stack: stack.name }) })
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
