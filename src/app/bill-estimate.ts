import type { EstimateLine } from '#analyze/bill/index.js'
import { unitsOf } from '#core/index.js'
import { BILL } from './bill-output.js'
import type { Context } from './operation.js'

/** Where and with what usage an estimate is made, as `stanchion cost` takes it. */
export interface EstimateTerms {
  readonly usage: string | undefined
  readonly traffic: string | undefined
  readonly region: string | undefined
  readonly parameter: readonly string[]
  readonly parameters: string | undefined
}

/** The lines of what `stanchion cost` says of a template or a design. */
export async function estimateOf(context: Context, path: string, terms: EstimateTerms): Promise<readonly EstimateLine[]> {
  const { cost } = await import('./operations/cost.js')
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined))
  const { output } = await cost.run({ paths: [path], ...given }, context)
  return BILL.parse(output).lines.map(({ resource, name, price, region, unit, monthly, quantity }) => ({
    resource,
    name,
    key: price,
    region,
    unit,
    monthly: monthly === undefined ? undefined : unitsIn(monthly, 'money'),
    quantity: quantity === undefined ? undefined : unitsIn(quantity, 'amount'),
  }))
}

function unitsIn(decimal: string, scale: 'money' | 'amount'): bigint | undefined {
  const units = unitsOf(decimal, scale)
  return units === undefined ? undefined : BigInt(units)
}
