import { type Usd, usdOf } from '#core/index.js'
import type { Bill } from '../bill.js'

/** Whether a bill stays within a limit; not known where lines have no price and the rest is below it. */
export type BudgetCheck = 'within' | 'exceeded' | 'not known'

export function budgetCheck({ monthly, leftOut }: Bill, limit: Usd): BudgetCheck {
  if (monthly > limit) return 'exceeded'
  return leftOut === 0 ? 'within' : 'not known'
}

/** What is paid for a thousand requests; undefined where nothing comes or nobody knows what does. */
export function perThousand({ monthly, unknown }: Bill, requestsAMonth: number | undefined): Usd | undefined {
  if (unknown || requestsAMonth === undefined || !(requestsAMonth > 0)) return undefined
  const requests = BigInt(Math.round(requestsAMonth))
  return requests === 0n ? undefined : usdOf(`${(monthly * 1000n) / requests}e-12`)
}
